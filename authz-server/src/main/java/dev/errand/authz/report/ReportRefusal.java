package dev.errand.authz.report;

import org.jspecify.annotations.Nullable;

/**
 * Why a report was not taken.
 *
 * @param status the HTTP status
 * @param error the error code: of RFC 9449 §7.1 and RFC 6750 §3.1 with status 401, else {@code invalid_request}
 * @param reason the stable machine word
 * @param tool the tool, once its assertion's signature has verified
 */
record ReportRefusal(int status, String error, String reason, @Nullable String tool) {

    static ReportRefusal request(int status, String reason, @Nullable String tool) {
        return new ReportRefusal(status, "invalid_request", reason, tool);
    }

    static ReportRefusal token(String reason, @Nullable String tool) {
        return new ReportRefusal(401, "invalid_token", reason, tool);
    }

    static ReportRefusal proof(String reason, @Nullable String tool) {
        return new ReportRefusal(401, "invalid_dpop_proof", reason, tool);
    }

    static ReportRefusal nonce(String reason) {
        return new ReportRefusal(401, "use_dpop_nonce", reason, null);
    }

    /** The sentence of the answer: one per error, so that nothing of the request comes back in it. */
    String description() {
        return switch (error) {
            case "use_dpop_nonce" -> "A nonce of this server is required in the DPoP proof";
            case "invalid_dpop_proof" -> "The DPoP proof is not acceptable";
            case "invalid_token" -> "The tool's assertion is not acceptable";
            default -> "The request is malformed";
        };
    }
}
