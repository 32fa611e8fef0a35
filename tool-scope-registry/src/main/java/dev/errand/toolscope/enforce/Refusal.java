package dev.errand.toolscope.enforce;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Why a call is not carried out, and how its caller learns of it.
 *
 * @param status of the HTTP answer
 * @param error the error code of RFC 6750 §3.1, or of RFC 6749 §4.1.2.1 for a failing store
 * @param reason the stable word
 * @param parameter the parameter at fault, if one is
 * @param description a fixed sentence
 * @param scope the scope that the endpoint asks for, where that is what the credential lacks
 * @param details the {@code authorization_details} that would have done
 */
record Refusal(HttpStatus status, String error, String reason, @Nullable String parameter, String description,
        @Nullable String scope, List<Map<String, Object>> details) {

    static Refusal malformed(String reason, @Nullable String parameter, String description) {
        return of(HttpStatus.BAD_REQUEST, "invalid_request", reason, parameter, description);
    }

    static Refusal of(HttpStatus status, String error, String reason, @Nullable String parameter, String description) {
        return new Refusal(status, error, reason, parameter, description, null, List.of());
    }

    static Refusal invalidToken(String reason, String description) {
        return of(HttpStatus.UNAUTHORIZED, "invalid_token", reason, null, description);
    }

    static Refusal alreadyUsed() {
        return invalidToken("already_used", "The credential has been used already");
    }

    static Refusal storeUnavailable() {
        return of(HttpStatus.SERVICE_UNAVAILABLE, "temporarily_unavailable", "store_unavailable", null,
                "The tool cannot decide at the moment; nothing was done");
    }

    static Refusal insufficientScope(String reason, String parameter, String scope,
            List<Map<String, Object>> needed) {
        return new Refusal(HttpStatus.FORBIDDEN, "insufficient_scope", reason, parameter,
                "The credential does not cover this call", scope, needed);
    }

    static Refusal undeclared() {
        return of(HttpStatus.FORBIDDEN, "insufficient_scope", "scope_undeclared", null,
                "No credential covers this endpoint");
    }

    /** Whether the answer is a challenge (RFC 9110 §11.6.1) rather than a plain error. */
    boolean challenges() {
        return status == HttpStatus.UNAUTHORIZED || status == HttpStatus.FORBIDDEN;
    }

    Optional<String> scopeName() {
        return Optional.ofNullable(scope);
    }
}
