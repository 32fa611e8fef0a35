package dev.errand.authz.token;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.errand.authz.client.ClientRefusal;
import dev.errand.authz.decision.Decision.Deny;
import dev.errand.authz.decision.DenyReason;
import dev.errand.authz.endpoint.EndpointError;
import dev.errand.authz.grant.GrantRefusal;
import dev.errand.dpop.ProofRejection;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.json.DetailsJson;

/** The one table from the reason of a refusal to the OAuth error on the wire. */
final class ErrorTable {

    private ErrorTable() {}

    /** RFC 9449 §5, §8. */
    static EndpointError of(ProofRejection rejection) {
        String code = rejection.asksForNonce() ? "use_dpop_nonce" : "invalid_dpop_proof";
        return new EndpointError(code, 400, rejection.reason(), null);
    }

    /**
     * RFC 6749 §5.2. Where a run's own key is the client authentication, a grant that names no run or another key's
     * run is a bad grant (RFC 8693 §2.2.2 for the subject token), not a bad client.
     *
     * @param secret the parameter that the grant's secret comes in: {@code refresh_token} or {@code subject_token}
     * @param sent whether it came
     */
    static EndpointError of(ClientRefusal refusal, String secret, boolean sent) {
        boolean byRefreshToken = "refresh_token".equals(secret);
        return switch (refusal) {
            case PROOF_REPLAYED -> new EndpointError("invalid_dpop_proof", 400, refusal.reason(), null);
            case RUN_UNKNOWN -> sent ? unknownRun(byRefreshToken) : EndpointError.invalidRequest("parameter_missing", secret);
            case RUN_SECRET_REUSED -> new EndpointError("invalid_grant", 400, "refresh_reused", null);
            case RUN_KEY_MISMATCH ->
                new EndpointError(byRefreshToken ? "invalid_grant" : "invalid_request", 400, "proof_key_mismatch", null);
            case CLIENT_MISSING, CLIENT_METHOD, CLIENT_UNKNOWN, CLIENT_ASSERTION, CLIENT_ASSERTION_REPLAYED,
                    CLIENT_MISMATCH ->
                new EndpointError("invalid_client", 401, refusal.reason(), null);
        };
    }

    private static EndpointError unknownRun(boolean byRefreshToken) {
        return byRefreshToken
                ? new EndpointError("invalid_grant", 400, "refresh_unknown", null)
                : EndpointError.invalidRequest("token_malformed", "subject_token");
    }

    /** RFC 6749 §5.2, RFC 8693 §2.2.2, RFC 8707 §2, RFC 9396 §5. */
    static EndpointError of(GrantRefusal refusal) {
        String code = switch (refusal.kind()) {
            case REQUEST, SUBJECT_TOKEN -> "invalid_request";
            case GRANT -> "invalid_grant";
            case CLIENT -> "unauthorized_client";
            case SCOPE -> "invalid_scope";
            case TARGET -> "invalid_target";
            case DETAILS -> "invalid_authorization_details";
        };
        return new EndpointError(code, 400, refusal.reason(), refusal.parameter());
    }

    /** What the policy says no to. */
    static EndpointError of(Deny deny) {
        return of(deny, code(deny.reason()));
    }

    /**
     * Likewise where a code or a refresh token was presented. One whose run has less time left than a token needs is no
     * longer good, like one whose run is over (RFC 6749 §5.2).
     */
    static EndpointError ofGrant(Deny deny) {
        return of(deny, deny.reason() == DenyReason.NO_TIME_LEFT ? "invalid_grant" : code(deny.reason()));
    }

    private static EndpointError of(Deny deny, String code) {
        return new EndpointError(code, 400, deny.reason().word(), deny.parameter())
                .instead(deny.instead().stream().map(ErrorTable::request).toList());
    }

    private static Map<String, Object> request(NarrowingRequest asked) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("type", DetailsJson.TOOL_CALL);
        detail.putAll(DetailsJson.write(asked));
        return Map.of("resource", asked.location().orElseThrow(), "scope", asked.scope().value(),
                "authorization_details", List.of(detail));
    }

    private static String code(DenyReason reason) {
        return switch (reason) {
            case CLIENT_NOT_ADMINISTRATIVE -> "unauthorized_client";
            case RESOURCE_UNKNOWN, RESOURCE_NOT_THE_SCOPES, LOCATION_MISMATCH -> "invalid_target";
            case SCOPES_OF_SEVERAL_TOOLS, COMPOSITION_NOT_REGISTERED, SCOPE_UNKNOWN, SCOPE_RETIRED, SCOPE_NOT_ALLOWED,
                    SCOPE_OUTSIDE_CEILING ->
                "invalid_scope";
            case WIDER_THAN_REGISTERED, WIDER_THAN_PINNED, WIDER_THAN_CEILING, DETAILS_MISSING, DETAILS_NOT_PINNED,
                    BUDGET_MISSING, BUDGET_WITHOUT_LIMIT ->
                "invalid_authorization_details";
            case NEVER_TOGETHER, CHILD_TOO_DEEP, TOO_MANY_CHILDREN, BUDGET_EXCEEDED, NO_TIME_LEFT -> "access_denied";
        };
    }
}
