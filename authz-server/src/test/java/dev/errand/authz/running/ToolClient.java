package dev.errand.authz.running;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;

import dev.errand.dpop.client.ClientAssertion;
import dev.errand.dpop.client.DPoPKey;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.ToolScopeAdmin;

/** A tool with its own key: makes good requests, which tests then spoil. */
public final class ToolClient {

    private static final ClientAssertion ASSERTIONS = new ClientAssertion(new SecureRandom());

    private final RunningServer server;
    private final String resource;
    private final ECKey toolKey;
    public final DPoPKey key = DPoPKey.generate();

    private ToolClient(RunningServer server, String resource, ECKey toolKey) {
        this.server = server;
        this.resource = resource;
        this.toolKey = toolKey;
    }

    /** Registers the tool of this address with a new key. */
    public static ToolClient registered(RunningServer server, String resource) {
        ToolClient tool = new ToolClient(server, resource, RunningServer.key());
        tool.register(new JWKSet(tool.toolKey.toPublicJWK()));
        return tool;
    }

    /** The same tool, which asks another node. */
    public ToolClient at(RunningServer node) {
        return new ToolClient(node, resource, toolKey);
    }

    /** Leaves the tool registered without any key. */
    public void shutOut() {
        register(new JWKSet());
    }

    private void register(JWKSet keys) {
        server.bean(ToolScopeAdmin.class).apply(
                new RegistryDocument(List.of(new RegisteredTool(resource, "Tool", keys.toString())), List.of()),
                new Change("test", "keys of a tool"));
    }

    public String assertion() {
        return ASSERTIONS.sign(toolKey, resource, RunningServer.ISSUER, server.clock.instant(), key.jkt());
    }

    /** The headers of a good request. */
    public Map<String, String> headers(String method, String path) {
        return headers(method, path, assertion());
    }

    /** The headers of a request with this assertion, and a proof that is good for it. */
    public Map<String, String> headers(String method, String path, String assertion) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "DPoP " + assertion);
        headers.put("DPoP", key.proof(method, RunningServer.ISSUER + path, assertion, server.nonce(),
                server.clock.instant(), UUID.randomUUID().toString()));
        return headers;
    }

    /** {@code GET /revocations} with this query, which begins with a question mark or is empty. */
    public Reply revocations(String query) {
        return server.get("/revocations" + query, headers("GET", "/revocations"));
    }

    /** {@code POST /oauth2/introspect} with this token. */
    public Reply introspect(String token) {
        return server.post("/oauth2/introspect", List.of(Map.entry("token", token)),
                List.copyOf(headers("POST", "/oauth2/introspect").entrySet()));
    }
}
