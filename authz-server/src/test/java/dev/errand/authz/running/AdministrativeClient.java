package dev.errand.authz.running;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.jwk.ECKey;

import dev.errand.dpop.client.ClientAssertion;
import dev.errand.dpop.client.DPoPKey;

/** An administrative client with its own key: makes good requests, which tests then spoil. */
public final class AdministrativeClient {

    public static final String API = RunningServer.ISSUER + "/admin/api";

    private static final ClientAssertion ASSERTIONS = new ClientAssertion(new SecureRandom());

    private final RunningServer server;
    private final String clientId;
    private final ECKey clientKey;
    public final DPoPKey key = DPoPKey.generate();

    public AdministrativeClient(RunningServer server, String clientId, ECKey clientKey) {
        this.server = server;
        this.clientId = clientId;
        this.clientKey = clientKey;
    }

    public static AdministrativeClient admin(RunningServer server) {
        return new AdministrativeClient(server, "the-admin-client", server.adminClientKey);
    }

    public static AdministrativeClient auditor(RunningServer server) {
        return new AdministrativeClient(server, "the-auditor-client", server.auditorClientKey);
    }

    public String assertion() {
        return ASSERTIONS.sign(clientKey, clientId, RunningServer.ISSUER, server.clock.instant(), null);
    }

    /** A request for a token. */
    public OAuthRequest asks() {
        return new OAuthRequest(server, "/oauth2/token", key).with("grant_type", "client_credentials")
                .with("resource", API)
                .with("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .with("client_assertion", assertion());
    }

    public String token() {
        Reply answer = asks().send();
        if (answer.status() != 200) {
            throw new AssertionError("no token: " + answer.refusal());
        }
        return answer.text("access_token");
    }

    /** The headers of a request with this token, proven by this key. */
    public Map<String, String> headers(String method, String path, String token, DPoPKey by) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "DPoP " + token);
        headers.put("DPoP", by.proof(method, RunningServer.ISSUER + path, token, server.nonce(), server.clock.instant(),
                UUID.randomUUID().toString()));
        return headers;
    }

    /** Sends a request with a fresh token. */
    public Reply send(String method, String path, Map<String, String> more, String body) {
        Map<String, String> headers = headers(method, path.replaceFirst("\\?.*", ""), token(), key);
        headers.putAll(more);
        return server.send(method, path, headers, body);
    }
}
