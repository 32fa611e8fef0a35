package dev.errand.authz.admin;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import dev.errand.authz.fetch.FetchProblem;

/**
 * A refusal of the administration API (RFC 9457).
 *
 * @param status the HTTP status
 * @param title what kind of problem it is
 * @param reason the stable machine word, a member of our own
 * @param more members that say where it is; nothing of them repeats what was sent
 */
record Problem(int status, String title, String reason, Map<String, Object> more) {

    static final String MEDIA_TYPE = "application/problem+json";

    private Problem(int status, String title, String reason) {
        this(status, title, reason, Map.of());
    }

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

    static Problem contentType() {
        return new Problem(415, "The body has to be YAML (application/yaml) in UTF-8", "content_type");
    }

    static Problem tooLarge() {
        return new Problem(413, "The document is larger than 1 MiB", "body_too_large");
    }

    static Problem preconditionMissing() {
        return new Problem(428, "If-Match has to name the revision that the change was made for", "if_match_missing");
    }

    static Problem preconditionFailed() {
        return new Problem(412, "The registry has changed since that revision", "revision_changed");
    }

    static Problem entryUnknown() {
        return new Problem(404, "There is no such entry, or no such version of it", "entry_unknown");
    }

    /** The entry is in a state in which that cannot be done. */
    static Problem entryState(String reason, String title) {
        return new Problem(409, title, reason);
    }

    /** What is wrong with a document: the member at fault, empty for the whole of it, and a sentence without subject that has the line. */
    static Problem document(int status, String reason, String member, String problem) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("detail", (member.isEmpty() ? "The document" : member) + " " + problem);
        if (!member.isEmpty()) {
            more.put("member", member);
        }
        return new Problem(status, "The document cannot be registered", reason, more);
    }

    static Problem notJson() {
        return new Problem(415, "The body has to be JSON (application/json) in UTF-8", "content_type");
    }

    /** What is wrong with a body that is no document: the member at fault, empty for the whole of it, and a sentence without subject. */
    static Problem body(String member, String problem) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("detail", (member.isEmpty() ? "The body" : member) + " " + problem);
        if (!member.isEmpty()) {
            more.put("member", member);
        }
        return new Problem(422, "The body is malformed", "body_malformed", more);
    }

    /** Why there is nothing to import. */
    static Problem fetch(FetchProblem problem) {
        return new Problem(422, problem.sentence(), problem.word());
    }

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
    ResponseEntity<Object> answer() {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header("Cache-Control", "no-store").body(body());
    }
}
