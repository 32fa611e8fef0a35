package dev.errand.authz.badinput;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.RunningServer;
import dev.errand.dpop.client.ClientAssertion;
import dev.errand.dpop.client.DPoPKey;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.ToolScopeAdmin;

/** Everybody with business at a running server, ready to send good requests. */
final class Callers {

    static final String TOOL = "https://reporting.example";

    /** What tools ask, reports apart. */
    private static final Set<String> OF_TOOLS = Set.of("/tools/scopes", "/revocations", "/oauth2/introspect");

    private static final ClientAssertion ASSERTIONS = new ClientAssertion(new SecureRandom());
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    final AgentInstance agent;
    final AgentInstance.Run run;
    private final RunningServer server;
    private final BrowserUser administrator;
    private final BrowserUser nobody;
    final ECKey toolKey = RunningServer.key();
    private final DPoPKey toolProofs = DPoPKey.generate();

    Callers(RunningServer server) {
        this.server = server;
        this.agent = new AgentInstance(server);
        this.run = longRun(BrowserUser.alice(server));
        this.administrator = new BrowserUser(server);
        administrator.logIn("admin", "battery staple");
        administrator.get("/login");
        this.nobody = new BrowserUser(server);
        nobody.get("/login");
        server.bean(ToolScopeAdmin.class).apply(new RegistryDocument(
                List.of(new RegisteredTool(TOOL, "Reporting", new JWKSet(toolKey.toPublicJWK()).toString())), List.of()),
                new Change("test", "a tool for the callers"));
    }

    /** A run with calls enough for everything that is legitimately let through. */
    private AgentInstance.Run longRun(BrowserUser alice) {
        OAuthRequest pushed = agent.push();
        pushed.with("authorization_details", pushed.value("authorization_details").replace(":10,", ":10000,"));
        String code = BrowserUser.parameter(alice.approve(pushed.send().text("request_uri")), "code");
        return agent.run(agent.redeem(code).send());
    }

    List<Caller> all() {
        return List.of(Caller.anonymous(),
                new Caller("agent", true, one -> one.owner().startsWith("OAuth2"), one -> wire(good(one.path()))),
                new Caller("run", true, one -> one.path().equals("/run"), _ -> showRun()),
                new Caller("tool", true, one -> one.path().equals("/ledger/tool-calls"), _ -> report("[]")),
                new Caller("tool about itself", true, one -> OF_TOOLS.contains(one.path()), this::asks),
                new Caller("administrator", false, Callers::isForAdministrators, this::administrator),
                new Caller("browser", false, one -> one.path().equals("/logout"), this::nobody));
    }

    /** Where it makes a difference who looks. The login form, whose every use costs a hash, has a test of its own. */
    private static boolean isForAdministrators(Endpoint endpoint) {
        return endpoint.path().startsWith("/admin") || endpoint.path().equals("/oauth2/authorize")
                || endpoint.name().equals("GET /login");
    }

    private OAuthRequest good(String path) {
        return switch (path) {
            case "/oauth2/token" -> exchange();
            case "/oauth2/par" -> agent.push();
            case "/oauth2/revoke" -> revocation();
            default -> throw new AssertionError("no agent has business at " + path);
        };
    }

    /** An exchange with the client's assertion too: the caller is then known whatever becomes of the grant. */
    OAuthRequest exchange() {
        return run.exchangeOrder().with("client_assertion_type", ASSERTION_TYPE).with("client_assertion",
                agent.assertion());
    }

    OAuthRequest redemption() {
        return agent.redeem("unknown");
    }

    OAuthRequest refresh() {
        return agent.authenticated("/oauth2/token").with("grant_type", "refresh_token").with("refresh_token", "unknown");
    }

    OAuthRequest revocation() {
        return agent.authenticated("/oauth2/revoke").with("token", "unknown");
    }

    static WireRequest wire(OAuthRequest request) {
        WireRequest wire = WireRequest.of("POST", request.path()).form(form(request.fields()));
        for (Map.Entry<String, String> header : request.headers()) {
            wire = wire.plus(header.getKey(), header.getValue());
        }
        return wire;
    }

    static String form(List<Map.Entry<String, String>> fields) {
        return fields.stream().map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    WireRequest showRun() {
        return showRun(run.token());
    }

    private WireRequest showRun(String token) {
        String proof = agent.key.proof("GET", RunningServer.ISSUER + "/run", token, server.nonce(),
                server.clock.instant(), UUID.randomUUID().toString());
        return WireRequest.of("GET", "/run").plus("Authorization", "DPoP " + token).plus("DPoP", proof);
    }

    WireRequest report(String body) {
        String assertion = ASSERTIONS.sign(toolKey, TOOL, RunningServer.ISSUER, server.clock.instant(),
                toolProofs.jkt());
        return report(body, assertion);
    }

    /** The request with another token in place of the one that is good there, and a proof that is good for that. */
    WireRequest shows(Endpoint endpoint, String token) {
        return switch (endpoint.path()) {
            case "/run" -> showRun(token);
            case "/ledger/tool-calls" -> report("[]", token);
            default -> asks(endpoint, token);
        };
    }

    private WireRequest asks(Endpoint endpoint) {
        return asks(endpoint,
                ASSERTIONS.sign(toolKey, TOOL, RunningServer.ISSUER, server.clock.instant(), toolProofs.jkt()));
    }

    private WireRequest asks(Endpoint endpoint, String assertion) {
        String proof = toolProofs.proof(endpoint.method(), RunningServer.ISSUER + endpoint.path(), assertion, server.nonce(),
                server.clock.instant(), UUID.randomUUID().toString());
        WireRequest request = WireRequest.of(endpoint.method(), endpoint.path());
        return (endpoint.changes() ? request.form("token=unknown") : request).plus("Authorization", "DPoP " + assertion)
                .plus("DPoP", proof);
    }

    private WireRequest report(String body, String assertion) {
        String proof = toolProofs.proof("POST", RunningServer.ISSUER + "/ledger/tool-calls", assertion, server.nonce(),
                server.clock.instant(), UUID.randomUUID().toString());
        return WireRequest.of("POST", "/ledger/tool-calls").json(body).plus("Authorization", "DPoP " + assertion)
                .plus("DPoP", proof);
    }

    /** A browser in which nobody is logged in, on the login page. */
    WireRequest nobody(Endpoint endpoint) {
        return browser(endpoint, nobody);
    }

    /** The browser of somebody who administers. */
    WireRequest administrator(Endpoint endpoint) {
        return browser(endpoint, administrator);
    }

    private static WireRequest browser(Endpoint endpoint, BrowserUser user) {
        WireRequest request = Caller.anonymous().good().apply(endpoint).plus("X-CSRF-TOKEN", user.csrf());
        for (Map.Entry<String, String> header : user.headers().entrySet()) {
            request = request.plus(header.getKey(), header.getValue());
        }
        return request;
    }
}
