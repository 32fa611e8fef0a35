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

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

/** Publishes its keys, signs whatever it is asked to, and takes the tools' reports. */
public final class StandInIssuer {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REPORTS = "/ledger/tool-calls";

    private final WireMockServer server = new WireMockServer(
            options().dynamicPort().globalTemplating(false).templatingEnabled(true));
    private final ECKey key = newKey("issuer-1");
    private final ECKey toolKey = newKey("tool-1");

    public StandInIssuer() {
        server.start();
        publishKeys();
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
