package dev.errand.authz.run;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One agent in one session, in all its runs: what is locked where it counts what they add up to. The lock comes after
 * the run's, and who ends something never takes it. Thread-safe.
 */
@Component
public final class AgentInSession {

    private final JdbcClient jdbc;

    AgentInSession(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits until no other transaction has the lock, and keeps it until the caller's ends. */
    public void lock(String sid, String clientId) {
        jdbc.sql("INSERT INTO agent_in_session (sid, client_id) VALUES (:sid, :client) ON CONFLICT DO NOTHING")
                .param("sid", sid).param("client", clientId).update();
        jdbc.sql("SELECT sid FROM agent_in_session WHERE sid = :sid AND client_id = :client FOR UPDATE")
                .param("sid", sid).param("client", clientId).query(String.class).single();
    }
}
