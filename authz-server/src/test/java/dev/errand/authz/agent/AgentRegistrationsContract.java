package dev.errand.authz.agent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
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

/** What lists and changes of registrations owe on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AgentRegistrationsContract {

    private static final int MANY = 3000;

    private final TestDatabase database;
    private Leaves leaves;
    private AgentRegistrations agents;
    private JWKSet keys;

    AgentRegistrationsContract(TestDatabase database) {
        this.database = database;
    }

    /** The line of a plan that reads the whole table. */
    abstract String wholeTable();

    /** Brings the statistics up to date, where there are any. */
    abstract String analyze();

    @BeforeAll
    void open() throws Exception {
        leaves = new Leaves(database);
        agents = leaves.agentRegistrations;
        keys = new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("1").generate().toPublicJWK());
    }

    private Agent agent(String clientId, String name, boolean enabled) {
        return new Agent(clientId, name, ClientMethod.PRIVATE_KEY_JWT, keys, List.of("https://agent.example/cb"),
                Set.of("read:orders"), enabled);
    }

    private AgentEntry registered(String clientId, String name, boolean enabled) {
        assertThat(leaves.agents.registerIfAbsent(agent(clientId, name, enabled), "admin-1")).isTrue();
        return agents.find(clientId).orElseThrow();
    }

    private static String fresh() {
        return "a-" + UUID.randomUUID();
    }

    private List<String> walk(AgentFilter filter, int limit) {
        List<String> all = new ArrayList<>();
        String after = "";
        while (true) {
            List<AgentEntry> page = agents.list(filter, after, limit);
            page.forEach(entry -> all.add(entry.agent().clientId()));
            if (page.size() < limit) {
                return all;
            }
            after = page.getLast().agent().clientId();
        }
    }

    @Test
    void walksAllPagesInOrderWithoutAGapOrARepeat() {
        String stem = "walk" + UUID.randomUUID().toString().substring(0, 8);
        for (int i = 0; i < 7; i++) {
            registered(stem + (char) ('g' - i), "Walker", i % 3 != 0);
        }
        AgentFilter all = new AgentFilter(stem, Optional.empty());

        assertThat(walk(all, 2)).hasSize(7).isSorted().isEqualTo(walk(all, 50));
        assertThat(walk(new AgentFilter(stem, Optional.of(true)), 2)).containsExactly(stem + "b", stem + "c", stem + "e",
                stem + "f");
        assertThat(walk(new AgentFilter(stem, Optional.of(false)), 2)).containsExactly(stem + "a", stem + "d", stem + "g");
        assertThat(walk(AgentFilter.ALL, 3)).containsAll(walk(all, 50));
    }

    @Test
    void findsByTheBeginningOfIdOrNameInEitherCase() {
        String id = fresh();
        String name = "Ö%_ber " + id.substring(2);
        registered(id, name, true);

        assertThat(walk(new AgentFilter(id.toUpperCase(Locale.ROOT), Optional.empty()), 9)).containsExactly(id);
        assertThat(walk(new AgentFilter(name.toLowerCase(Locale.ROOT), Optional.empty()), 9)).containsExactly(id);
        assertThat(walk(new AgentFilter("Ö%_", Optional.empty()), 9)).containsExactly(id);
        assertThat(walk(new AgentFilter("ö%%", Optional.empty()), 9)).isEmpty();
        assertThat(walk(new AgentFilter(id.substring(1), Optional.empty()), 9)).isEmpty();
    }

    @Test
    void changesTheStateThatWasSeenAndNoOther() {
        AgentEntry seen = registered(fresh(), "Before", true);
        String id = seen.agent().clientId();
        leaves.published.clear();

        AgentChange.Done done = (AgentChange.Done) agents.change(agent(id, "After", true), seen.revision(), "admin-2");
        assertThat(done.entry().revision()).isEqualTo(seen.revision() + 1);
        assertThat(done.entry().changedBy()).isEqualTo("admin-2");
        assertThat(agents.change(agent(id, "Lost", true), seen.revision(), "admin-3"))
                .isInstanceOf(AgentChange.Stale.class);
        assertThat(agents.change(agent(id, "After", true), done.entry().revision(), "admin-3"))
                .isInstanceOfSatisfying(AgentChange.Done.class,
                        again -> assertThat(again.entry().changedBy()).isEqualTo("admin-2"));
        assertThat(agents.change(agent(fresh(), "Nobody", true), 1, "admin-3")).isInstanceOf(AgentChange.Unknown.class);

        assertThat(leaves.agents.find(id).orElseThrow().name()).isEqualTo("After");
        assertThat(leaves.published).hasSize(1).allMatch(AgentChanged.class::isInstance);
        assertThat(leaves.count("event", "kind = 'agent_changed' and agent = '" + id + "'")).isOne();
    }

    @Test
    void ofChangesMadeForOneRevisionOneIsMade() throws Exception {
        AgentEntry seen = registered(fresh(), "Before", true);
        Leaves other = leaves.secondNode();
        List<AgentChange> changes = Race.over(List.of(agents, other.agentRegistrations), 8, node -> () -> node
                .change(agent(seen.agent().clientId(), "Name " + UUID.randomUUID(), true), seen.revision(), "admin"));

        assertThat(changes).filteredOn(AgentChange.Done.class::isInstance).hasSize(1);
        assertThat(changes).filteredOn(AgentChange.Stale.class::isInstance).hasSize(7);
        assertThat(agents.find(seen.agent().clientId()).orElseThrow().revision()).isEqualTo(seen.revision() + 1);
    }

    @Test
    void disablesOnceWhateverElseChanges() throws Exception {
        AgentEntry seen = registered(fresh(), "Before", true);
        String id = seen.agent().clientId();
        leaves.published.clear();

        List<Optional<AgentEntry>> after = Race.of(6, () -> agents.enable(id, false, "admin"));
        assertThat(after).allMatch(entry -> !entry.orElseThrow().agent().enabled());
        assertThat(leaves.published).containsExactly(new AgentChanged(id, false, seen.agent().keyThumbprints(), false));
        assertThat(agents.enable(id, true, "admin").orElseThrow().agent()).isEqualTo(seen.agent());
        assertThat(agents.enable(fresh(), false, "admin")).isEmpty();
        assertThat(agents.enable("a\0", false, "admin")).isEmpty();
        assertThat(agents.find("a\0")).isEmpty();
    }

    @Test
    void whoeverRegistersAgainCountsTheRevisionToo() {
        AgentEntry seen = registered(fresh(), "Before", true);
        leaves.agents.register(agent(seen.agent().clientId(), "Set up", true), "set-up");

        assertThat(agents.change(agent(seen.agent().clientId(), "Lost", true), seen.revision(), "admin"))
                .isInstanceOf(AgentChange.Stale.class);
    }

    @Test
    void listsByAnIndex() {
        leaves.transaction.executeWithoutResult(_ -> Collections.nCopies(MANY, "").forEach(_ -> leaves.agents
                .registerIfAbsent(agent(fresh(), "One of many", true), "test")));
        leaves.jdbc.sql(analyze()).update();

        for (AgentFilter filter : List.of(AgentFilter.ALL, new AgentFilter("", Optional.of(false)),
                new AgentFilter("", Optional.of(true)))) {
            var query = leaves.jdbc.sql("explain " + AgentEntries.listing(filter)).param("after", "a-5").param("limit", 50);
            String plan = String.join("\n", (filter.enabled().isPresent()
                    ? query.param("enabled", filter.enabled().get())
                    : query).query(String.class).list()).toLowerCase(Locale.ROOT);
            assertThat(plan).as(filter.toString()).doesNotContain(wholeTable(), "sort key");
        }
    }
}
