package dev.errand.dpop.resourceserver;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.errand.dpop.Forge;
import dev.errand.dpop.SettableClock;
import dev.errand.dpop.client.DPoPKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** RFC 9449 §7 and §9 over real HTTP: what a tool accepts, and that nothing weaker gets in (DP-41 to DP-83, RS-19 to RS-23). */
@SpringBootTest(classes = TestTool.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
    "errand.dpop.resource=" + StubIssuer.RESOURCE, "errand.dpop.issuer=" + StubIssuer.ISSUER,
    "errand.dpop.public-paths=/health"})
class DPoPResourceServerTest {

    private static final StubIssuer ISSUER = new StubIssuer();
    private static final String URL = StubIssuer.RESOURCE + "/refunds";

    @Autowired
    private SettableClock clock;
    @Autowired
    private TestTool.Refunds refunds;
    @Autowired
    private TestTool.Refusals refusals;

    private final DPoPKey alice = DPoPKey.generate();
    private ToolClient tool;
    private String nonce;

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry properties) {
        properties.add("errand.dpop.jwks-uri", ISSUER::jwksUri);
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @BeforeEach
    void start(@LocalServerPort int port) {
        tool = new ToolClient(port);
        nonce = ToolClient.nonce(tool.send("GET", "/refunds"));
        clock.advance(Duration.ofMillis(10));
        refunds.effects.clear();
        refusals.seen.clear();
    }

    @Test
    void acceptsABoundTokenWithItsProof() {
        HttpResponse<String> response = goodCall();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"subject\":\"user-678\"", alice.jkt(), "\"nonce\":true",
                "\"principal\":\"Jwt\"", "SCOPE_write:refunds");
        assertThat(ToolClient.nonce(response)).isEqualTo(nonce);
        assertThat(response.headers().map()).doesNotContainKey("set-cookie");
        assertThat(refusals.seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dpop", "DPOP", "dPoP"})
    void acceptsTheSchemeInAnyCase(String scheme) {
        String credential = credential();

        assertThat(send(scheme + " " + credential, proof(credential)).statusCode()).isEqualTo(200);
        assertThat(send(scheme + " " + credential, "x.y.z").statusCode()).isEqualTo(401);
    }

    @Test
    void challengesWhoeverShowsNothing() {
        for (String method : List.of("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH")) {
            HttpResponse<String> response = tool.send(method, "/refunds");

            assertThat(response.statusCode()).as(method).isEqualTo(401);
            assertThat(ToolClient.challenge(response)).isEqualTo("DPoP algs=\"ES256\", resource_metadata=\""
                    + StubIssuer.RESOURCE + "/.well-known/oauth-protected-resource\"");
            assertThat(ToolClient.nonce(response)).isNotEmpty();
        }
        assertThat(ToolClient.reason(tool.send("GET", "/refunds", "Authorization", "Basic YTpi")))
                .isEqualTo("token_missing");
        assertThat(ToolClient.reason(tool.send("GET", "/refunds", "DPoP", proof(credential()))))
                .isEqualTo("token_missing");
        assertThat(ToolClient.reason(tool.send("GET", "/error"))).isEqualTo("token_missing");
        assertThat(ToolClient.reason(tool.send("GET", "/no/such/path"))).isEqualTo("token_missing");
    }

    @Test
    void leavesTheMetadataOpen() {
        assertThat(tool.send("GET", "/.well-known/oauth-protected-resource").statusCode()).isEqualTo(200);
        assertThat(tool.send("GET", "/.well-known/oauth-protected-resource/none").statusCode()).isEqualTo(404);
    }

    @Test
    void leavesOpenWhatTheHostSays() {
        assertThat(tool.send("GET", "/health").statusCode()).isEqualTo(200);
        assertThat(tool.send("GET", "/health/more").statusCode()).isEqualTo(401);
        assertThat(tool.send("GET", "/health", "Authorization", "Bearer x").statusCode()).isEqualTo(401);
    }

    @Test
    void refusesABoundTokenAsBearer() {
        String credential = credential();

        assertRefused(send("Bearer " + credential, null), 401, "invalid_token", "bearer_downgrade");
        assertRefused(send("bearer " + credential, proof(credential)), 401, "invalid_token", "bearer_downgrade");
        assertThat(call(credential, proof(credential)).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesTwoAuthorizationHeaders() {
        String credential = credential();
        HttpResponse<String> response = tool.send("POST", "/refunds", "Authorization", "Bearer " + credential,
                "Authorization", "DPoP " + credential, "DPoP", proof(credential));

        assertRefused(response, 400, "invalid_request", "authorization_multiple");
    }

    @Test
    void refusesTwoProofs() {
        String credential = credential();
        HttpResponse<String> response = tool.send("POST", "/refunds", "Authorization", "DPoP " + credential, "DPoP",
                proof(credential), "DPoP", proof(credential));

        assertRefused(response, 401, "invalid_dpop_proof", "proof_multiple");
        assertRefused(send("DPoP " + credential, null), 401, "invalid_dpop_proof", "proof_missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DPoP", "DPoP ", "DPoP x", "DPoP a.b", "DPoP a.b.c.d.e", "DPoP a.b.c, Bearer d",
        "DPoP a.b. c"})
    void refusesATokenThatIsNone(String authorization) {
        assertThat(send(authorization, "x").statusCode()).isEqualTo(401);
        assertThat(refusals.seen).last().extracting(DPoPRefused::reason, DPoPRefused::token)
                .containsExactly("token_malformed", null);
    }

    @ParameterizedTest
    @MethodSource
    void refusesATokenWithAWrongClaim(Consumer<JWTClaimsSet.Builder> change, String reason) {
        String credential = ISSUER.credential(alice.jkt(), clock.instant(), change);

        assertRefused(call(credential, proof(credential)), 401, "invalid_token", reason);
        assertThat(refusals.seen).last().extracting(DPoPRefused::token).isNotNull();
    }

    static Stream<Arguments> refusesATokenWithAWrongClaim() {
        return Stream.of(claim(c -> c.audience("https://orders.example"), "wrong_audience"),
                claim(c -> c.audience(List.of(StubIssuer.RESOURCE, "https://orders.example")), "wrong_audience"),
                claim(c -> c.audience((String) null), "wrong_audience"),
                claim(c -> c.audience(StubIssuer.RESOURCE + "/"), "wrong_audience"),
                claim(c -> c.audience(StubIssuer.RESOURCE + ","), "wrong_audience"),
                claim(c -> c.audience(StubIssuer.RESOURCE + ".evil"), "wrong_audience"),
                claim(c -> c.audience("https://Refunds.example"), "wrong_audience"),
                claim(c -> c.issuer("https://evil.example"), "token_issuer"),
                claim(c -> c.issuer(StubIssuer.ISSUER + "/"), "token_issuer"),
                claim(c -> c.issuer("HTTPS://as.example"), "token_issuer"),
                claim(c -> c.issuer(null), "token_issuer"), claim(c -> c.expirationTime(null), "token_expired"),
                claim(c -> c.issueTime(null), "token_not_yet_valid"),
                claim(c -> c.claim("cnf", null), "token_unbound"),
                claim(c -> c.claim("cnf", Map.of("x5t#S256", "x")), "token_unbound"),
                claim(c -> c.claim("cnf", "x"), "token_unbound"),
                claim(c -> c.claim("cnf", Map.of("jkt", 7)), "token_unbound"),
                claim(c -> c.claim("cnf", Map.of("jkt", "")), "token_unbound"),
                claim(c -> c.claim("cnf", Map.of("jkt", "x".repeat(43))), "proof_key_mismatch"));
    }

    @ParameterizedTest
    @CsvSource({"-64, 60, 200,", "-65, 60, 401, token_expired", "5, 60, 200,", "6, 60, 401, token_not_yet_valid"})
    void allowsClocksFiveSeconds(long issuedAgo, long life, int status, String reason) {
        Instant issued = clock.instant().plusSeconds(issuedAgo).truncatedTo(ChronoUnit.SECONDS);
        clock.advance(Duration.between(clock.instant(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS)));
        String credential = ISSUER.credential(alice.jkt(), issued,
                claims -> claims.expirationTime(Date.from(issued.plusSeconds(life))));

        HttpResponse<String> response = call(credential, proof(credential));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(ToolClient.reason(response)).isEqualTo(reason == null ? "" : reason);
    }

    @Test
    void refusesATokenBeforeItsTime() {
        String credential = ISSUER.credential(alice.jkt(), clock.instant(),
                claims -> claims.notBeforeTime(Date.from(clock.instant().plusSeconds(10))));

        assertRefused(call(credential, proof(credential)), 401, "invalid_token", "token_not_yet_valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "dpop+jwt", "client-authentication+jwt", "logout+jwt", "AT"})
    void refusesOtherTypesOfJwt(String type) {
        String token = ISSUER.ofType(type, alice.jkt(), clock.instant());

        assertRefused(call(token, proof(token)), 401, "invalid_token", "token_type");
    }

    @Test
    void refusesATokenWithoutType() {
        String token = ISSUER.ofType(null, alice.jkt(), clock.instant());

        assertRefused(call(token, proof(token)), 401, "invalid_token", "token_type");
    }

    @Test
    void refusesATokenThatTheIssuerDidNotSign() {
        String forged = ISSUER.byAStranger(alice.jkt(), clock.instant());
        assertRefused(call(forged, proof(forged)), 401, "invalid_token", "token_signature");
        assertThat(refusals.seen).last().extracting(DPoPRefused::token).isNull();

        String good = credential();
        String zeros = good.substring(0, good.lastIndexOf('.') + 1) + Forge.encode(new byte[64]);
        assertRefused(call(zeros, proof(zeros)), 401, "invalid_token", "token_signature");
        String deep = Forge.encode("{\"a\":" + "[".repeat(5_000)) + good.substring(good.indexOf('.'));
        assertRefused(call(deep, proof(deep)), 401, "invalid_token", "token_malformed");
        String none = Forge.encode("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + good.substring(good.indexOf('.'));
        assertRefused(call(none, proof(none)), 401, "invalid_token", "token_malformed");
    }

    @Test
    void refusesAStolenTokenUnderAnotherKey() {
        DPoPKey thief = DPoPKey.generate();
        String credential = credential();
        String proof = thief.proof("POST", URL, credential, nonce, clock.instant(), UUID.randomUUID().toString());

        assertRefused(call(credential, proof), 401, "invalid_token", "proof_key_mismatch");
        assertThat(call(credential, proof(credential)).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAProofForAnotherToken() {
        String other = ISSUER.credential(alice.jkt(), clock.instant(), claims -> claims.jwtID("credential-2"));

        assertRefused(call(credential(), proof(other)), 401, "invalid_dpop_proof", "proof_ath");
    }

    @Test
    void refusesAProofForAnotherRequest() {
        String credential = credential();
        String forGet = alice.proof("GET", URL, credential, nonce, clock.instant(), "j1");
        String forHost = alice.proof("POST", "https://evil.example/refunds", credential, nonce, clock.instant(), "j2");

        assertRefused(call(credential, forGet), 401, "invalid_dpop_proof", "proof_htm");
        assertRefused(call(credential, forHost), 401, "invalid_dpop_proof", "proof_htu");
    }

    @Test
    void comparesWithTheConfiguredUrlAndNotWithTheHostHeader() {
        String credential = credential();
        String local = alice.proof("POST", "http://127.0.0.1/refunds", credential, nonce, clock.instant(), "j1");
        assertRefused(call(credential, local), 401, "invalid_dpop_proof", "proof_htu");

        String forwarded = alice.proof("POST", "https://evil.example/refunds", credential, nonce, clock.instant(),
                "j2");
        HttpResponse<String> spoofed = tool.send("POST", "/refunds", "Authorization", "DPoP " + credential, "DPoP",
                forwarded, "X-Forwarded-Host", "evil.example", "Forwarded", "host=evil.example;proto=https");
        assertRefused(spoofed, 401, "invalid_dpop_proof", "proof_htu");

        String upper = alice.proof("POST", "HTTPS://REFUNDS.Example:443/x/../refunds?q", credential, nonce,
                clock.instant(), "j3");
        assertThat(call(credential, upper).statusCode()).isEqualTo(200);
    }

    @Test
    void wantsAFreshNonceOfItsOwn() {
        String credential = credential();
        String without = alice.proof("POST", URL, credential, null, clock.instant(), "j1");
        HttpResponse<String> challenged = call(credential, without);

        assertRefused(challenged, 401, "use_dpop_nonce", "nonce_required");
        assertThat(call(credential, alice.proof("POST", URL, credential, ToolClient.nonce(challenged),
                clock.instant(), "j1")).statusCode()).isEqualTo(200);

        String before = nonce;
        clock.advance(Duration.ofSeconds(121));
        String later = credential();
        assertRefused(call(later, alice.proof("POST", URL, later, before, clock.instant(), "j3")), 401,
                "use_dpop_nonce", "nonce_stale");
    }

    @Test
    void acceptsAProofOnce() {
        String credential = credential();
        String proof = proof(credential);

        assertThat(call(credential, proof).statusCode()).isEqualTo(200);
        assertRefused(call(credential, proof), 401, "invalid_dpop_proof", "proof_replayed");
        assertThat(refunds.effects).hasSize(1);
    }

    @Test
    void useOfAProofIsNotClaimedByARefusal() {
        String credential = credential();
        String proof = proof(credential);
        String other = ISSUER.credential(alice.jkt(), clock.instant(), claims -> claims.jwtID("credential-2"));

        assertRefused(call(other, proof), 401, "invalid_dpop_proof", "proof_ath");
        assertThat(call(credential, proof).statusCode()).isEqualTo(200);
    }

    @Test
    void tellsTheHostOfEveryRefusal() {
        String credential = credential();
        call(credential, "x.y.z");

        assertThat(refusals.seen).singleElement().satisfies(refused -> {
            assertThat(refused.error()).isEqualTo("invalid_dpop_proof");
            assertThat(refused.reason()).isEqualTo("proof_malformed");
            assertThat(refused.method()).isEqualTo("POST");
            assertThat(refused.path()).isEqualTo("/refunds");
            assertThat(refused.token()).isNotNull().extracting(jwt -> jwt.getId()).isEqualTo("credential-1");
        });
    }

    @Test
    void keepsTheCallerThroughAnErrorDispatch() {
        String credential = credential();
        String proof = alice.proof("GET", StubIssuer.RESOURCE + "/broken", credential, nonce, clock.instant(), "jb");

        assertThat(tool.send("GET", "/broken", "Authorization", "DPoP " + credential, "DPoP", proof).statusCode())
                .isEqualTo(500);
    }

    @Test
    void goesOnWithTheKeysThatItHasWhenTheIssuerIsDown() {
        assertThat(goodCall().statusCode()).isEqualTo(200);
        ISSUER.answerWith(500);
        try {
            assertThat(goodCall().statusCode()).isEqualTo(200);
        } finally {
            ISSUER.answerWith(200);
        }
    }

    private static Arguments claim(Consumer<JWTClaimsSet.Builder> change, String reason) {
        return arguments(change, reason);
    }

    private String credential() {
        return ISSUER.credential(alice.jkt(), clock.instant());
    }

    private String proof(String credential) {
        return alice.proof("POST", URL, credential, nonce, clock.instant(), UUID.randomUUID().toString());
    }

    private HttpResponse<String> goodCall() {
        String credential = credential();
        return call(credential, proof(credential));
    }

    private HttpResponse<String> call(String credential, String proof) {
        return send("DPoP " + credential, proof);
    }

    private HttpResponse<String> send(String authorization, String proof) {
        return proof == null
                ? tool.send("POST", "/refunds", "Authorization", authorization)
                : tool.send("POST", "/refunds", "Authorization", authorization, "DPoP", proof);
    }

    private void assertRefused(HttpResponse<String> response, int status, String error, String reason) {
        assertThat(ToolClient.reason(response)).isEqualTo(reason);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).startsWith("{\"error\":\"" + error + "\",\"error_description\":\"");
        assertThat(ToolClient.challenge(response)).startsWith("DPoP error=\"" + error + "\", error_description=\"")
                .contains("algs=\"ES256\"", "resource_metadata=\"" + StubIssuer.RESOURCE + "/.well-known/");
        assertThat(ToolClient.nonce(response)).isNotEmpty();
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(refusals.seen).last().extracting(DPoPRefused::error, DPoPRefused::reason)
                .containsExactly(error, reason);
    }
}
