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
 * @param error the error code of RFC 6750 §3.1, or of RFC 6749 §4.1.2.1 for a tool that cannot decide
 * @param reason the stable word
 * @param parameter the parameter at fault, if one is
 * @param description a fixed sentence
 * @param scope the scope that the endpoint asks for, where that is what the credential lacks
 * @param details the {@code authorization_details} that would have done
 * @param scopeForm where an administrator registers the scope, or widens it, if that is what is missing
 */
record Refusal(HttpStatus status, String error, String reason, @Nullable String parameter, String description,
        @Nullable String scope, List<Map<String, Object>> details, @Nullable String scopeForm) {

    private static final String STORE_UNAVAILABLE = "store_unavailable";

    static Refusal malformed(String reason, @Nullable String parameter, String description) {
        return of(HttpStatus.BAD_REQUEST, "invalid_request", reason, parameter, description);
    }

    static Refusal of(HttpStatus status, String error, String reason, @Nullable String parameter, String description) {
        return new Refusal(status, error, reason, parameter, description, null, List.of(), null);
    }

    static Refusal invalidToken(String reason, String description) {
        return of(HttpStatus.UNAUTHORIZED, "invalid_token", reason, null, description);
    }

    static Refusal runEnded(String reason) {
        return invalidToken(reason, "The run that the credential was given for has ended");
    }

    /** The tool cannot decide, and can say so in its report. */
    static Refusal livenessUnknown(String reason) {
        return of(HttpStatus.SERVICE_UNAVAILABLE, "temporarily_unavailable", reason, null,
                "The tool cannot learn at the moment whether the run is still alive; nothing was done");
    }

    static Refusal alreadyUsed() {
        return invalidToken("already_used", "The credential has been used already");
    }

    static Refusal storeUnavailable() {
        return of(HttpStatus.SERVICE_UNAVAILABLE, "temporarily_unavailable", STORE_UNAVAILABLE, null,
                "The tool cannot decide at the moment; nothing was done");
    }

    /** Whether the store, which would hold the report of this refusal, is what failed. */
    boolean ofStore() {
        return reason.equals(STORE_UNAVAILABLE);
    }

    static Refusal insufficientScope(String reason, String parameter, String scope,
            List<Map<String, Object>> needed, @Nullable String scopeForm) {
        return new Refusal(HttpStatus.FORBIDDEN, "insufficient_scope", reason, parameter,
                "The credential does not cover this call", scope, needed, scopeForm);
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
