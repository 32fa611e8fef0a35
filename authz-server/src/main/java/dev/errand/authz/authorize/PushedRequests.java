package dev.errand.authz.authorize;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.errand.authz.run.TermsJson;
import dev.errand.authz.secret.Secrets;

import static dev.errand.authz.store.Columns.utc;

/**
 * Stored pushed requests (RFC 9126). A {@code request_uri} is 256 bits and stored as a hash; the first browser that
 * opens it within 90 s keeps it, and one answer uses it up.
 */
@Component
final class PushedRequests {

    static final Duration TO_OPEN = Duration.ofSeconds(90);
    private static final Duration TO_ANSWER = Duration.ofMinutes(30);
    private static final String URN = "urn:ietf:params:oauth:request_uri:";

    private final JdbcClient jdbc;
    private final TermsJson json;
    private final Secrets secrets;
    private final InstantSource clock;

    PushedRequests(JdbcClient jdbc, TermsJson json, Secrets secrets, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Stores the request. @return its {@code request_uri} */
    String push(PushedRequest request) {
        String uri = URN + secrets.next();
        Instant now = clock.instant();
        jdbc.sql("""
                INSERT INTO pushed_request (uri_hash, client_id, redirect_uri, client_state, code_challenge, jkt,
                                            prompt, terms, lifetime, direct, state, pushed_at, expires_at)
                VALUES (:hash, :client, :redirect, :state, :challenge, :jkt, :prompt, :terms, :lifetime, :direct,
                        'live', :now, :expires)
                """).param("hash", Secrets.hash(uri)).param("client", request.clientId())
                .param("redirect", request.redirectUri()).param("state", request.state())
                .param("challenge", request.codeChallenge()).param("jkt", request.jkt())
                .param("prompt", request.prompt()).param("terms", json.terms(request.terms()))
                .param("lifetime", (int) request.lifetime().toSeconds()).param("direct", request.direct())
                .param("now", utc(now)).param("expires", utc(now.plus(TO_OPEN))).update();
        return uri;
    }

    /**
     * Opens the request in a browser. The first opening binds it to that browser and gives it time for login and
     * consent; a reload there opens it again.
     */
    Optional<PushedRequest> open(String uri, String clientId, String browser) {
        if (clientId.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        int rows = jdbc.sql("""
                UPDATE pushed_request
                   SET expires_at = CASE WHEN browser IS NULL THEN :answer ELSE expires_at END, browser = :browser
                 WHERE uri_hash = :hash AND client_id = :client AND state = 'live' AND expires_at > :now
                   AND (browser IS NULL OR browser = :browser)
                """).param("answer", utc(now.plus(TO_ANSWER)))
                .param("browser", Secrets.hash(browser)).param("hash", Secrets.hash(uri)).param("client", clientId)
                .param("now", utc(now)).update();
        return rows == 1 ? find(uri) : Optional.empty();
    }

    /** Uses the request up, for the one answer that it gets. */
    boolean use(String uri, String browser) {
        return jdbc.sql("""
                UPDATE pushed_request SET state = 'used'
                 WHERE uri_hash = :hash AND browser = :browser AND state = 'live' AND expires_at > :now
                """).param("hash", Secrets.hash(uri)).param("browser", Secrets.hash(browser))
                .param("now", utc(clock.instant())).update() == 1;
    }

    private Optional<PushedRequest> find(String uri) {
        return jdbc.sql("""
                SELECT client_id, redirect_uri, client_state, code_challenge, jkt, prompt, terms, lifetime, direct
                  FROM pushed_request WHERE uri_hash = :hash
                """).param("hash", Secrets.hash(uri)).query((row, n) -> request(row)).optional();
    }

    private PushedRequest request(ResultSet row) throws SQLException {
        return new PushedRequest(row.getString("client_id"), row.getString("redirect_uri"),
                row.getString("client_state"), row.getString("code_challenge"), row.getString("jkt"),
                row.getString("prompt"), json.terms(row.getString("terms")),
                Duration.ofSeconds(row.getInt("lifetime")), row.getBoolean("direct"));
    }
}
