package dev.errand.authz.authorize;

import dev.errand.authz.keys.Issuer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

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
        return redirect(request, Map.of("code", code));
    }

    ResponseEntity<Void> error(PushedRequest request, String error) {
        return redirect(request, Map.of("error", error));
    }

    /** 303, so that a browser never posts the consent form on to the client (RFC 9700 §4.12). */
    private ResponseEntity<Void> redirect(PushedRequest request, Map<String, String> members) {
        Map<String, Object> parameters = new LinkedHashMap<>(members);
        if (request.state() != null) {
            parameters.put("state", request.state());
        }
        parameters.put("iss", issuer.value());
        UriComponentsBuilder builder = UriComponentsBuilder.fromUriString(request.redirectUri());
        parameters.keySet().forEach(name -> builder.queryParam(name, "{" + name + "}"));
        URI location = builder.encode().buildAndExpand(parameters).toUri();
        return ResponseEntity.status(HttpStatus.SEE_OTHER).header("Cache-Control", "no-store").location(location)
                .build();
    }
}
