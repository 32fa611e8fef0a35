package dev.errand.authz.user.upstream;

import java.util.regex.Pattern;

/**
 * A user as another OpenID provider names them: the one pair of claims that stays the same and is nobody else's
 * (OpenID Connect Core §5.7). An e-mail address or a preferred username is no identity.
 *
 * @param issuer the provider, exactly as in its {@code iss}
 * @param subject its {@code sub}: at most 255 ASCII characters (OpenID Connect Core §2)
 */
public record UpstreamIdentity(String issuer, String subject) {

    private static final Pattern NAME = Pattern.compile("[\\x20-\\x7e]{1,255}");

    public UpstreamIdentity {
        if (!isName(issuer) || !isName(subject)) {
            throw new IllegalArgumentException("issuer and subject are 1 to 255 printable ASCII characters");
        }
    }

    /** Whether it can be a provider's name for itself, for a user or for a session. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
