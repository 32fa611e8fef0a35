package dev.errand.authz.ending;

import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.JWKSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Patience;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However much somebody has out, it ends at once and all of it, within the times that a server is delivered with. Nothing
 * here has more patience than that.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LargeEndingContract {

    /** The numbers from 0 to 999. */
    private static final String NUMBERS = """
            (SELECT 100 * a.n + 10 * b.n + c.n AS k FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS a(n),
              (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS b(n),
              (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS c(n)) numbers
            """;

    private final TestDatabase database;
    private RunningServer server;
    private AdministrativeClient admin;

    LargeEndingContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        server = new RunningServer(database.newUrl(), Patience::takeFrom);
        admin = AdministrativeClient.admin(server);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** What ends, and in which shape there is much of it. */
    private enum Ending {
        /** A session with many runs. */
        LOGOUT("session_ended", "session_ended", false),
        /** An administrator's word about a session with many runs. */
        SESSION_BY_ADMINISTRATOR("session_ended", "session_ended", false),
        /** An agent with many runs. */
        AGENT_DISABLED("agent_disabled", "agent_disabled", false),
        /** A key that opened many runs. */
        KEY_REMOVED("agent_key_removed", "agent_key_removed", false),
        /** A user with many runs. */
        USER_DISABLED("session_ended", "session_ended", false),
        /** An agent with many runs for one user, who stops it. */
        AGENT_BY_ITS_USER("user", "user", false),
        /** All agents of a user, who stops them. */
        ALL_BY_THEIR_USER("user", "user", false),
        /** A run with a thousand descendants, given back. */
        REVOCATION("completed", "parent_ended", true),
        /** Such a run, ended by an administrator. */
        ADMINISTRATOR("admin", "parent_ended", true),
        /** Such a run, a secret of which was stolen. */
        REFRESH_REUSED("refresh_reused", "parent_ended", true);

        private final String reason;
        private final String reasonOfTheOthers;
        private final boolean tree;

        Ending(String reason, String reasonOfTheOthers, boolean tree) {
            this.reason = reason;
            this.reasonOfTheOthers = reasonOfTheOthers;
            this.tree = tree;
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsWhateverItsSize(Ending ending) {
        BrowserUser alice = BrowserUser.alice(server);
        AgentInstance.Run run = new AgentInstance(server).run(alice);
        assertThat(run.exchangeOrder().send().status()).isEqualTo(200);
        assertThat(copies(run.runId(), ending.tree)).isEqualTo(1000);

        end(ending, alice, run);

        assertThat(count("run WHERE state = 'active'")).isZero();
        assertThat(count("run WHERE run_id = ? AND end_reason = ?", run.runId(), ending.reason)).isOne();
        String others = run.runId() + "-%";
        assertThat(count("run WHERE run_id LIKE ? AND end_reason = ?", others, ending.reasonOfTheOthers)).isEqualTo(1000);
        assertThat(count("event WHERE kind = 'run_revoked' AND run_id LIKE ?", others)).isEqualTo(1000);
        assertThat(count("revocation WHERE run_id LIKE ? AND reason = ?", others, ending.reasonOfTheOthers)).isEqualTo(1000);
        assertThat(count("revocation WHERE run_id = ?", run.runId())).isPositive();
        assertThat(server.jdbc().sql("SELECT COUNT(DISTINCT feed_position) FROM revocation WHERE run_id LIKE ?").param(others)
                .query(Long.class).single()).isEqualTo(1000);
        enableAll();
    }

    /** A thousand runs like this one, and a credential of each; in a tree, ten under it, ninety under these, the rest below. */
    private int copies(String runId, boolean tree) {
        String parent = tree
                ? "CASE WHEN k < 10 THEN r.run_id WHEN k < 100 THEN r.run_id || '-' || mod(k, 10)"
                        + " ELSE r.run_id || '-' || mod(k, 100) END"
                : "NULL";
        server.jdbc().sql("""
                INSERT INTO run (run_id, sid, subject, client_id, jkt, consent_id, opened_by_key, purpose, ceiling, max_calls,
                                 calls_left, state, opened_at, deadline, parent_run_id)
                SELECT r.run_id || '-' || k, sid, subject, client_id, jkt, consent_id, opened_by_key, purpose, ceiling,
                       max_calls, calls_left, state, opened_at, deadline, %s FROM run r, %s WHERE r.run_id = ?
                """.formatted(parent, NUMBERS)).param(runId).update();
        return server.jdbc().sql("""
                INSERT INTO issuance (credential_id, scope, kind, issuer, kid, run_id, session, subject, agent, actor, tool,
                                      jkt, issued_at, expires_at, decision, policy_version, trigger, request_id, max_uses)
                SELECT credential_id || '-' || k, scope, kind, issuer, kid, run_id || '-' || k, session, subject, agent, actor,
                       tool, jkt, issued_at, expires_at, decision, policy_version, trigger, request_id, max_uses
                  FROM issuance, %s WHERE run_id = ? AND kind = 'credential'
                """.formatted(NUMBERS)).param(runId).update();
    }

    private void end(Ending ending, BrowserUser user, AgentInstance.Run run) {
        switch (ending) {
            case LOGOUT -> assertThat(user.logOut().status()).isEqualTo(302);
            case SESSION_BY_ADMINISTRATOR -> {
                String sid = server.jdbc().sql("SELECT sid FROM run WHERE run_id = ?").param(run.runId()).query(String.class)
                        .single();
                done(post("/admin/api/v1/sessions/" + sid + "/end"));
            }
            case AGENT_DISABLED -> done(post("/admin/api/v1/agents/support-agent/disable"));
            case KEY_REMOVED -> server.bean(Agents.class).register(withoutKeys(), "a test");
            case USER_DISABLED -> done(post("/admin/api/v1/users/user-678/disable"));
            case AGENT_BY_ITS_USER -> stop(user, run.runId() + "/stop-agent");
            case ALL_BY_THEIR_USER -> stop(user, "stop-all");
            case REVOCATION -> done(run.revoke(run.token()).send());
            case ADMINISTRATOR -> done(post("/admin/api/v1/runs/" + run.runId() + "/revoke"));
            case REFRESH_REUSED -> {
                AgentInstance.Run next = run.agent().run(run.refresh().send());
                done(next.exchangeOrder().send());
                assertThat(run.refresh().send().refusal()).isEqualTo("400 invalid_grant refresh_reused");
            }
        }
    }

    private static void stop(BrowserUser user, String what) {
        user.get("/my/agents");
        assertThat(user.post("/my/agents/" + what, Map.of()).location()).endsWith("stopped");
    }

    private Reply post(String path) {
        return admin.send("POST", path, Map.of(), "");
    }

    private static void done(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    private Agent agent(JWKSet keys) {
        Agent now = server.bean(Agents.class).find("support-agent").orElseThrow();
        return new Agent(now.clientId(), now.name(), now.method(), keys, now.redirectUris(), now.allowedScopes(), true);
    }

    private Agent withoutKeys() {
        return agent(new JWKSet(server.otherAgentKey.toPublicJWK()));
    }

    private void enableAll() {
        server.bean(Agents.class).register(agent(new JWKSet(server.agentKey.toPublicJWK())), "a test");
        done(post("/admin/api/v1/users/user-678/enable"));
    }

    private long count(String from, Object... parameters) {
        return server.jdbc().sql("SELECT COUNT(*) FROM " + from).params(List.of(parameters)).query(Long.class).single();
    }
}
