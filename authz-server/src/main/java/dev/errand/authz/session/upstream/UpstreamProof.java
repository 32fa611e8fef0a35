package dev.errand.authz.session.upstream;

import java.time.Instant;

import dev.errand.authz.session.UpstreamLink;

/** What became of an authorization response. */
sealed interface UpstreamProof {

    /**
     * The provider says who the user is.
     *
     * @param link the user, and the session there
     * @param issuedAt when it said so
     * @param displayName what it calls the user
     */
    record Proved(UpstreamLink link, Instant issuedAt, String displayName) implements UpstreamProof {}

    /** It does not, or not to this request; {@code reason} is the stable machine word. */
    record Refused(String reason) implements UpstreamProof {}

    /** It could not be asked. */
    record Unavailable() implements UpstreamProof {}
}
