package dev.errand.authz.tool;

import org.jspecify.annotations.Nullable;

/**
 * Why a tool's request was not taken.
 *
 * @param status the HTTP status
 * @param error the error code: of RFC 9449 §7.1 and RFC 6750 §3.1 with status 401, else {@code invalid_request}
 * @param reason the stable machine word
 * @param tool the tool, once its assertion's signature has verified
 */
public record ToolRefusal(int status, String error, String reason, @Nullable String tool) {

    /** The request itself is at fault. */
    public static ToolRefusal request(int status, String reason, @Nullable String tool) {
        return new ToolRefusal(status, "invalid_request", reason, tool);
    }

    static ToolRefusal token(String reason, @Nullable String tool) {
        return new ToolRefusal(401, "invalid_token", reason, tool);
    }

    static ToolRefusal proof(String reason, @Nullable String tool) {
        return new ToolRefusal(401, "invalid_dpop_proof", reason, tool);
    }

    static ToolRefusal nonce(String reason) {
        return new ToolRefusal(401, "use_dpop_nonce", reason, null);
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
