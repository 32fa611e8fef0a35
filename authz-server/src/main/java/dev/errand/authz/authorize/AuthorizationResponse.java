package dev.errand.authz.authorize;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import dev.errand.authz.keys.Issuer;

/**
 * Answers of the authorization endpoint to the client, by redirect in the query (RFC 6749 §4.1.2). Every one of them,
 * errors too, carries {@code iss} (RFC 9207).
 */
@Component
final class AuthorizationResponse {

    private final Issuer issuer;

    AuthorizationResponse(Issuer issuer) {
        this.issuer = issuer;
    }

    ResponseEntity<Void> code(PushedRequest request, String code) {
        return redirect(request.redirectUri(), request.state(), Map.of("code", code));
    }

    ResponseEntity<Void> error(PushedRequest request, String error) {
        return error(request.redirectUri(), request.state(), error);
    }

    ResponseEntity<Void> error(String redirectUri, @Nullable String state, String error) {
        return redirect(redirectUri, state, Map.of("error", error));
    }

    /** 303, so that a browser never posts the consent form on to the client (RFC 9700 §4.12). */
    private ResponseEntity<Void> redirect(String redirectUri, @Nullable String state, Map<String, String> members) {
        Map<String, String> parameters = new LinkedHashMap<>(members);
        if (state != null) {
            parameters.put("state", state);
        }
        parameters.put("iss", issuer.value());
        URI location = URI.create(redirectUri + (redirectUri.contains("?") ? "&" : "?")
                + encoded(parameters));
        return ResponseEntity.status(HttpStatus.SEE_OTHER).header("Cache-Control", "no-store").location(location)
                .build();
    }

    /** Added to the redirect URI as it was registered, which is not to be encoded once more. */
    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
