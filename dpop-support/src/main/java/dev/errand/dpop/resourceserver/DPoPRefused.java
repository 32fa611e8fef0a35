package dev.errand.dpop.resourceserver;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Published as an application event before a request is refused, so that the host can record it. Nonce challenges are
 * among them: error {@code use_dpop_nonce}. A listener that throws does not change the answer.
 *
 * @param error the error code of the answer (RFC 6750 §3.1, RFC 9449 §7.1), or {@code temporarily_unavailable}
 * @param reason the stable machine word for what was wrong
 * @param token the presented token, only if its signature verified; its other claims may be what was wrong
 * @param method the HTTP method
 * @param path the path of the request as received, still percent-encoded
 */
public record DPoPRefused(String error, String reason, @Nullable Jwt token, String method, String path) {}
