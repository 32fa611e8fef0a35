package dev.errand.sample.tools.issuer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

/**
 * Publishes its keys, signs whatever it is asked to, takes the tools' reports, and tells them which credentials are no
 * longer good and what their scopes do.
 */
public final class StandInIssuer {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REPORTS = "/ledger/tool-calls";
    private static final String FEED = "/revocations";
    private static final String SCOPES = """
            tools:
              - {resource: "https://orders.example", name: Orders, jwks: KEYS}
              - {resource: "https://refunds.example", name: Refunds, jwks: KEYS}
            scopes:
              - name: "read:orders"
                tool: "https://orders.example"
                description: Read one order
                effect: read
                identifier: {pattern: "order-[0-9]{1,10}"}
                actions: [{name: read-order}]
              - name: "write:refunds-under-50"
                tool: "https://refunds.example"
                description: Refund up to 50.00 USD on one order
                effect: write
                identifier: {pattern: "order-[0-9]{1,10}"}
                actions:
                  - name: create-refund
                    parameters:
                      amount: {max: "50.00", currency: USD}
                      reason: free
            """;

    private final WireMockServer server = new WireMockServer(
            options().dynamicPort().globalTemplating(false).templatingEnabled(true));
    private final ECKey key = newKey("issuer-1");
    private final ECKey toolKey = newKey("tool-1");
    private final List<ObjectNode> revoked = new ArrayList<>();

    public StandInIssuer() {
        server.start();
        publishKeys();
        answerFeed();
        server.stubFor(get(urlEqualTo("/tools/scopes")).willReturn(aResponse().withBody(SCOPES.replace("KEYS",
                new JWKSet(toolKey.toPublicJWK()).toString()))));
        server.stubFor(post(urlEqualTo("/oauth2/introspect")).willReturn(okJson("{\"active\":true}")));
        server.stubFor(post(urlEqualTo(REPORTS)).atPriority(2).willReturn(aResponse().withStatus(200)
                .withHeader("Content-Type", "application/json").withTransformers("response-template")
                .withBody("[{{#each (jsonPath request.body '$')}}{\"execution_id\":\"{{this.execution_id}}\","
                        + "\"status\":\"recorded\"}{{#unless @last}},{{/unless}}{{/each}}]")));
        server.stubFor(post(urlEqualTo(REPORTS)).atPriority(1)
                .andMatching(request -> MatchResult.of(!carriesNonce(request)))
                .willReturn(aResponse().withStatus(401).withHeader("DPoP-Nonce", "ledger-nonce")
                        .withHeader("WWW-Authenticate", "DPoP error=\"use_dpop_nonce\"")
                        .withHeader("Content-Type", "application/json").withBody("{\"error\":\"use_dpop_nonce\"}")));
    }

    public String url() {
        return server.baseUrl();
    }

    public void publishKeys() {
        server.stubFor(get(urlEqualTo("/oauth2/jwks")).willReturn(okJson(new JWKSet(key.toPublicJWK()).toString())));
    }

    public void failToPublishKeys() {
        server.stubFor(get(urlEqualTo("/oauth2/jwks")).willReturn(aResponse().withStatus(500)));
    }

    /** Tells tools of the credential from the next time that they ask. */
    public synchronized void revoke(Credential credential, String reason) {
        revoked.add(JSON.createObjectNode().put("credential_id", credential.id()).put("run_id", "run-1")
                .put("reason", reason).put("ended_at", 0.5).put("expires_at", (long) credential.claims().get("exp")));
        answerFeed();
    }

    /** As after {@link #failToAnswerFeed()} nobody does. */
    public synchronized void answerFeed() {
        ObjectNode answer = JSON.createObjectNode().put("cursor", "c-" + revoked.size()).put("as_of", 1.5).put("more", false);
        answer.putArray("revoked").addAll(revoked);
        server.stubFor(get(urlPathEqualTo(FEED)).willReturn(okJson(answer.toString())));
    }

    public void failToAnswerFeed() {
        server.stubFor(get(urlPathEqualTo(FEED)).willReturn(aResponse().withStatus(503)));
    }

    /** A private key file as a tool has it. */
    public Path toolKeyFile() {
        try {
            return Files.writeString(Files.createTempFile("tool", ".jwk"), toolKey.toJSONString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String sign(String type, String claims) {
        return sign(type, claims, key);
    }

    /** Signed by a key that was never published. */
    public String signByStranger(String type, String claims) {
        return sign(type, claims, newKey("stranger-1"));
    }

    private static String sign(String type, String claims, ECKey by) {
        JWSObject token = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType(type))
                .keyID(by.getKeyID()).build(), new Payload(claims));
        try {
            token.sign(new ECDSASigner(by));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    /** Every report that was taken. */
    public List<JsonNode> reports() {
        List<JsonNode> reports = new ArrayList<>();
        for (LoggedRequest request : accepted()) {
            JSON.readTree(request.getBodyAsString()).forEach(reports::add);
        }
        return reports;
    }

    /** The requests for which a tool had taken up the nonce. */
    private List<LoggedRequest> accepted() {
        return server.findAll(postRequestedFor(urlEqualTo(REPORTS))).stream()
                .filter(StandInIssuer::carriesNonce).toList();
    }

    private static boolean carriesNonce(Request request) {
        return "ledger-nonce".equals(claim(request.getHeader("DPoP"), "nonce"));
    }

    /** The assertion of the last request with reports. */
    public SignedJWT lastAssertion() {
        return parsed(accepted().getLast().getHeader("Authorization").substring("DPoP ".length()));
    }

    public ECKey toolKey() {
        return toolKey;
    }

    private static Object claim(String token, String name) {
        try {
            return parsed(token).getJWTClaimsSet().getClaim(name);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SignedJWT parsed(String token) {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey newKey(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
