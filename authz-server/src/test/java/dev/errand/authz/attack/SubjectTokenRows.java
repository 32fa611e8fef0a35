package dev.errand.authz.attack;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;

import dev.errand.authz.keys.SigningKeys;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.RunningServer;
import dev.errand.dpop.client.DPoPKey;

/**
 * TX-01 to TX-07, TX-21, TE-41: what is presented as the subject token. A token that still names the run is refused
 * to the run's own key; where it names none, the client's assertion says who asks.
 */
final class SubjectTokenRows {

    private static final String TYPE = "subject_token_type";
    private static final String URN = "urn:ietf:params:oauth:token-type:";

    private final RunningServer server;
    private final AgentInstance.Run run;

    SubjectTokenRows(RunningServer server, AgentInstance.Run run) {
        this.server = server;
        this.run = run;
    }

    Stream<Row> rows() {
        return Stream.of(times(), owners(), issuers(), algorithms(), otherTokens(), types(), bindings(), runs())
                .flatMap(rows -> rows);
    }

    private Stream<Row> times() {
        return Stream.of(claims("TX-01 expires now", c -> c.expirationTime(in(Duration.ZERO)), "token_expired"),
                claims("TX-01 expired a second ago", c -> c.expirationTime(in(Duration.ofSeconds(-1))), "token_expired"),
                claims("TX-01 no exp", c -> c.expirationTime(null), "token_expired"),
                claims("TX-01+ issued in six seconds", c -> c.issueTime(in(Duration.ofSeconds(6))), "token_malformed"),
                claims("TX-01+ no iat", c -> c.issueTime(null), "token_malformed"),
                claims("TX-01+ good from the next minute on", c -> c.notBeforeTime(in(Duration.ofMinutes(1))),
                        "token_malformed"));
    }

    private Stream<Row> owners() {
        AgentInstance other = new AgentInstance(server, "other-agent", server.otherAgentKey);
        return Stream.of(
                claims("TX-03 given to another client", c -> c.claim("client_id", "other-agent"), "client_mismatch"),
                claims("TX-03 another client may act", c -> c.claim("client_id", "other-agent")
                        .claim("may_act", Map.of("sub", "support-agent")), "client_mismatch"),
                Row.of("TX-03+ under another key", r -> r.provenBy(DPoPKey.generate()),
                        "400 invalid_request proof_key_mismatch").byNobody(),
                Row.of("TX-03+ under another key, with the client's assertion",
                        r -> run.agent().authenticate(r).provenBy(DPoPKey.generate()),
                        "400 invalid_request proof_key_mismatch"),
                Row.of("TX-03+ named as another client's", r -> r.with("client_id", other.clientId),
                        "401 invalid_client client_mismatch"));
    }

    private Stream<Row> issuers() {
        ECKey foreign = RunningServer.key();
        return Stream.of(claims("TX-05 of another issuer", c -> c.issuer("https://evil.example"), "token_issuer"),
                claims("TX-05 the issuer with a slash", c -> c.issuer(RunningServer.ISSUER + "/"), "token_issuer"),
                claims("TX-05 the issuer in upper case", c -> c.issuer("https://AS.example"), "token_issuer"),
                claims("TX-05 no issuer", c -> c.issuer(null), "token_issuer"),
                token("TX-05 a foreign key under our key's id", resigned(ec(foreign)), "token_signature"),
                token("TX-05 a foreign key under its own id", ResignedToken.sign(server, run.token(), _ -> {},
                        h -> h.keyID(foreign.getKeyID()), ec(foreign)), "token_signature"),
                token("TX-05 a foreign key that comes along", ResignedToken.sign(server, run.token(), _ -> {},
                        h -> h.jwk(foreign.toPublicJWK()), ec(foreign)), "token_signature"),
                token("TX-05 no key id", ResignedToken.sign(server, run.token(), _ -> {}, h -> h.keyID(null),
                        server.bean(SigningKeys.class).signer()), "token_signature"),
                token("TX-05 an altered signature", altered(), "token_signature"));
    }

    private Stream<Row> algorithms() {
        String none = new PlainJWT(ResignedToken.read(run.token())).serialize();
        String[] parts = run.token().split("\\.", -1);
        return Stream.of(asClient("TX-05+ alg none", none, "token_malformed"),
                asClient("TX-05+ alg none under our header", none.split("\\.", -1)[0] + "." + parts[1] + "." + parts[2],
                        "token_malformed"),
                asClient("TX-05+ the signature left out", parts[0] + "." + parts[1] + ".", "token_malformed"),
                token("TX-05+ HS256 under our public key", resigned(publicKeyAsSecret()), "token_signature"));
    }

