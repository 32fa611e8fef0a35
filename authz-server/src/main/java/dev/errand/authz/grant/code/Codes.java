package dev.errand.authz.grant.code;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.run.TermsJson;
import dev.errand.authz.secret.Secrets;

import static dev.errand.authz.store.Columns.time;
import static dev.errand.authz.store.Columns.utc;

/** Authorization codes (RFC 6749 §4.1.2): 256 bits, stored as a hash, good for 60 s and one redemption. */
@Component
public final class Codes {

    private static final Duration LIFE = Duration.ofSeconds(60);

    private final JdbcClient jdbc;
    private final TermsJson json;
    private final Secrets secrets;
    private final InstantSource clock;

    Codes(JdbcClient jdbc, TermsJson json, Secrets secrets, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** A stored code; {@code runId} is set once it is redeemed. */
    record Row(String hash, ConsentedRequest request, String state, @Nullable String runId, Instant issuedAt,
            Instant expiresAt) {}

    /** Issues a code in the caller's transaction. @return the code itself, which is stored nowhere */
    public String issue(ConsentedRequest request) {
        String code = secrets.next();
        Instant now = clock.instant();
        jdbc.sql("""
                INSERT INTO authorization_code (code_hash, client_id, jkt, redirect_uri, code_challenge, sid, subject,
                                                consent_id, terms, state, issued_at, expires_at)
                VALUES (:hash, :client, :jkt, :redirect, :challenge, :sid, :subject, :consent, :terms, 'live',
                        :now, :expires)
                """).param("hash", Secrets.hash(code)).param("client", request.clientId())
                .param("jkt", request.jkt()).param("redirect", request.redirectUri())
                .param("challenge", request.codeChallenge()).param("sid", request.sid())
                .param("subject", request.subject()).param("consent", request.consentId())
                .param("terms", json.terms(request.terms())).param("now", utc(now)).param("expires", utc(now.plus(LIFE)))
                .update();
        return code;
    }

    Optional<Row> find(String hash) {
        return jdbc.sql("""
                SELECT code_hash, client_id, jkt, redirect_uri, code_challenge, sid, subject, consent_id, terms,
                       state, run_id, issued_at, expires_at
                  FROM authorization_code WHERE code_hash = :hash
                """).param("hash", hash).query((row, n) -> row(row)).optional();
    }

    /** Takes the code's one use. */
    boolean consume(String hash, String runId) {
        return jdbc.sql("""
                UPDATE authorization_code SET state = 'consumed', run_id = :run
                 WHERE code_hash = :hash AND state = 'live' AND expires_at > :now
                """).param("run", runId).param("hash", hash)
                .param("now", utc(clock.instant())).update() == 1;
    }

    /** Makes a code useless that was presented by somebody it was not meant for. */
    void burn(String hash) {
        jdbc.sql("UPDATE authorization_code SET state = 'burnt' WHERE code_hash = :hash AND state = 'live'")
                .param("hash", hash).update();
    }

    /** Makes every code useless that the user consented to and nobody has redeemed. @return how many there were */
    public int burnOf(String subject) {
        return burnAll("subject", subject);
    }

    /** Likewise of the agent, whose row the caller has locked, so that none is issued or redeemed meanwhile. */
    int burnOfAgent(String clientId) {
        return burnAll("client_id", clientId);
    }

    /** In one order, so that a user and an administrator who void codes at the same time wait for each other. */
    private int burnAll(String column, String whose) {
        String live = column + " = :whose AND state = 'live' AND expires_at > :now";
        OffsetDateTime now = utc(clock.instant());
        List<String> hashes = jdbc.sql("SELECT code_hash FROM authorization_code WHERE " + live
                + " ORDER BY code_hash FOR UPDATE").param("whose", whose).param("now", now).query(String.class).list();
        if (!hashes.isEmpty()) {
            jdbc.sql("UPDATE authorization_code SET state = 'burnt' WHERE " + live).param("whose", whose).param("now", now)
                    .update();
        }
        return hashes.size();
    }

    /** Likewise of those that one agent would redeem. */
    public int burnOf(String subject, String clientId) {
        return jdbc.sql("UPDATE authorization_code SET state = 'burnt' WHERE subject = :subject AND client_id = :client"
                + " AND state = 'live' AND expires_at > :now").param("subject", subject).param("client", clientId)
                .param("now", utc(clock.instant())).update();
    }

    /** Those of these consents, at least one, that a code refers to, redeemed or not. */
    public Set<String> standingFor(List<String> consents) {
        return jdbc.sql("SELECT consent_id FROM authorization_code WHERE consent_id IN (:consents)")
                .param("consents", consents).query(String.class).set();
    }

    private Row row(ResultSet row) throws SQLException {
        ConsentedRequest request = new ConsentedRequest(row.getString("client_id"), row.getString("jkt"),
                row.getString("redirect_uri"), row.getString("code_challenge"), row.getString("sid"),
                row.getString("subject"), row.getString("consent_id"), json.terms(row.getString("terms")));
        return new Row(row.getString("code_hash"), request, row.getString("state"), row.getString("run_id"),
                time(row, "issued_at"), time(row, "expires_at"));
    }
}
