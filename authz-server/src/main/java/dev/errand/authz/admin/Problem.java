package dev.errand.authz.admin;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A refusal of the administration API (RFC 9457).
 *
 * @param status the HTTP status
 * @param title what kind of problem it is
 * @param reason the stable machine word, a member of our own
 * @param more members that say where it is; nothing of them repeats what was sent
 */
public record Problem(int status, String title, String reason, Map<String, Object> more) {

    static final String MEDIA_TYPE = "application/problem+json";

    public Problem(int status, String title, String reason) {
        this(status, title, reason, Map.of());
    }

    static Problem notLoggedIn() {
        return new Problem(401, "Log in first", "login_required");
    }

    static Problem notAllowed() {
        return new Problem(403, "This caller may not do that", "role_missing");
    }

    /** The user may, but not after a login by password alone. */
    static Problem passkeyNeeded() {
        return new Problem(403, "Log in with a passkey", "passkey_required");
    }

    static Problem csrf() {
        return new Problem(403, "The request lacks the page's CSRF token", "csrf_token_missing");
    }

    public static Problem badParameter(String parameter) {
        return new Problem(400, "The parameter " + parameter + " is malformed", "parameter_malformed");
    }

    /** What is wrong with a parameter of the query: a sentence without subject. */
    public static Problem badParameter(String parameter, String problem) {
        return new Problem(400, "The parameter " + parameter + " is malformed", "parameter_malformed",
                Map.of("detail", parameter + " " + problem, "member", parameter));
    }

    /** The change says for no state of the thing that it was made for it. */
    public static Problem preconditionMissing() {
        return new Problem(428, "If-Match has to name the revision that the change was made for", "if_match_missing");
    }

    public static Problem preconditionFailed() {
        return new Problem(412, "It has changed since that revision", "revision_changed");
    }

    /** There is nothing of that name. */
    public static Problem unknown(String what) {
        return new Problem(404, "There is no such " + what, what.replace(' ', '_') + "_unknown");
    }

    /** The thing is in a state in which that cannot be done. */
    public static Problem state(String reason, String title) {
        return new Problem(409, title, reason);
    }

    /** Another server that has to do its part does not answer. */
    public static Problem upstreamUnavailable() {
        return new Problem(503, "The other server does not answer; ask again", "upstream_unavailable");
    }

    static Problem notJson() {
        return new Problem(415, "The body has to be JSON (application/json) in UTF-8", "content_type");
    }

    /** What is wrong with a body that is no document: the member at fault, empty for the whole of it, and a sentence without subject. */
    public static Problem body(String member, String problem) {
        return at(400, "The body is malformed", "body_malformed", "The body", member, problem);
    }

    /**
     * What is wrong with something that has members.
     *
     * @param whole what to call it where no member is at fault
     * @param member the member at fault, empty for the whole of it
     * @param problem a sentence without its subject
     */
    public static Problem at(int status, String title, String reason, String whole, String member, String problem) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("detail", (member.isEmpty() ? whole : member) + " " + problem);
        if (!member.isEmpty()) {
            more.put("member", member);
        }
        return new Problem(status, title, reason, more);
    }

    /** The members of the answer. */
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", title);
        body.put("status", status);
        body.put("reason", reason);
        body.putAll(more);
        return body;
    }

    /** The problem as a controller's answer. */
    public ResponseEntity<Object> answer() {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header("Cache-Control", "no-store");
        return (status == 503 ? answer.header("Retry-After", "1") : answer).body(body());
    }
}
