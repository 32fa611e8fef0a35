package dev.errand.dpop.client;

import java.net.http.HttpClient;
import java.text.ParseException;
import java.util.Date;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import dev.errand.dpop.AccessTokenHash;
import dev.errand.dpop.Forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** RFC 9449 §8 and §9 from the caller's side, over real HTTP. */
class DPoPInterceptorTest {

    private static final Map<String, String> CHALLENGE = Map.of("DPoP-Nonce", "nonce-1", "WWW-Authenticate",
            "DPoP error=\"use_dpop_nonce\", error_description=\"x\", algs=\"ES256\"");
    private static final String ERROR_BODY = "{\"error\":\"use_dpop_nonce\",\"error_description\":\"x\"}";

    private final ScriptedServer server = new ScriptedServer();
    private final DPoPKey key = DPoPKey.generate();
    private final RestClient client = RestClient.builder()
            .requestFactory(new JdkClientHttpRequestFactory(HttpClient.newHttpClient()))
            .requestInterceptor(new DPoPInterceptor(key, () -> Forge.NOW))
            .defaultStatusHandler(status -> true, (request, response) -> {}).build();

    DPoPInterceptorTest() throws Exception {}

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void addsAProofOfThisRequest() throws Exception {
        server.then(200, Map.of(), "ok");
        post("/token?x=1", null);

        JWTClaimsSet claims = claims(0);
        assertThat(claims.getClaim("htm")).isEqualTo("POST");
        assertThat(claims.getClaim("htu")).isEqualTo(server.url("/token"));
        assertThat(claims.getIssueTime()).isEqualTo(Date.from(Forge.NOW));
        assertThat(claims.getClaims()).doesNotContainKeys("ath", "nonce");
    }

    @Test
    void addsTheHashOfABoundTokenOnly() throws Exception {
        server.then(200, Map.of(), "").then(200, Map.of(), "").then(200, Map.of(), "");
        post("/", "DPoP the-token");
        post("/", "dpop the-token");
        post("/", "Bearer the-token");

        assertThat(claims(0).getClaim("ath")).isEqualTo(AccessTokenHash.of("the-token"));
        assertThat(claims(1).getClaim("ath")).isEqualTo(AccessTokenHash.of("the-token"));
        assertThat(claims(2).getClaim("ath")).isNull();
    }

    @ParameterizedTest
    @MethodSource
    void sendsOnceMoreWithTheNonce(int status, Map<String, String> headers, String body) throws Exception {
        server.then(status, headers, body).then(200, Map.of(), "done");

        assertThat(post("/token", "DPoP the-token").getBody()).isEqualTo("done");
        assertThat(server.seen).hasSize(2);
        assertThat(server.seen.get(1).body()).isEqualTo(server.seen.get(0).body()).isEqualTo("a=b");
        assertThat(server.seen.get(1).authorization()).isEqualTo("DPoP the-token");
        assertThat(server.seen.get(1).proofs()).hasSize(1);
        assertThat(claims(1).getClaim("nonce")).isEqualTo("nonce-1");
        assertThat(claims(1).getJWTID()).isNotEqualTo(claims(0).getJWTID());
    }

    static Stream<Arguments> sendsOnceMoreWithTheNonce() {
        Map<String, String> nonce = Map.of("DPoP-Nonce", "nonce-1");
        return Stream.of(arguments(401, CHALLENGE, ""), arguments(401, CHALLENGE, "{}"),
                arguments(400, nonce, ERROR_BODY), arguments(401, nonce, ERROR_BODY),
                arguments(401, Map.of("DPoP-Nonce", "nonce-1", "WWW-Authenticate",
                        "Basic realm=\"x\", dpop algs=\"ES256\", error=\"use_dpop_nonce\""), ""));
    }

    @ParameterizedTest
    @MethodSource
    void doesNotRepeatWhatIsNoChallenge(int status, Map<String, String> headers, String body) {
        server.then(status, headers, body);

        ResponseEntity<String> response = post("/token", null);
        assertThat(response.getStatusCode().value()).isEqualTo(status);
        assertThat(response.getBody()).isEqualTo(body);
        assertThat(server.seen).hasSize(1);
    }

    static Stream<Arguments> doesNotRepeatWhatIsNoChallenge() {
        Map<String, String> nonce = Map.of("DPoP-Nonce", "nonce-1");
        return Stream.of(arguments(400, Map.of(), ERROR_BODY), arguments(200, nonce, ERROR_BODY),
                arguments(403, nonce, ERROR_BODY), arguments(400, nonce, "{\"error\":\"invalid_grant\"}"),
                arguments(400, nonce, "not json"), arguments(400, nonce, "x".repeat(40_000)),
                arguments(401, Map.of("DPoP-Nonce", "nonce-1", "WWW-Authenticate",
                        "DPoP error=\"invalid_token\", error_description=\"no use_dpop_nonce\""), "no"),
                arguments(400, nonce, "[".repeat(10_000)));
    }

    @Test
    void triesNoThirdTime() {
        server.then(401, CHALLENGE, "").then(401, CHALLENGE, "second");

        assertThat(post("/token", null).getBody()).isEqualTo("second");
        assertThat(server.seen).hasSize(2);
    }

    @Test
    void remembersTheLastNonceOfEachServer() throws Exception {
        server.then(200, Map.of("DPoP-Nonce", "nonce-1"), "").then(200, Map.of("DPoP-Nonce", "bad nonce"), "")
                .then(200, Map.of(), "");
        post("/a", null);
        post("/b", null);
        post("/c", null);
        try (ScriptedServer other = new ScriptedServer()) {
            other.then(200, Map.of(), "");
            client.get().uri(other.url("/")).retrieve().toBodilessEntity();

            assertThat(claims(other, 0).getClaim("nonce")).isNull();
        }
        assertThat(claims(0).getClaim("nonce")).isNull();
        assertThat(claims(1).getClaim("nonce")).isEqualTo("nonce-1");
        assertThat(claims(2).getClaim("nonce")).isEqualTo("nonce-1");
    }

    private ResponseEntity<String> post(String path, String authorization) {
        return client.post().uri(server.url(path)).headers(headers -> {
            if (authorization != null) {
                headers.set("Authorization", authorization);
            }
        }).body("a=b").retrieve().toEntity(String.class);
    }

    private JWTClaimsSet claims(int request) throws ParseException {
        return claims(server, request);
    }

    private static JWTClaimsSet claims(ScriptedServer server, int request) throws ParseException {
        return SignedJWT.parse(server.seen.get(request).proofs().get(0)).getJWTClaimsSet();
    }
}
