package dev.errand.dpop.resourceserver;

import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;

/** What the {@code Authorization} header holds (RFC 9110 §11.4, RFC 9449 §7.1). */
sealed interface Presented {

    /** Nothing, or a scheme that this resource does not speak. */
    record Nothing() implements Presented {}

    /** A token with the scheme DPoP; nothing about it was checked. */
    record BoundToken(String token) implements Presented {}

    /** Something that cannot be right. */
    record Unacceptable(Refusal refusal) implements Presented {}

    int MAX_TOKEN_LENGTH = 8 * 1024;
    Pattern CREDENTIALS = Pattern.compile("([A-Za-z]+)(?: +(.*))?");
    Pattern COMPACT_JWS = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    static Presented in(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        if (headers.isEmpty()) {
            return new Nothing();
        }
        if (headers.size() > 1) {
            return new Unacceptable(Refusal.invalidRequest("authorization_multiple",
                    "There is more than one Authorization header."));
        }
        return in(headers.get(0));
    }

    private static Presented in(String header) {
        Matcher credentials = CREDENTIALS.matcher(header);
        if (!credentials.matches()) {
            return new Nothing();
        }
        if (credentials.group(1).equalsIgnoreCase("Bearer")) {
            return new Unacceptable(Refusal.BEARER);
        }
        if (!credentials.group(1).equalsIgnoreCase("DPoP")) {
            return new Nothing();
        }
        String token = credentials.group(2);
        if (token == null || token.length() > MAX_TOKEN_LENGTH || !COMPACT_JWS.matcher(token).matches()) {
            return new Unacceptable(Refusal.invalidToken("token_malformed", "The access token is malformed."));
        }
        return new BoundToken(token);
    }
}
