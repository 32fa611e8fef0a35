package dev.errand.authz.session.upstream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

import dev.errand.authz.secret.Secrets;

/**
 * What ties the end of a login at a provider to its beginning, in one browser; the words are 256 bits each, base64url.
 *
 * @param state of the authorization request (RFC 6749 §4.1.1)
 * @param nonce whose digest the ID token has to name (OpenID Connect Core §3.1.2.1)
 * @param codeVerifier for the code (RFC 7636 §4.1)
 * @param end until when the login has to come to its end
 */
record LoginState(String state, String nonce, String codeVerifier, Instant end) {

    /** Whether this is the state of the request, compared in constant time. */
    boolean isState(String candidate) {
        return MessageDigest.isEqual(state.getBytes(StandardCharsets.US_ASCII), candidate.getBytes(StandardCharsets.UTF_8));
    }

    String nonceDigest() {
        return Secrets.hash(nonce);
    }

    /** The {@code S256} challenge (RFC 7636 §4.2). */
    String codeChallenge() {
        return Secrets.hash(codeVerifier);
    }

    @Override
    public String toString() {
        return "LoginState[" + end + "]";
    }
}
