package dev.errand.authz.decision;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import dev.errand.toolscope.NarrowingRequest;

/** What the policy decision point says. */
public sealed interface Decision {

    /**
     * Nothing may be issued.
     *
     * @param reason why
     * @param parameter what of the request is at fault, or the rule that it breaks
     * @param instead what to ask for instead, one by one; empty where nothing is to be said
     * @param about the part of the request that it is about; null if it is about the whole
     */
    record Deny(DenyReason reason, @Nullable String parameter, List<NarrowingRequest> instead,
            @Nullable NarrowingRequest about) implements Decision {

        public Deny {
            instead = List.copyOf(instead);
        }

        public Deny(DenyReason reason, @Nullable String parameter, List<NarrowingRequest> instead) {
            this(reason, parameter, instead, null);
        }

        public Deny(DenyReason reason, @Nullable String parameter) {
            this(reason, parameter, List.of());
        }

        Deny about(NarrowingRequest part) {
            return new Deny(reason, parameter, instead, part);
        }
    }

    /**
     * One token may be issued. A permit is made by the policy alone, says everything about its token, and is
     * redeemable once.
     */
    abstract sealed class Permit implements Decision permits RunPermit, AdministrationPermit {

        private final AtomicBoolean redeemed = new AtomicBoolean();
        private final String tokenId;
        private final Instant issuedAt;
        private final Instant expiresAt;

        Permit(String tokenId, Instant issuedAt, Instant expiresAt) {
            this.tokenId = tokenId;
            this.issuedAt = issuedAt;
            this.expiresAt = expiresAt;
        }

        /** {@code jti}. */
        public String tokenId() {
            return tokenId;
        }

        /** {@code iat}. */
        public Instant issuedAt() {
            return issuedAt;
        }

        /** {@code exp}. */
        public Instant expiresAt() {
            return expiresAt;
        }

        /** Takes the permit's one redemption; a second one is a bug, never a second token. */
        public void redeem() {
            if (!redeemed.compareAndSet(false, true)) {
                throw new IllegalStateException("a permit is redeemable once");
            }
        }
    }
}
