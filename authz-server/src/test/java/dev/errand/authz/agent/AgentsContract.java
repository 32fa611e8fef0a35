package dev.errand.authz.agent;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What the registrations of agents owe on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AgentsContract {

    private final TestDatabase database;
    private final String id = "agent-" + UUID.randomUUID();
    private Leaves leaves;
    private JWKSet keys;

    AgentsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void open() throws Exception {
        leaves = new Leaves(database);
        keys = new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("1").generate().toPublicJWK());
    }

    private Agent agent(String clientId, String name, boolean enabled) {
        return new Agent(clientId, name, ClientMethod.PRIVATE_KEY_JWT, keys,
                List.of("http://127.0.0.1/callback", "https://agent.example/cb?x=1"),
                Set.of("read:orders", "write:refunds-under-50"), enabled);
    }

    private long events(String clientId, String kind) {
        return leaves.count("event", "kind = '" + kind + "' and agent = '" + clientId + "'");
    }

    @Test
    void findsWhatWasRegistered() {
        Agent agent = agent(id, "Support", true);
        leaves.agents.register(agent, "set-up");

        assertThat(leaves.agents.find(id)).get().usingRecursiveComparison().ignoringFields("jwks").isEqualTo(agent);
        assertThat(leaves.agents.find(id).orElseThrow().jwks().toString()).isEqualTo(keys.toString());
        assertThat(leaves.<Optional<Agent>>inTransaction(() -> leaves.agents.lock(id))).isPresent();
        assertThat(leaves.agents.find(id + "x")).isEmpty();
        assertThat(leaves.agents.find("a\0b")).isEmpty();
    }

    @Test
    void writesOnlyWhatIsDifferent() {
        String clientId = "agent-" + UUID.randomUUID();
        leaves.agents.register(agent(clientId, "Support", true), "set-up");
        leaves.agents.register(agent(clientId, "Support", true), "set-up");
        assertThat(events(clientId, "agent_registered")).isOne();
        assertThat(events(clientId, "agent_changed")).isZero();

        leaves.agents.register(agent(clientId, "Support", false), "user-1");
        assertThat(events(clientId, "agent_changed")).isOne();
        assertThat(leaves.agents.find(clientId)).get().extracting(Agent::enabled).isEqualTo(false);
    }

    @Test
    void nodesThatRegisterTogetherRegisterOnce() throws Exception {
        String clientId = "agent-" + UUID.randomUUID();
        Race.over(List.of(leaves, leaves.secondNode()), 16, node -> () -> {
            node.agents.register(agent(clientId, "Support", true), "set-up");
            return true;
        });

        assertThat(events(clientId, "agent_registered")).isOne();
        assertThat(events(clientId, "agent_changed")).isZero();
    }
}
