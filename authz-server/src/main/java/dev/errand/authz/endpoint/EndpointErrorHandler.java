package dev.errand.authz.endpoint;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes an error answer as JSON (RFC 6749 §5.2), never to be stored by a cache. */
@Component
public final class EndpointErrorHandler implements AuthenticationFailureHandler {

    private final JsonMapper json;

    EndpointErrorHandler(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
            AuthenticationException exception) throws IOException {
        if (!(exception instanceof OAuth2AuthenticationException refused)) {
            throw new IllegalStateException("an OAuth endpoint refuses with OAuth errors only", exception);
        }
        EndpointError error = endpointError(refused.getError());
        if (error.status() == HttpServletResponse.SC_UNAUTHORIZED && request.getHeader("Authorization") != null) {
            // RFC 6749 §5.2 wants the scheme that was tried; no scheme of that header authenticates a client here.
            response.setHeader("WWW-Authenticate", "Basic realm=\"errand\"");
        }
        write(response, error);
    }

    /** Writes the error; the response must not be committed. */
    public void write(HttpServletResponse response, EndpointError error) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error.getErrorCode());
        body.put("error_description", error.getDescription());
        body.put("reason", error.reason());
        if (error.parameter() != null) {
            body.put("parameter", error.parameter());
        }
        if (!error.requests().isEmpty()) {
            body.put("requests", error.requests());
        }
        error.scopeForm().ifPresent(url -> body.put("scope_form", url));
        if (error.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "1");
        }
        response.setStatus(error.status());
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }

    /** The stock filters raise plain errors for a missing or unknown {@code grant_type}. */
    private static EndpointError endpointError(OAuth2Error error) {
        return switch (error) {
            case EndpointError own -> own;
            case OAuth2Error stock when "unsupported_grant_type".equals(stock.getErrorCode()) ->
                new EndpointError("unsupported_grant_type", 400, "grant_type_unsupported", "grant_type");
            default -> EndpointError.invalidRequest("request_malformed", null);
        };
    }
}
