package dev.errand.authz.session;

import org.jspecify.annotations.Nullable;

import dev.errand.authz.user.upstream.UpstreamIdentity;

/**
 * The session at another OpenID provider that stands behind one of ours.
 *
 * @param identity the user, as the provider names them
 * @param sid the provider's session (OpenID Connect Back-Channel Logout §2.1), if it said which
 */
public record UpstreamLink(UpstreamIdentity identity, @Nullable String sid) {

    public UpstreamLink {
        if (sid != null && !UpstreamIdentity.isName(sid)) {
            throw new IllegalArgumentException("a provider's sid is 1 to 255 printable ASCII characters");
        }
    }
}
