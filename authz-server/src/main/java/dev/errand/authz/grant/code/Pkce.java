package dev.errand.authz.grant.code;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;

import dev.errand.authz.secret.Secrets;

/** Proof Key for Code Exchange (RFC 7636), method {@code S256} alone. */
public final class Pkce {

    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private Pkce() {}

    /** Whether the challenge can be the S256 of anything (RFC 7636 §4.2). */
    public static boolean isChallenge(String challenge) {
        return CHALLENGE.matcher(challenge).matches();
    }

    /** Whether the verifier has the form of RFC 7636 §4.1. */
    static boolean isVerifier(String verifier) {
        return VERIFIER.matcher(verifier).matches();
    }

    /** Whether the verifier is the challenge's. */
    static boolean matches(String verifier, String challenge) {
        return MessageDigest.isEqual(Secrets.hash(verifier).getBytes(StandardCharsets.US_ASCII),
                challenge.getBytes(StandardCharsets.US_ASCII));
    }
}
