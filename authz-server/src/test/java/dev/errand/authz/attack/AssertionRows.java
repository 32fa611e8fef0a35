package dev.errand.authz.attack;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.RunningServer;

/** TE-01 to TE-11: client authentication (RFC 7523 §3, RFC 6749 §2.3). */
final class AssertionRows {

    private static final String REFUSED = "401 invalid_client client_assertion";

    private final RunningServer server;
    private final AgentInstance agent;

    AssertionRows(RunningServer server, AgentInstance agent) {
        this.server = server;
        this.agent = agent;
    }

    Stream<Row> rows() {
        return Stream.of(methods(), times(), claims(), signatures(), others()).flatMap(rows -> rows);
    }

    private static Stream<Row> methods() {
        String method = "401 invalid_client client_method";
        return Stream.of(
                Row.of("TE-01 Basic beside the assertion", r -> r.header("Authorization", "Basic c3VwcG9ydDp4"), method),
                Row.of("TE-01 Bearer beside the assertion", r -> r.header("Authorization", "Bearer x"), method),
                Row.of("TE-01+ a secret beside the assertion", r -> r.with("client_secret", "x"), method),
                Row.of("TE-01+ an empty secret beside the assertion", r -> r.with("client_secret", ""), method),
                Row.of("TE-03 a secret for the assertion", r -> unauthenticated(r).with("client_id", "support-agent")
                        .with("client_secret", "x"), method),
                Row.of("TE-03+ another client_id", r -> r.with("client_id", "other-agent"),
                        "401 invalid_client client_mismatch"),
                Row.of("TE-03+ a public client's id", r -> r.with("client_id", "public-agent"),
                        "401 invalid_client client_mismatch"),
                Row.of("TE-03+ an assertion type that nobody knows", r -> r.with("client_assertion_type", "urn:x"), REFUSED),
                Row.of("TE-03+ the type of SAML", r -> r.with("client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"), REFUSED),
                Row.of("TE-03+ no assertion type", r -> r.without("client_assertion_type"), REFUSED),
                Row.of("TE-03+ a type and no assertion", r -> r.without("client_assertion"), REFUSED));
    }

    static OAuthRequest unauthenticated(OAuthRequest request) {
        return request.without("client_assertion").without("client_assertion_type");
    }

    private Stream<Row> times() {
        return Stream.of(row("TE-07 no exp", c -> c.expirationTime(null)),
                row("TE-07 exp in ten years", c -> c.expirationTime(in(Duration.ofDays(3650)))),
                row("TE-07 a life of 301 s", c -> c.expirationTime(in(Duration.ofSeconds(301)))),
                row("TE-07 exp past", c -> c.expirationTime(in(Duration.ofSeconds(-1)))),
                row("TE-07 exp now", c -> c.expirationTime(in(Duration.ZERO))),
                row("TE-07 iat in the future", c -> c.issueTime(in(Duration.ofSeconds(6)))),
                row("TE-07 iat ten years ago", c -> c.issueTime(in(Duration.ofDays(-3650)))),
                row("TE-07 no iat", c -> c.issueTime(null)),
                row("TE-07+ nbf in the future", c -> c.notBeforeTime(in(Duration.ofSeconds(6)))),
                row("TE-07+ exp as text", c -> c.claim("exp", "soon")));
    }

    private Stream<Row> claims() {
        return Stream.of(row("TE-05+ no jti", c -> c.jwtID(null)), row("TE-05+ a blank jti", c -> c.jwtID(" ")),
                row("TE-05+ a jti of 257 letters", c -> c.jwtID("j".repeat(257))),
                row("TE-05+ a jti that is a number", c -> c.claim("jti", 7)),
                row("TE-07+ another issuer", c -> c.issuer("other-agent")),
                row("TE-07+ another subject", c -> c.subject("other-agent")),
                row("TE-07+ an unknown client", c -> c.issuer("nobody").subject("nobody")),
                row("TE-07+ no subject", c -> c.subject(null)),
                row("TE-07+ the token endpoint as audience", c -> c.audience("https://as.example/oauth2/token")),
                row("TE-07+ the issuer with a slash", c -> c.audience("https://as.example/")),
                row("TE-07+ two audiences", c -> c.audience(List.of("https://as.example", "https://b.example"))),
                row("TE-07+ no audience", c -> c.audience((String) null)));
    }

