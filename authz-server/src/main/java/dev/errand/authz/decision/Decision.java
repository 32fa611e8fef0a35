package dev.errand.authz.decision;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/** What the policy decision point says. */
public sealed interface Decision {

    /** Nothing may be issued. */
    record Deny(DenyReason reason, @Nullable String parameter) implements Decision {}

    /**
     * One token may be issued. A permit is made by the policy alone, says everything about its token, and is
     * redeemable once.
     */
    abstract sealed class Permit implements Decision permits RunTokenPermit, CredentialPermit {

        private final AtomicBoolean redeemed = new AtomicBoolean();
        private final TokenTerms terms;

        Permit(TokenTerms terms) {
            this.terms = terms;
        }

        /** What both kinds of token have in common. */
        public TokenTerms terms() {
            return terms;
        }

        /** Takes the permit's one redemption; a second one is a bug, never a second token. */
        public void redeem() {
            if (!redeemed.compareAndSet(false, true)) {
                throw new IllegalStateException("a permit is redeemable once");
            }
        }
    }
}
