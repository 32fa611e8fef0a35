package dev.errand.authz.keys;

import com.nimbusds.jwt.JWTClaimsSet;

/** The outcome of verifying a token that claims to be this server's own. */
public sealed interface OwnToken {

    /**
     * This server signed the token, and it has not expired. Whom it is for ({@code aud}), what it is ({@code
     * token_use}) and whose key it is bound to are for the caller to check.
     */
    record Valid(JWTClaimsSet claims) implements OwnToken {}

    /**
     * Not to be accepted.
     *
     * @param reason stable machine word: {@code token_malformed}, {@code token_signature}, {@code token_issuer},
     *        {@code token_expired} or {@code token_type}
     */
    record Invalid(String reason) implements OwnToken {}
}
