package dev.errand.authz.race;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.nimbusds.jose.jwk.JWKSet;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.agent.ClientMethod;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

import static org.assertj.core.api.Assertions.assertThat;

/** The ways in which runs end while their agents work. */
enum RunningEnd {

    REVOCATION("completed", "run_ended"), LOGOUT("session_ended", "session_ended"), ADMINISTRATOR("admin", "run_ended"),
    USER_DISABLED("session_ended", "session_ended"), AGENT_DISABLED("agent_disabled", "run_ended");

    private static final String PASSWORD = "a pass phrase";

    private final String reason;
    private final String refusal;

    RunningEnd(String reason, String refusal) {
        this.reason = reason;
        this.refusal = refusal;
    }

    /** A user, an agent of which nobody else has runs, and the user's browser. */
    record Scene(TwoNodes nodes, UserAccount account, BrowserUser user, AgentInstance agent) {

        static Scene newIn(TwoNodes nodes) {
            RunningServer first = nodes.first();
            String name = "user-" + UUID.randomUUID();
            UserAccount account = new UserAccount(name, name, name, Set.of(Role.USER), true);
            Users users = first.bean(Users.class);
            users.register(account, users.hash(PASSWORD), "a test");
            BrowserUser user = new BrowserUser(first);
            user.logIn(name, PASSWORD);
            AgentInstance agent = new AgentInstance(first, "agent-" + UUID.randomUUID(), first.otherAgentKey);
            Scene scene = new Scene(nodes, account, user, agent);
            scene.register(first, true);
            return scene;
        }

        private void register(RunningServer node, boolean enabled) {
            node.bean(Agents.class).register(new Agent(agent.clientId, "Busy agent", ClientMethod.PRIVATE_KEY_JWT,
                    new JWKSet(node.otherAgentKey.toPublicJWK()), List.of(RunningServer.REDIRECT_URI),
                    Set.of("read:orders"), enabled), "a test");
        }

        String code() {
            Reply pushed = agent.push().with("authorization_details", """
                    [{"type":"agent_run","purpose":"Look at order 12345 again and again",
                      "ceiling":[{"scope":"read:orders","identifier":"order-12345"}],"budget":{"max_calls":10000}}]""")
                    .send();
            return BrowserUser.parameter(user.approve(pushed.text("request_uri"), agent.clientId), "code");
        }

        AgentInstance.Run run() {
            return agent.run(agent.redeem(code()).send());
        }
    }

    /** Ends the run at the second node, and has the answer. */
    void happens(Scene scene, AgentInstance.Run run) {
        RunningServer node = scene.nodes().second();
        switch (this) {
            case REVOCATION -> assertThat(run.revoke(run.refreshToken()).at(node).send().status()).isEqualTo(200);
            case LOGOUT -> assertThat(scene.user().at(node).logOut().status()).isEqualTo(302);
            case ADMINISTRATOR -> {
                BrowserUser admin = new BrowserUser(node);
                admin.logIn("admin", "battery staple");
                admin.get("/login");
                assertThat(admin.post("/admin/api/v1/runs/" + run.runId() + "/revoke", Map.of()).status()).isEqualTo(200);
            }
            case USER_DISABLED -> node.bean(Users.class).update(new UserAccount(scene.account().subject(),
                    scene.account().username(), scene.account().displayName(), scene.account().roles(), false), "a test");
            case AGENT_DISABLED -> scene.register(node, false);
        }
    }

    /** The word that the ended run has. */
    String reason() {
        return reason;
    }

    /** A disabled agent is refused as a client, but for a request that was past that already. */
    List<String> exchangeRefusals() {
        return refusals("400 invalid_request " + refusal);
    }

    List<String> refreshRefusals() {
        return refusals("400 invalid_grant " + refusal);
    }

    /** Disabling an agent voids its codes too. */
    List<String> redemptionRefusals() {
        return this == AGENT_DISABLED
                ? List.of("400 invalid_grant " + reason, "400 invalid_grant code_unusable", "401 invalid_client client_unknown",
                        "401 invalid_client client_assertion")
                : refusals("400 invalid_grant " + refusal);
    }

    private List<String> refusals(String ofTheGrant) {
        return this == AGENT_DISABLED
                ? List.of(ofTheGrant, "401 invalid_client client_unknown", "401 invalid_client client_assertion")
                : List.of(ofTheGrant);
    }
}
