package dev.errand.toolscope.alive;

import java.util.Optional;

/** What a tool has heard of credentials that are no longer good. Safe for use by many threads. */
public interface Revocations {

    /** For a tool that hears of none: every credential is good until it expires. */
    Revocations UNHEARD = new Revocations() {
        @Override
        public Optional<String> reason(String credentialId) {
            return Optional.empty();
        }

        @Override
        public boolean stale() {
            return false;
        }
    };

    /** The stable word for why the credential is no longer good, if that has been heard. */
    Optional<String> reason(String credentialId);

    /**
     * Whether what has been heard is too old to rely on. Whoever needs both asks this first: what is heard between the
     * two questions is then taken in.
     */
    boolean stale();
}
