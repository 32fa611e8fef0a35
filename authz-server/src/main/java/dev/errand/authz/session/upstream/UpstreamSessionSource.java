package dev.errand.authz.session.upstream;

import dev.errand.authz.session.UpstreamLink;

/** A provider that can be asked whether a session of its own still lives; implemented for those that have such an API. */
public interface UpstreamSessionSource {

    /** What a provider says of one of its sessions. */
    enum Found {
        /** It lives, and its user may log in. */
        ALIVE,
        /** It is over, or there never was one. */
        SESSION_GONE,
        /** Its user is gone or disabled. */
        USER_DISABLED
    }

    /** Whether this issuer can be asked. */
    boolean covers(String issuer);

    /**
     * Asks, within {@link UpstreamHttp#within}'s time.
     *
     * @throws UpstreamUnavailable if the answer cannot be had, or is none
     */
    Found find(UpstreamLink link) throws UpstreamUnavailable;
}
