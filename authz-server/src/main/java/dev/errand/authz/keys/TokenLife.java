package dev.errand.authz.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import com.nimbusds.jwt.JWTClaimsSet;
import org.jspecify.annotations.Nullable;

/**
 * When a token that a caller made is good ({@code iat}, {@code nbf} and {@code exp}, RFC 7519 §4.1).
 *
 * @param longest how far {@code exp} may be from {@code iat}
 * @param leeway how far the caller's clock may be ahead
 */
public record TokenLife(Duration longest, Duration leeway) {

    /** Whether it has begun, but for the leeway, is not over, and is none too long; without {@code iat} or {@code exp} it is none. */
    public boolean isNow(JWTClaimsSet claims, Instant now) {
        return holds(claims, now, now);
    }

    /** Likewise of a caller whose clock may also be behind: it may be over for as long as the leeway. */
    public boolean isNowOrJustWas(JWTClaimsSet claims, Instant now) {
        return holds(claims, now, now.minus(leeway));
    }

    private boolean holds(JWTClaimsSet claims, Instant now, Instant earliestEnd) {
        Date iat = claims.getIssueTime();
        Date exp = claims.getExpirationTime();
        if (iat == null || exp == null) {
            return false;
        }
        Instant latest = now.plus(leeway);
        return hasCome(iat, latest) && hasCome(claims.getNotBeforeTime(), latest) && exp.toInstant().isAfter(earliestEnd)
                && !exp.toInstant().isAfter(iat.toInstant().plus(longest));
    }

    private static boolean hasCome(@Nullable Date date, Instant latest) {
        return date == null || !date.toInstant().isAfter(latest);
    }
}
