package dev.errand.authz.agent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.nimbusds.jose.jwk.JWKSet;
import org.springframework.jdbc.core.simple.JdbcClient;

import static dev.errand.authz.store.Columns.utc;

/** The table {@code agent}. Neither redirect URIs nor scopes can contain a space, so a space separates them. */
final class AgentRows {

    private static final String SELECT = """
            select client_id, name, method, jwks, redirect_uris, allowed_scopes, roles, enabled
            from agent where client_id = :clientId""";

    private final JdbcClient jdbc;

    AgentRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Agent> find(String clientId) {
        return select(SELECT, clientId);
    }

    Optional<Agent> lock(String clientId) {
        return select(SELECT + " for update", clientId);
    }

    List<Agent> list(String from, boolean inclusive, int limit) {
        return jdbc.sql("""
                select client_id, name, method, jwks, redirect_uris, allowed_scopes, roles, enabled
                from agent where client_id %s :from and roles = '' order by client_id fetch first :limit rows only
                """.formatted(inclusive ? ">=" : ">")).param("from", from).param("limit", limit)
                .query((row, _) -> read(row)).list();
    }

    private Optional<Agent> select(String sql, String clientId) {
        if (clientId.indexOf('\0') >= 0) {
            // PostgreSQL raises an error for what cannot be in its text.
            return Optional.empty();
        }
        return jdbc.sql(sql).param("clientId", clientId).query((row, _) -> read(row)).optional();
    }

    /** Whether the registration is new. */
    boolean insertIfAbsent(Agent agent, String by, Instant now) {
        return bind("""
                insert into agent (client_id, name, method, jwks, redirect_uris, allowed_scopes, roles, enabled,
                  changed_at, changed_by)
                values (:clientId, :name, :method, :jwks, :redirectUris, :allowedScopes, :roles, :enabled,
                  :changedAt, :changedBy)
                on conflict do nothing
                """, agent, by, now).update() == 1;
    }

    /** Whether anything was different. */
    boolean updateIfChanged(Agent agent, String by, Instant now) {
        return bind("""
                update agent set name = :name, method = :method, jwks = :jwks, redirect_uris = :redirectUris,
                  allowed_scopes = :allowedScopes, roles = :roles, enabled = :enabled, changed_at = :changedAt,
                  changed_by = :changedBy, revision = revision + 1
                where client_id = :clientId
                  and (name <> :name or method <> :method or jwks <> :jwks or redirect_uris <> :redirectUris
                    or allowed_scopes <> :allowedScopes or roles <> :roles or enabled <> :enabled)
                """, agent, by, now).update() == 1;
    }

    private JdbcClient.StatementSpec bind(String sql, Agent agent, String by, Instant now) {
        return jdbc.sql(sql).param("clientId", agent.clientId()).param("name", agent.name())
                .param("method", agent.method().name()).param("jwks", agent.jwks().toString(true))
                .param("redirectUris", String.join(" ", agent.redirectUris()))
                .param("allowedScopes", String.join(" ", new TreeSet<>(agent.allowedScopes())))
                .param("roles", agent.roles().stream().map(ClientRole::word).sorted().collect(Collectors.joining(" ")))
                .param("enabled", agent.enabled()).param("changedAt", utc(now))
                .param("changedBy", by);
    }

    static Agent read(ResultSet row) throws SQLException {
        return new Agent(row.getString("client_id"), row.getString("name"),
                ClientMethod.valueOf(row.getString("method")), jwks(row.getString("jwks")),
                words(row.getString("redirect_uris")), Set.copyOf(words(row.getString("allowed_scopes"))),
                roles(row.getString("roles")), row.getBoolean("enabled"));
    }

    private static Set<ClientRole> roles(String joined) {
        return words(joined).stream().flatMap(word -> ClientRole.of(word).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> words(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(" "));
    }

    private static JWKSet jwks(String json) {
        try {
            return JWKSet.parse(json);
        } catch (ParseException ex) {
            throw new IllegalStateException("a stored JWK set cannot be read", ex);
        }
    }
}