    private Stream<Row> otherTokens() {
        return Stream.of(asClient("TX-07 a refresh token", run.refreshToken(), "token_malformed"),
                asClient("TX-07 an authorization code", "c".repeat(43), "token_malformed"),
                asClient("TX-07 a client assertion", run.agent().assertion(), "token_signature"),
                asClient("TX-07 a DPoP proof", OAuthRequest.proof(server, "/oauth2/token", run.agent().key),
                        "token_signature"),
                token("TX-07 a logout token", ResignedToken.type(server, run.token(), "logout+jwt"), "token_type"),
                token("TX-07 an ID token", ResignedToken.type(server, run.token(), "JWT"), "token_type"),
                Row.of("TX-07 a credential",
                        r -> r.with("subject_token", run.exchangeOrder().send().text("access_token")),
                        "400 invalid_request token_not_a_run_token"),
                asClient("TX-07 nobody's", "x.y.z", "token_malformed"),
                Row.of("TX-07 nobody's, and nobody asks", r -> r.with("subject_token", "x.y.z"),
                        "400 invalid_request token_malformed").byNobody(),
                asClient("TX-07 9 KB", run.token() + "A".repeat(9_000), "token_signature"),
                asClient("TX-07 17 KB", run.token() + "A".repeat(17_000), "token_malformed"));
    }

    private Stream<Row> types() {
        Stream<Row> others = Stream.of(URN + "id_token", URN + "refresh_token", URN + "jwt", URN + "saml2",
                URN.toUpperCase(Locale.ROOT) + "ACCESS_TOKEN", "access_token")
                .map(type -> Row.of("TX-07+ as a " + type, r -> r.with(TYPE, type),
                        "400 invalid_request token_type_unsupported"));
        return Stream.concat(others, Stream.of(
                Row.of("TX-07+ as nothing", r -> r.without(TYPE), "400 invalid_request token_type_unsupported"),
                Row.of("TX-07+ no token", r -> run.agent().authenticate(r.without("subject_token")),
                        "400 invalid_request parameter_missing").byClient(),
                Row.of("TX-07+ no token and no client", r -> r.without("subject_token"),
                        "400 invalid_request parameter_missing").byNobody(),
                Row.of("TX-07+ a refresh token beside a token of nobody's", r -> r.with("subject_token", "x.y.z")
                        .with("refresh_token", run.refreshToken()), "400 invalid_request token_malformed").byNobody()));
    }

    private Stream<Row> bindings() {
        String notOne = "token_not_a_run_token";
        return Stream.of(claims("TX-21 no cnf", c -> c.claim("cnf", null), notOne),
                claims("TX-21 an empty cnf", c -> c.claim("cnf", Map.of()), notOne),
                claims("TX-21 bound to a certificate", c -> c.claim("cnf", Map.of("x5t#S256", "AA")), notOne),
                claims("TX-21 bound to another key", c -> c.claim("cnf", Map.of("jkt", DPoPKey.generate().jkt())),
                        "proof_key_mismatch"),
                claims("TX-21+ of no use that is named", c -> c.claim("token_use", null), notOne),
                claims("TX-21+ of another use", c -> c.claim("token_use", "Run"), notOne),
                claims("TX-21+ for a tool", c -> c.audience(RunningServer.ORDERS), notOne),
                claims("TX-21+ for this server and a tool",
                        c -> c.audience(List.of(RunningServer.ISSUER, RunningServer.ORDERS)), notOne),
                claims("TX-21+ for nobody", c -> c.audience((String) null), notOne));
    }

    /** TE-41: which run it is of is for the token to say, and only a token that we signed says it. */
    private Stream<Row> runs() {
        return Stream.of("r".repeat(5_000), "a\r\nb", "unknown", "../" + run.runId()).map(
                id -> Row.of("TE-41 forged, of the run " + id.strip().substring(0, Math.min(20, id.length())),
                        r -> r.with("subject_token", forgedFor(id)), "400 invalid_request token_malformed").byNobody());
    }

    private String forgedFor(String runId) {
        return ResignedToken.sign(server, run.token(), c -> c.claim("run_id", runId), h -> h, ec(RunningServer.key()));
    }

    private Row claims(String attack, Consumer<JWTClaimsSet.Builder> change, String reason) {
        return token(attack, ResignedToken.claims(server, run.token(), change), reason);
    }

    private static Row token(String attack, String token, String reason) {
        return Row.of(attack, r -> r.with("subject_token", token), "400 invalid_request " + reason);
    }

    private Row asClient(String attack, String token, String reason) {
        return Row.of(attack, r -> run.agent().authenticate(r.with("subject_token", token)),
                "400 invalid_request " + reason).byClient();
    }

    private String resigned(JWSSigner signer) {
        return ResignedToken.sign(server, run.token(), _ -> {}, header -> header, signer);
    }

    private String altered() {
        int at = run.token().lastIndexOf('.') + 10;
        return run.token().substring(0, at) + (run.token().charAt(at) == 'A' ? 'B' : 'A')
                + run.token().substring(at + 1);
    }

    private Date in(Duration duration) {
        return Date.from(server.clock.instant().plus(duration));
    }

    private JWSSigner publicKeyAsSecret() {
        try {
            return new MACSigner(server.bean(SigningKeys.class).publicKeys().toString()
                    .getBytes(StandardCharsets.UTF_8));
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static JWSSigner ec(ECKey key) {
        try {
            return new ECDSASigner(key);
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
