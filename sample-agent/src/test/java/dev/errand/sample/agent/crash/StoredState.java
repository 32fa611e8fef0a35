package dev.errand.sample.agent.crash;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every row that a crash run looks at, as one crash left them. */
record StoredState(List<Issued> issued, Map<String, StoredRun> runs, List<Refresh> refreshTokens, List<Event> events,
        Map<String, String> codes) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A row of {@code issuance}; the amount is 0 where the credential has none. */
    record Issued(String id, String kind, String runId, String scope, String agent, String jkt, BigDecimal amount) {

        boolean credential() {
            return "credential".equals(kind);
        }

    }

    /** A row of {@code run} with its total and the end of its session, if that has ended. */
    record StoredRun(String id, String state, int maxCalls, int callsLeft, BigDecimal debited, boolean sessionEnded) {

        boolean active() {
            return "active".equals(state);
        }

        int callsDebited() {
            return maxCalls - callsLeft;
        }

    }

    /** A row of {@code refresh_token}. */
    record Refresh(String hash, String runId, boolean live) {}

    /** A row of {@code event} that names a run. */
    record Event(String runId, String kind, boolean alarm) {}

    static StoredState read(Connection connection) throws SQLException {
        return new StoredState(
                rows(connection, "SELECT credential_id, kind, run_id, scope, agent, jkt, authorization_details FROM issuance",
                        row -> new Issued(row.getString(1), row.getString(2), row.getString(3), row.getString(4),
                                row.getString(5), row.getString(6), amount(row.getString(7)))),
                runs(connection),
                rows(connection, "SELECT token_hash, run_id, state FROM refresh_token",
                        row -> new Refresh(row.getString(1), row.getString(2), "live".equals(row.getString(3)))),
                rows(connection, "SELECT run_id, kind, alarm FROM event WHERE run_id IS NOT NULL",
                        row -> new Event(row.getString(1), row.getString(2), row.getBoolean(3))),
                codes(connection));
    }

    private static Map<String, StoredRun> runs(Connection connection) throws SQLException {
        return rows(connection, """
                SELECT r.run_id, r.state, r.max_calls, r.calls_left, t.total - t.remaining, s.ended_at
                  FROM run r JOIN run_total t ON t.run_id = r.run_id JOIN user_session s ON s.sid = r.sid
                """, row -> new StoredRun(row.getString(1), row.getString(2), row.getInt(3), row.getInt(4),
                row.getBigDecimal(5), row.getObject(6) != null))
                .stream().collect(Collectors.toMap(StoredRun::id, Function.identity()));
    }

    private static Map<String, String> codes(Connection connection) throws SQLException {
        return rows(connection, "SELECT code_hash, state FROM authorization_code",
                row -> Map.entry(row.getString(1), row.getString(2)))
                .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> rows(Connection connection, String sql, Reader<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql); ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                rows.add(reader.read(row));
            }
        }
        return rows;
    }

    private static BigDecimal amount(String details) {
        JsonNode most = details == null ? null : JSON.readTree(details).path(0).path("limits").path("amount").get("max");
        return most == null ? BigDecimal.ZERO : new BigDecimal(most.asString());
    }

    /** The row of a refresh token, found as the server finds it. */
    Optional<Refresh> refreshToken(String token) {
        String hash = hash(token);
        return refreshTokens.stream().filter(row -> row.hash().equals(hash)).findFirst();
    }

    /** Whether a code has been redeemed. */
    boolean redeemed(String code) {
        return "consumed".equals(codes.get(hash(code)));
    }

    private static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

}