    private Stream<Row> signatures() {
        return Stream.of(assertion("TE-09 alg none", new PlainJWT(good().build()).serialize()),
                assertion("TE-09 HS256 under the public key", sign(good().build(), JWSAlgorithm.HS256, publicKey())),
                assertion("TE-09 another client's key", sign(good().build(), h -> h, server.otherAgentKey)),
                assertion("TE-09 another client's key under this client's kid",
                        sign(good().build(), h -> h.keyID(server.agentKey.getKeyID()), server.otherAgentKey)),
                assertion("TE-09+ a key that comes along", comingAlong()),
                assertion("TE-09+ a kid that nobody registered",
                        sign(good().build(), h -> h.keyID("unknown"), server.agentKey)),
                assertion("TE-09+ crit", sign(good().build(), h -> h.criticalParams(Set.of("bork"))
                        .customParam("bork", 1), server.agentKey)));
    }

    private String comingAlong() {
        ECKey foreign = RunningServer.key();
        return sign(good().build(), h -> h.jwk(foreign.toPublicJWK()), foreign);
    }

    private Stream<Row> others() {
        return Stream.of(assertion("TE-11 the typ of a DPoP proof", typed("dpop+jwt")),
                assertion("TE-11 the typ of an access token", typed("at+jwt")),
                Row.of("TE-11 a DPoP proof", r -> r.with("client_assertion",
                        OAuthRequest.proof(server, r.path(), agent.key)), REFUSED),
                Row.of("TE-11 an assertion for a DPoP proof", r -> r.proofs(agent.assertion()),
                        "400 invalid_dpop_proof proof_type"),
                assertion("TE-11+ 9,000 letters", "x".repeat(9_000)), assertion("TE-11+ no JWT", "x.y.z"),
                assertion("TE-11+ an empty object", "e30.e30.AA"),
                Row.of("TE-05+ an assertion that was used", r -> {
                    String assertion = agent.assertion();
                    agent.push().with("client_assertion", assertion).send();
                    return r.with("client_assertion", assertion);
                }, "401 invalid_client client_assertion_replayed"));
    }

    private static Row assertion(String attack, String assertion) {
        return Row.of(attack, r -> r.with("client_assertion", assertion), REFUSED);
    }

    private Row row(String attack, Consumer<JWTClaimsSet.Builder> change) {
        return Row.of(attack, r -> {
            JWTClaimsSet.Builder claims = good();
            change.accept(claims);
            return r.with("client_assertion", sign(claims.build(), h -> h, server.agentKey));
        }, REFUSED);
    }

    private JWTClaimsSet.Builder good() {
        return new JWTClaimsSet.Builder().issuer("support-agent").subject("support-agent")
                .audience(RunningServer.ISSUER).jwtID(UUID.randomUUID().toString()).issueTime(in(Duration.ZERO))
                .expirationTime(in(Duration.ofMinutes(1)));
    }

    /** A good assertion of this {@code typ}. */
    String typed(String typ) {
        return sign(good().build(), h -> h.type(new JOSEObjectType(typ)), server.agentKey);
    }

    private Date in(Duration duration) {
        return Date.from(server.clock.instant().plus(duration));
    }

    private static String sign(JWTClaimsSet claims, UnaryOperator<JWSHeader.Builder> header, ECKey key) {
        try {
            SignedJWT jwt = new SignedJWT(header.apply(new JWSHeader.Builder(JWSAlgorithm.ES256)).build(), claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String sign(JWTClaimsSet claims, JWSAlgorithm alg, JWSSigner signer) {
        try {
            SignedJWT jwt = new SignedJWT(new JWSHeader(alg), claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private JWSSigner publicKey() {
        try {
            return new MACSigner(server.agentKey.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8));
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
