package dev.errand.authz.keys;

import java.text.ParseException;
import java.util.Optional;
import java.util.regex.Pattern;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/**
 * The compact form of a signed JWT (RFC 7515 §7.1), read strictly: three parts of base64url without padding, none of
 * them empty, the first of them a JSON object. Nothing is believed of what is in it.
 */
public final class CompactJwt {

    /** What begins with a brace begins so in base64url; of a header {@code null} the parser makes an exception of its own. */
    private static final Pattern FORM = Pattern.compile("e[w-z][A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private CompactJwt() {}

    /** Whether its {@code jti} (RFC 7519 §4.1.7) is one by which it can be told from others. */
    public static boolean hasId(JWTClaimsSet claims, int maxLength) {
        String jti = claims.getJWTID();
        return jti != null && !jti.isBlank() && jti.length() <= maxLength;
    }

    /** The JWT, or nothing; never throws for what the caller sent. */
    public static Optional<SignedJWT> parse(String text, int maxLength) {
        if (text.length() > maxLength || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(SignedJWT.parse(text));
        } catch (ParseException | IllegalArgumentException ex) {
            return Optional.empty();
        }
    }
}
