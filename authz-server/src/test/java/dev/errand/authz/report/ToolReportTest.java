package dev.errand.authz.report;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.WebServer;
import dev.errand.dpop.client.DPoPKey;
import dev.errand.dpop.nonce.DPoPNonces;
import dev.errand.toolscope.registry.Change;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.RegistryDocument;
import dev.errand.toolscope.registry.ToolScopeAdmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

@WebServer
class ToolReportTest {

    private static final String PATH = "/ledger/tool-calls";
    private static final String URL = WebServer.ISSUER + PATH;
    private static final String TOOL = "https://reporting.example";
    private static final String OTHER_TOOL = "https://another.example";
    private static final ECKey TOOL_KEY = newKey();
    private static final ECKey OTHER_KEY = newKey();
    private static final DPoPKey PROOF_KEY = DPoPKey.generate();

    private final MockMvc mvc;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final DPoPNonces nonces;
    private final InstantSource clock;
    private final ToolScopeAdmin registry;

    @Autowired
    ToolReportTest(MockMvc mvc, JdbcClient jdbc, JsonMapper json, DPoPNonces nonces, InstantSource clock,
            ToolScopeAdmin registry) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.json = json;
        this.nonces = nonces;
        this.clock = clock;
        this.registry = registry;
    }

    @BeforeEach
    void register() {
        registry.apply(new RegistryDocument(List.of(tool(TOOL, TOOL_KEY), tool(OTHER_TOOL, OTHER_KEY)), List.of()),
                new Change("test", "tools for the reports"));
    }

    private static RegisteredTool tool(String resource, ECKey key) {
        return new RegisteredTool(resource, "Tool", new JWKSet(key.toPublicJWK()).toString());
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** One report's parts, each of which a case may spoil. */
    private final class Report {

        final Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        ECKey signedBy = TOOL_KEY;
        String type = "client-authentication+jwt";
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(TOOL).subject(TOOL)
                .audience(WebServer.ISSUER).jwtID(UUID.randomUUID().toString()).issueTime(at(0)).expirationTime(at(60))
                .claim("cnf", Map.of("jkt", PROOF_KEY.jkt()));
        String scheme = "DPoP ";
        DPoPKey provenBy = PROOF_KEY;
        String method = "POST";
        String url = URL;
        String nonce = nonces.issue();
        String boundTo;
        String contentType = "application/json";
        String body = "[]";

        Date at(int seconds) {
            return Date.from(now.plusSeconds(seconds));
        }

        String assertion() {
            try {
                SignedJWT jwt = new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType(type)).build(),
                        claims.build());
                jwt.sign(new ECDSASigner(signedBy));
                return jwt.serialize();
            } catch (JOSEException ex) {
                throw new IllegalStateException(ex);
            }
        }

        String proof(String assertion) {
            return proof(assertion, UUID.randomUUID().toString());
        }

        String proof(String assertion, String jti) {
            return provenBy.proof(method, url, boundTo == null ? assertion : boundTo, nonce, now, jti);
        }

        MockHttpServletRequestBuilder request() {
            String assertion = assertion();
            return request(assertion, proof(assertion));
        }

        MockHttpServletRequestBuilder request(String assertion, String proof) {
            return post(PATH).header("Authorization", scheme + assertion).header("DPoP", proof)
                    .contentType(contentType).content(body);
        }
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request).andReturn().getResponse();
    }

    private JsonNode body(MockHttpServletResponse response) throws Exception {
        return json.readTree(response.getContentAsString());
    }

    private static String item(String executionId) {
        return """
                {"execution_id": "%s", "credential_id": null, "run_id": "run-1", "scope": null, "action": "create-refund",
                 "identifier": "order-12345", "parameter_digest": null, "outcome": "refused", "reason": "wrong_audience",
                 "started_at": "2030-05-05T12:00:00.123456Z", "ended_at": "2030-05-05T14:00:00.2+02:00"}
                """.formatted(executionId);
    }

    @Test
    void recordsAndAnswersInOrder() throws Exception {
        String first = UUID.randomUUID().toString();
        Report report = new Report();
        report.body = "[" + item(first) + "," + item("second-" + first) + "," + item(first) + "]";
        MockHttpServletResponse response = send(report.request());

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getHeader("DPoP-Nonce")).isNotNull();
        assertThat(body(response)).isEqualTo(json.readTree("""
                [{"execution_id": "%1$s", "status": "recorded"}, {"execution_id": "second-%1$s", "status": "recorded"},
                 {"execution_id": "%1$s", "status": "duplicate"}]""".formatted(first)));
        assertThat(jdbc.sql("select tool from tool_call where execution_id = :id").param("id", first)
                .query(String.class).list()).containsExactly(TOOL);
    }

    @Test
    void emptyReportIsNoError() throws Exception {
        MockHttpServletResponse response = send(new Report().request());

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(body(response)).isEmpty();
    }

    private interface Spoiling {
        void spoil(ToolReportTest test, ToolReportTest.Report report);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                row(401, "invalid_token", "bearer_downgrade", "as Bearer", (t, r) -> r.scheme = "Bearer "),
                row(401, "invalid_token", "assertion_missing", "as Basic", (t, r) -> r.scheme = "Basic "),
                row(401, "invalid_token", "assertion_too_large", "8 KiB",
                        (t, r) -> r.claims.claim("pad", "x".repeat(8192))),
                row(401, "invalid_token", "assertion_signature", "another tool's key",
                        (t, r) -> r.signedBy = OTHER_KEY),
                row(401, "invalid_token", "assertion_signature", "unknown tool",
                        (t, r) -> r.claims.issuer("https://unknown.example").subject("https://unknown.example")),
                row(401, "invalid_token", "assertion_signature", "nul in iss", (t, r) -> r.claims.issuer("a\0b")),
                row(401, "invalid_token", "assertion_signature", "no iss", (t, r) -> r.claims.issuer(null)),
                row(401, "invalid_token", "assertion_signature", "typ dpop+jwt", (t, r) -> r.type = "dpop+jwt"),
                row(401, "invalid_token", "assertion_signature", "typ at+jwt", (t, r) -> r.type = "at+jwt"),
                row(401, "invalid_token", "assertion_subject", "for another", (t, r) -> r.claims.subject(OTHER_TOOL)),
                row(401, "invalid_token", "assertion_subject", "no sub", (t, r) -> r.claims.subject(null)),
                row(401, "invalid_token", "assertion_audience", "the endpoint", (t, r) -> r.claims.audience(URL)),
                row(401, "invalid_token", "assertion_audience", "two audiences",
                        (t, r) -> r.claims.audience(List.of(WebServer.ISSUER, TOOL))),
                row(401, "invalid_token", "assertion_audience", "no aud",
                        (t, r) -> r.claims.audience((String) null)),
                row(401, "invalid_token", "assertion_time", "expired",
                        (t, r) -> r.claims.issueTime(r.at(-70)).expirationTime(r.at(-10))),
                row(401, "invalid_token", "assertion_time", "from the future",
                        (t, r) -> r.claims.issueTime(r.at(60)).expirationTime(r.at(120))),
                row(401, "invalid_token", "assertion_time", "for too long",
                        (t, r) -> r.claims.expirationTime(r.at(301))),
                row(401, "invalid_token", "assertion_time", "no exp", (t, r) -> r.claims.expirationTime(null)),
                row(401, "invalid_token", "assertion_time", "nbf to come",
                        (t, r) -> r.claims.notBeforeTime(r.at(60))),
                row(401, "invalid_token", "assertion_time", "no iat", (t, r) -> r.claims.issueTime(null)),
                row(401, "invalid_token", "assertion_jti", "no jti", (t, r) -> r.claims.jwtID(null)),
                row(401, "invalid_token", "assertion_jti", "blank jti", (t, r) -> r.claims.jwtID(" ")),
                row(401, "invalid_dpop_proof", "proof_key_mismatch", "another key's proof",
                        (t, r) -> r.provenBy = DPoPKey.generate()),
                row(401, "invalid_dpop_proof", "proof_key_mismatch", "no cnf", (t, r) -> r.claims.claim("cnf", null)),
                row(401, "invalid_dpop_proof", "proof_ath", "proof of another assertion", (t, r) -> r.boundTo = "x"),
                row(401, "invalid_dpop_proof", "proof_htu", "proof for the token endpoint",
                        (t, r) -> r.url = WebServer.ISSUER + "/oauth2/token"),
                row(401, "invalid_dpop_proof", "proof_htm", "proof for GET", (t, r) -> r.method = "GET"),
                row(401, "use_dpop_nonce", "nonce_required", "no nonce", (t, r) -> r.nonce = null),
                row(401, "use_dpop_nonce", "nonce_stale", "a tool's nonce",
                        (t, r) -> r.nonce = new DPoPNonces(new byte[32], "tool", t.clock).issue()),
                row(415, "invalid_request", "content_type", "as text", (t, r) -> r.contentType = "text/plain"),
                row(413, "invalid_request", "body_too_large", "over 64 KiB",
                        (t, r) -> r.body = "[" + " ".repeat(65536) + "]"),
                row(413, "invalid_request", "too_many_items", "101 items",
                        (t, r) -> r.body = "[" + "{},".repeat(100) + "{}]"),
                row(400, "invalid_request", "body_malformed", "no array", (t, r) -> r.body = "{}"),
                row(400, "invalid_request", "body_malformed", "duplicate member",
                        (t, r) -> r.body = "[{\"reason\": \"a\", \"reason\": \"b\"}]"),
                row(400, "invalid_request", "body_malformed", "trailing bytes", (t, r) -> r.body = "[] []"),
                row(400, "invalid_request", "body_malformed", "no JSON", (t, r) -> r.body = ""));
    }

    private static Arguments row(int status, String error, String reason, String what, Spoiling spoiling) {
        return Arguments.argumentSet(reason + ": " + what, status, error, reason, spoiling);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refuses(int status, String error, String reason, Spoiling spoiling) throws Exception {
        Report spoiled = new Report();
        spoiling.spoil(this, spoiled);
        MockHttpServletResponse refused = send(spoiled.request());

        assertThat(refused.getStatus()).isEqualTo(status);
        assertThat(body(refused).get("reason").stringValue()).isEqualTo(reason);
        assertThat(body(refused).get("error").stringValue()).isEqualTo(error);
        assertThat(refused.getHeader("DPoP-Nonce")).isNotNull();
        if (status == 401) {
            assertThat(refused.getHeader("WWW-Authenticate")).startsWith("DPoP error=\"" + error + "\"");
        }
        assertThat(send(new Report().request()).getStatus()).isEqualTo(200);
    }

    @Test
    void refusesTwoAuthorizationHeadersAndNone() throws Exception {
        Report report = new Report();

        assertThat(send(report.request().header("Authorization", "DPoP x")).getStatus()).isEqualTo(400);
        assertThat(body(send(post(PATH).contentType("application/json").content("[]"))).get("reason").stringValue())
                .isEqualTo("assertion_missing");
        assertThat(send(report.request()).getStatus()).isEqualTo(200);
    }

    @Test
    void assertionIsGoodOnceButANonceChallengeUsesNothingUp() throws Exception {
        Report report = new Report();
        String assertion = report.assertion();
        String fresh = report.nonce;
        report.nonce = null;
        MockHttpServletResponse challenge = send(report.request(assertion, report.proof(assertion)));
        assertThat(challenge.getStatus()).isEqualTo(401);

        report.nonce = challenge.getHeader("DPoP-Nonce");
        assertThat(send(report.request(assertion, report.proof(assertion))).getStatus()).isEqualTo(200);
        report.nonce = fresh;
        MockHttpServletResponse again = send(report.request(assertion, report.proof(assertion)));
        assertThat(again.getStatus()).isEqualTo(401);
        assertThat(body(again).get("reason").stringValue()).isEqualTo("assertion_replayed");
    }

    @Test
    void replayedProofDoesNotUseUpTheAssertion() throws Exception {
        Report report = new Report();
        String jti = UUID.randomUUID().toString();
        String first = report.assertion();
        assertThat(send(report.request(first, report.proof(first, jti))).getStatus()).isEqualTo(200);

        report.claims.jwtID(UUID.randomUUID().toString());
        String second = report.assertion();
        MockHttpServletResponse replayed = send(report.request(second, report.proof(second, jti)));
        assertThat(body(replayed).get("reason").stringValue()).isEqualTo("proof_replayed");
        assertThat(send(report.request(second, report.proof(second))).getStatus()).isEqualTo(200);
    }

    @Test
    void refusedAssertionDoesNotUseUpTheGoodOnesId() throws Exception {
        String jti = UUID.randomUUID().toString();
        Report attack = new Report();
        attack.claims.jwtID(jti);
        attack.signedBy = OTHER_KEY;
        assertThat(send(attack.request()).getStatus()).isEqualTo(401);

        Report own = new Report();
        own.claims.jwtID(jti);
        assertThat(send(own.request()).getStatus()).isEqualTo(200);
    }

    @Test
    void ofManyCopiesOneIsTaken() throws Exception {
        Report report = new Report();
        String assertion = report.assertion();
        String proof = report.proof(assertion);

        List<Integer> statuses = Race.of(16, () -> send(report.request(assertion, proof)).getStatus());
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 401).hasSize(15);
    }

    @Test
    void refusalOfAKnownToolIsWrittenAndOfAStrangerCounted() throws Exception {
        long rows = count("refusal where tool = '" + TOOL + "' and reason = 'assertion_subject'");
        long strangers = count("refusal where reason = 'assertion_signature'");
        Report known = new Report();
        known.claims.subject(OTHER_TOOL);
        send(known.request());
        Report stranger = new Report();
        stranger.signedBy = OTHER_KEY;
        send(stranger.request());

        assertThat(count("refusal where tool = '" + TOOL + "' and reason = 'assertion_subject'")).isEqualTo(rows + 1);
        assertThat(count("refusal where reason = 'assertion_signature'")).isEqualTo(strangers);
        assertThat(count("refusal_count where reason = 'assertion_signature' and refused > 0")).isPositive();
    }

    private long count(String from) {
        return jdbc.sql("select count(*) from " + from).query(Long.class).single();
    }

    static Stream<Arguments> malformedItems() {
        return Stream.of(change("outcome", "\"refused\"", "\"perhaps\""), change("outcome", "\"refused\"", "null"),
                change("started_at", "2030-05-05T12:00:00.123456Z", "yesterday"),
                change("ended_at", "2030-05-05T14:00:00.2+02:00", "-1000-05-05T14:00:00Z"),
                change("run_id", "\"run-1\"", "7"), change("run_id", "run-1", "a b"),
                change("identifier", "order-12345", "x".repeat(513)), change("action", "create-refund", "x".repeat(65)),
                change("?", "\"reason\":", "\"re\\u0007ason\":"), change("extra", "\"reason\":", "\"extra\": 1, \"reason\":"));
    }

    private static Arguments change(String member, String from, String to) {
        return Arguments.argumentSet(member + " " + to.substring(0, Math.min(to.length(), 20)), member, from, to);
    }

    @ParameterizedTest
    @MethodSource("malformedItems")
    void refusesTheMalformedItemAndTakesTheOthers(String member, String from, String to) throws Exception {
        String id = UUID.randomUUID().toString();
        Report report = new Report();
        report.body = "[" + item("bad-" + id).replace(from, to) + "," + item(id) + "]";

        JsonNode answer = body(send(report.request()));
        assertThat(answer.get(0).get("execution_id").stringValue()).isEqualTo("bad-" + id);
        assertThat(answer.get(0).get("status").stringValue()).isEqualTo("refused");
        assertThat(answer.get(0).get("problem").stringValue()).startsWith("[0]." + member + " ");
        assertThat(answer.get(1).get("status").stringValue()).isEqualTo("recorded");
    }
}
