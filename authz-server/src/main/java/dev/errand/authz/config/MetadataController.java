package dev.errand.authz.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.errand.authz.keys.Issuer;
import dev.errand.authz.keys.SigningKeys;
import dev.errand.authz.token.TokenEndpoint;

/** The server's metadata (RFC 8414 §3.2) and its public keys (RFC 7517 §5). Only what is there is announced. */
@RestController
final class MetadataController {

    private static final List<String> CLIENT_METHODS = List.of("private_key_jwt", "none");
    private static final List<String> ES256 = List.of("ES256");

    private final Issuer issuer;
    private final SigningKeys keys;
    private final TokenEndpoint tokens;

    MetadataController(Issuer issuer, SigningKeys keys, TokenEndpoint tokens) {
        this.issuer = issuer;
        this.keys = keys;
        this.tokens = tokens;
    }

    @GetMapping("/.well-known/oauth-authorization-server")
    Map<String, Object> metadata() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("issuer", issuer.value());
        members.put("authorization_endpoint", issuer.endpoint("/oauth2/authorize"));
        members.put("pushed_authorization_request_endpoint", issuer.endpoint("/oauth2/par"));
        members.put("require_pushed_authorization_requests", false);
        members.put("token_endpoint", issuer.endpoint("/oauth2/token"));
        members.put("token_endpoint_auth_methods_supported", CLIENT_METHODS);
        members.put("token_endpoint_auth_signing_alg_values_supported", ES256);
        members.put("revocation_endpoint", issuer.endpoint("/oauth2/revoke"));
        members.put("revocation_endpoint_auth_methods_supported", CLIENT_METHODS);
        members.put("revocation_endpoint_auth_signing_alg_values_supported", ES256);
        members.put("introspection_endpoint", issuer.endpoint("/oauth2/introspect"));
        members.put("introspection_endpoint_auth_methods_supported", List.of("DPoP"));
        members.put("introspection_endpoint_auth_signing_alg_values_supported", ES256);
        members.put("end_session_endpoint", issuer.endpoint("/logout"));
        members.put("jwks_uri", issuer.endpoint("/oauth2/jwks"));
        members.put("grant_types_supported", tokens.grantTypes());
        members.put("response_types_supported", List.of("code"));
        members.put("response_modes_supported", List.of("query"));
        members.put("code_challenge_methods_supported", List.of("S256"));
        members.put("authorization_details_types_supported", List.of("agent_run", "tool_call"));
        members.put("dpop_signing_alg_values_supported", ES256);
        members.put("authorization_response_iss_parameter_supported", true);
        return members;
    }

    @GetMapping("/oauth2/jwks")
    Map<String, Object> keys() {
        return keys.publicKeys().toJSONObject();
    }
}
