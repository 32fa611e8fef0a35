package dev.errand.authz.session.upstream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

import dev.errand.authz.user.upstream.UpstreamIdentity;

/**
 * What a logout token says, check by check (OpenID Connect Back-Channel Logout 1.0 §2.6, steps 3 to 7). Its signature,
 * algorithm and type are the decoder's business.
 *
 * @param issuer whose it has to be
 * @param clientId for whom
 * @param skew how far the provider's clock may be off
 */
record LogoutTokenValidator(String issuer, String clientId, InstantSource clock, Duration skew)
        implements
            OAuth2TokenValidator<Jwt> {

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    /** One that is older was not made for now, whatever its {@code exp} says. */
    private static final Duration MAX_AGE = Duration.ofMinutes(10);

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        String problem = problem(token);
        return problem == null
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error(problem));
    }

    private @Nullable String problem(Jwt token) {
        Map<String, Object> claims = token.getClaims();
        if (!issuer.equals(claims.get("iss"))) {
            return "logout_token_issuer";
        }
        if (token.getAudience() == null || !token.getAudience().contains(clientId)) {
            return "logout_token_audience";
        }
        if (!isTimely(token)) {
            return "logout_token_time";
        }
        if (!isName(claims.get("jti"))) {
            return "logout_token_jti";
        }
        if (!(claims.get("events") instanceof Map<?, ?> events) || !(events.get(EVENT) instanceof Map)) {
            return "logout_token_events";
        }
        if (claims.containsKey("nonce")) {
            return "logout_token_nonce";
        }
        return namesSomebody(claims) ? null : "logout_token_subject";
    }

    private boolean isTimely(Jwt token) {
        Instant now = clock.instant();
        Instant issued = token.getIssuedAt();
        Instant end = token.getExpiresAt();
        return issued != null && end != null && !issued.isAfter(now.plus(skew)) && issued.isAfter(now.minus(MAX_AGE))
                && end.isAfter(now.minus(skew));
    }

    /** By session, by user, or by both; one of them that is there and malformed is none. */
    private static boolean namesSomebody(Map<String, Object> claims) {
        Object sub = claims.get("sub");
        Object sid = claims.get("sid");
        return (sub != null || sid != null) && (sub == null || isName(sub)) && (sid == null || isName(sid));
    }

    private static boolean isName(@Nullable Object claim) {
        return claim instanceof String text && UpstreamIdentity.isName(text);
    }
}
