package dev.errand.authz.attack;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.Race;
import dev.errand.dpop.client.DPoPKey;

import static org.assertj.core.api.Assertions.assertThat;

/** Attacks on client authentication (RFC 7523, RFC 6749 §2.3), at the PAR endpoint. */
class ClientAuthenticationAttackTest {

    private static RunningServer server;
    private static AgentInstance agent;

    @BeforeAll
    static void start() {
        server = new RunningServer();
        agent = new AgentInstance(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Row> attacks() {
        String refused = "401 invalid_client client_assertion";
        return Stream.of(
                Row.of("TE-01 Basic beside the assertion", r -> r.header("Authorization", "Basic c3VwcG9ydDp4"),
                        "401 invalid_client client_method"),
                Row.of("TE-03 a secret beside the assertion", r -> r.with("client_secret", "x"),
                        "401 invalid_client client_method"),
                Row.of("another client_id", r -> r.with("client_id", "other-agent"),
                        "401 invalid_client client_mismatch"),
                Row.of("an unknown assertion type", r -> r.with("client_assertion_type", "urn:x"), refused),
                row("TE-07 no exp", claims -> claims.expirationTime(null)),
                row("TE-07 exp in ten years", claims -> claims.expirationTime(in(Duration.ofDays(3650)))),
                row("TE-07 exp past", claims -> claims.expirationTime(in(Duration.ofSeconds(-1)))),
                row("TE-07 iat in the future", claims -> claims.issueTime(in(Duration.ofMinutes(1)))),
                row("no iat", claims -> claims.issueTime(null)),
                row("no jti", claims -> claims.jwtID(null)),
                row("a blank jti", claims -> claims.jwtID(" ")),
                row("another issuer", claims -> claims.issuer("other-agent")),
                row("an unknown client", claims -> claims.issuer("nobody").subject("nobody")),
                row("the token endpoint as audience", claims -> claims.audience("https://as.example/oauth2/token")),
                row("two audiences", claims -> claims.audience(List.of("https://as.example", "https://b.example"))),
                row("no audience", claims -> claims.audience((String) null)),
                Row.of("TE-09 alg none", r -> r.with("client_assertion", new PlainJWT(claims().build()).serialize()),
                        refused),
                Row.of("TE-09 HS256 with the public key", r -> r.with("client_assertion", hs256()), refused),
                Row.of("TE-09 another client's key",
                        r -> r.with("client_assertion", signed(claims().build(), server.otherAgentKey, "JWT")), refused),
                Row.of("TE-11 a DPoP proof as assertion",
                        r -> r.with("client_assertion", signed(claims().build(), server.agentKey, "dpop+jwt")), refused),
                Row.of("an oversized assertion", r -> r.with("client_assertion", "x".repeat(9000)), refused));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void refuses(Row row) {
        OAuthRequest twin = agent.push().with("client_assertion", signed(claims().build(), server.agentKey, "JWT"));
        assertThat(twin.send().status()).isEqualTo(201);
        assertThat(row.change().apply(agent.push()).send().refusal()).isEqualTo(row.refusal());
    }

    /** RFC 6749 §5.2: the answer names the scheme of an Authorization header that was tried. */
    @Test
    void namesTheSchemeThatWasTried() {
        Reply tried = agent.push().header("Authorization", "Basic c3VwcG9ydDp4").send();
        assertThat(tried.http().headers().firstValue("WWW-Authenticate")).hasValueSatisfying(
                challenge -> assertThat(challenge).startsWith("Basic "));
        Reply untried = agent.push().with("client_secret", "x").send();
        assertThat(untried.status()).isEqualTo(401);
        assertThat(untried.http().headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void anUndecodableFormIsMalformedAndNotAnOutage() {
        assertThat(server.postRaw("/oauth2/token", "refresh_token=abc%zz").refusal())
                .isEqualTo("400 invalid_request form_malformed");
        assertThat(server.postRaw("/oauth2/token", "refresh_token=abc%20").refusal())
                .isEqualTo("400 invalid_dpop_proof proof_missing");
    }

    /** An answer about the proof has used nothing up, so the same assertion succeeds once the request is mended. */
    @Test
    void aProofThatDisagreesLeavesTheAssertionUnused() {
        OAuthRequest push = agent.push().with("dpop_jkt", DPoPKey.generate().jkt());
        assertThat(push.send().refusal()).isEqualTo("400 invalid_dpop_proof dpop_jkt_mismatch");
        assertThat(push.without("dpop_jkt").send().status()).isEqualTo(201);
    }

    /** TE-05. */
    @Test
    void ofManyUsesOfOneAssertionOneSucceeds() throws Exception {
        String assertion = agent.assertion();
        List<Reply> replies = Race.of(32, () -> agent.push().with("client_assertion", assertion).send());
        assertThat(replies.stream().filter(reply -> reply.status() == 201).count()).isEqualTo(1);
        assertThat(replies.stream().filter(reply -> reply.status() != 201).map(Reply::refusal))
                .containsOnly("401 invalid_client client_assertion_replayed");
    }

    /** DP-57. */
    @Test
    void ofManyUsesOfOneProofOneSucceeds() throws Exception {
        String proof = OAuthRequest.proof(server, "/oauth2/par", agent.key);
        List<Reply> replies = Race.of(32, () -> agent.push().proofs(proof).send());
        assertThat(replies.stream().filter(reply -> reply.status() == 201).count()).isEqualTo(1);
        assertThat(replies.stream().filter(reply -> reply.status() != 201).map(Reply::refusal))
                .containsOnly("400 invalid_dpop_proof proof_replayed");
    }

    private static Row row(String attack, Consumer<JWTClaimsSet.Builder> change) {
        return Row.of(attack, request -> {
            JWTClaimsSet.Builder claims = claims();
            change.accept(claims);
            return request.with("client_assertion", signed(claims.build(), server.agentKey, "JWT"));
        }, "401 invalid_client client_assertion");
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().issuer("support-agent").subject("support-agent")
                .audience("https://as.example").jwtID(java.util.UUID.randomUUID().toString())
                .issueTime(in(Duration.ZERO)).expirationTime(in(Duration.ofMinutes(1)));
    }

    private static Date in(Duration duration) {
        Instant at = server.clock.instant().plus(duration);
        return Date.from(at);
    }

    private static String signed(JWTClaimsSet claims, ECKey key, String typ) {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType(typ)).build(),
                claims);
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
        return jwt.serialize();
    }

    private static String hs256() {
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
        try {
            jwt.sign(new MACSigner(server.agentKey.toPublicJWK().toJSONString().getBytes(
                    java.nio.charset.StandardCharsets.UTF_8)));
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
        return jwt.serialize();
    }
}
