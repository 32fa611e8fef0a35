package dev.errand.authz.endpoint;

import java.io.Serial;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/**
 * An error answer of an OAuth endpoint (RFC 6749 §5.2) with the members that this server adds: {@code reason}, a stable
 * machine word, {@code parameter}, the member at fault, {@code requests}, what to ask for instead, and {@code scope_form}, where an administrator
 * registers what was missing. The description is a fixed sentence per error code,
 * so that no input, secret or internal detail can reach the wire through it.
 */
public final class EndpointError extends OAuth2Error {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;
    private final @Nullable String parameter;
    private final transient List<Map<String, Object>> requests;
    private final @Nullable String scopeForm;

    /**
     * @param code the OAuth error code
     * @param status the HTTP status, 400 to 599
     * @param reason the stable machine word
     * @param parameter the parameter or member at fault, if one can be named
     */
    public EndpointError(String code, int status, String reason, @Nullable String parameter) {
        this(code, status, reason, parameter, List.of(), null);
    }

    private EndpointError(String code, int status, String reason, @Nullable String parameter,
            List<Map<String, Object>> requests, @Nullable String scopeForm) {
        super(code, sentence(code), null);
        this.requests = List.copyOf(requests);
        this.scopeForm = scopeForm;
        this.status = status;
        this.reason = reason;
        this.parameter = parameter;
    }

    /** A malformed request, answered with 400 {@code invalid_request}. */
    public static EndpointError invalidRequest(String reason, @Nullable String parameter) {
        return new EndpointError("invalid_request", 400, reason, parameter);
    }

    /** The same error with the separate requests to make instead, as members of token requests. */
    public EndpointError instead(List<Map<String, Object>> separate) {
        return new EndpointError(getErrorCode(), status, reason, parameter, separate, scopeForm);
    }

    /** The same error with the address of the form in which an administrator registers what was missing. */
    public EndpointError scopeForm(@Nullable String url) {
        return new EndpointError(getErrorCode(), status, reason, parameter, requests, url);
    }

    /** Where an administrator registers the scope that was missing or too narrow, if that is what was wrong. */
    public Optional<String> scopeForm() {
        return Optional.ofNullable(scopeForm);
    }

    /** The separate requests to make instead; empty where there are none. */
    public List<Map<String, Object>> requests() {
        return requests;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** The stable machine word. */
    public String reason() {
        return reason;
    }

    /** The parameter at fault, if one can be named. */
    public @Nullable String parameter() {
        return parameter;
    }

    /** The form in which the stock filters carry an error to the failure handler. */
    public OAuth2AuthenticationException asException() {
        return new OAuth2AuthenticationException(this);
    }

    private static String sentence(String code) {
        return switch (code) {
            case "invalid_request" -> "The request is malformed or one of its tokens is not acceptable.";
            case "invalid_client" -> "Client authentication failed.";
            case "invalid_grant" -> "The authorization code or refresh token is no longer good.";
            case "invalid_scope" -> "The scope is unknown, retired or outside the run's ceiling.";
            case "invalid_target" -> "The resource is missing, unknown or not the scope's.";
            case "invalid_authorization_details" -> "The authorization details are malformed or too wide.";
            case "invalid_dpop_proof" -> "The DPoP proof is missing or not acceptable.";
            case "use_dpop_nonce" -> "A DPoP proof with the server's nonce is required.";
            case "access_denied" -> "The policy does not permit this.";
            case "unauthorized_client" -> "This client may not use this grant or endpoint.";
            case "unsupported_grant_type" -> "The grant type is not supported.";
            case "temporarily_unavailable" -> "The server cannot decide now; nothing was issued.";
            default -> "The request was refused.";
        };
    }
}
