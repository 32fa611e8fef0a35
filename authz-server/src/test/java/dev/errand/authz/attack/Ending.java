package dev.errand.authz.attack;

import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWKSet;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.run.RunEnding;
import dev.errand.authz.run.Runs;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One way in which what a run stands on ends, between its opening and the next request.
 *
 * @param exchange the answer to an exchange from then on
 * @param refresh the answer to a refresh from then on
 */
record Ending(String attack, Consumer<Scene> happens, String exchange, String refresh) {

    private static final String REASONS = "400 invalid_request %s|400 invalid_grant %s";

    /** A run, the browser of its user, and the server. */
    record Scene(RunningServer server, BrowserUser user, AgentInstance.Run run) {

        private void update(String sql) {
            server.jdbc().sql(sql).params(server.clock.instant().atOffset(ZoneOffset.UTC), run.runId()).update();
        }

        /** Changes the registration of the run's agent. */
        private void register(boolean enabled, JWKSet keys) {
            Agents agents = server.bean(Agents.class);
            Agent now = agents.find(run.agent().clientId).orElseThrow();
            agents.register(new Agent(now.clientId(), now.name(), now.method(), keys, now.redirectUris(),
                    now.allowedScopes(), enabled), "a test");
        }

        /** Undoes what must not outlive the row. */
        void restore() {
            register(true, new JWKSet(server.otherAgentKey.toPublicJWK()));
            setUserEnabled(true);
        }

        private void setUserEnabled(boolean enabled) {
            Users users = server.bean(Users.class);
            UserAccount now = users.find("user-9").orElseThrow();
            users.update(new UserAccount(now.subject(), now.username(), now.displayName(), now.roles(), enabled),
                    "a test");
        }
    }

    static Stream<Ending> all() {
        return Stream.of(of("TX-23 SE-01 the user logs out", scene -> scene.user().logOut(), "session_ended"),
                of("TX-23 the user is disabled", scene -> scene.setUserEnabled(false), "session_ended"),
                of("TX-23 RT-11 the session's time is over",
                        scene -> scene.update("UPDATE user_session SET idle_end = ? WHERE sid = "
                                + "(SELECT sid FROM run WHERE run_id = ?)"),
                        "session_ended"),
                new Ending("TX-23 RT-25 the agent is disabled",
                        scene -> scene.register(false, new JWKSet(scene.server().otherAgentKey.toPublicJWK())),
                        "401 invalid_client client_unknown", "401 invalid_client client_unknown"),
                of("TX-23+ the key that opened the run is removed", scene -> scene.register(true,
                        new JWKSet(RunningServer.key().toPublicJWK())), "run_ended"),
                of("TX-23+ RT-09 the refresh token is given back",
                        scene -> done(scene, scene.run().refreshToken()), "run_ended"),
                of("TX-23+ the run token is given back", scene -> done(scene, scene.run().token()), "run_ended"),
                of("TX-23+ the run is revoked", scene -> scene.server().bean(Runs.class)
                        .revoke(scene.run().runId(), "a test", RunEnding.ADMIN), "run_ended"),
                of("TX-23+ RT-11+ the run's deadline passes",
                        scene -> scene.update("UPDATE run SET deadline = ? WHERE run_id = ?"), "run_ended"));
    }

    private static Ending of(String attack, Consumer<Scene> happens, String reason) {
        List<String> answers = List.of(REASONS.replace("%s", reason).split("\\|", -1));
        return new Ending(attack, happens, answers.getFirst(), answers.getLast());
    }

    private static void done(Scene scene, String token) {
        assertThat(scene.run().revoke(token).send().status()).isEqualTo(200);
    }

    @Override
    public String toString() {
        return attack;
    }
}
