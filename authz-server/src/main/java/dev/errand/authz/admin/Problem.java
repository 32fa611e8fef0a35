package dev.errand.authz.admin;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal of the administration API (RFC 9457).
 *
 * @param status the HTTP status
 * @param title what kind of problem it is
 * @param reason the stable machine word, a member of our own
 */
record Problem(int status, String title, String reason) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem notLoggedIn() {
        return new Problem(401, "Log in first", "login_required");
    }

    static Problem notAllowed() {
        return new Problem(403, "This caller may not do that", "role_missing");
    }

    static Problem csrf() {
        return new Problem(403, "The request lacks the page's CSRF token", "csrf_token_missing");
    }

    static Problem badParameter(String parameter) {
        return new Problem(400, "The parameter " + parameter + " is malformed", "parameter_malformed");
    }

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", title);
        body.put("status", status);
        body.put("reason", reason);
        return body;
    }
}
