package dev.errand.authz.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import com.nimbusds.jose.jwk.JWKSet;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.AgentChanged;
import dev.errand.authz.agent.ClientMethod;
import dev.errand.authz.session.LoginMethod;
import dev.errand.authz.session.SessionEnded;
import dev.errand.authz.session.UserSession;
import dev.errand.authz.testing.Leaves;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.ScopeName;

/** Runs and the ground that they stand on, wired by hand over one node. */
public final class WiredRuns {

    public static final TermsJson JSON = new TermsJson(JsonMapper.builder().build());
    public static final String AGENT = "support-agent";
    public static final String USER = "user-678";

    private final String password;
    public final Leaves leaves;
    public final Runs runs;
    public final RunTree tree;
    public final Ground ground;

    public WiredRuns(Leaves leaves) {
        this.leaves = leaves;
        this.password = leaves.users.hash("x");
        this.runs = new Runs(new RunTable(leaves.jdbc, JSON), leaves.ledger, leaves.transaction,
                leaves::publish, leaves.clock);
        this.tree = new RunTree(leaves.jdbc, leaves.clock);
        this.ground = new Ground(leaves.sessions, leaves.users, leaves.agents, new RunCutoffs(leaves.jdbc, leaves.clock), tree,
                leaves.clock);
    }

    /** What runs do where a session ends or an agent is changed. */
    public void react(Object event) {
        switch (event) {
            case SessionEnded ended -> runs.on(ended);
            case AgentChanged changed -> runs.on(changed);
            default -> {}
        }
    }

    /** A user, an agent, and a session in which the one lends authority to the other. */
    public UserSession setTheStage() {
        register(true, true);
        return leaves.sessions.open(USER, LoginMethod.PASSWORD).orElseThrow().session();
    }

    /** Leaves the user no role but another. */
    void takeTheRole() {
        leaves.users.register(new UserAccount(USER, "alice", "Alice", Set.of(Role.AUDITOR), true), password, "set-up");
    }

    void register(boolean userEnabled, boolean agentEnabled) {
        leaves.users.register(new UserAccount(USER, "alice", "Alice", Set.of(Role.USER), userEnabled),
                password, "set-up");
        registerAgent(agentEnabled);
    }

    /** Disables the agent, whatever becomes of the user. */
    void disableAgent() {
        registerAgent(false);
    }

    private void registerAgent(boolean agentEnabled) {
        leaves.agents.register(new Agent(AGENT, "Support", ClientMethod.NONE, new JWKSet(),
                List.of("http://127.0.0.1/callback"), Set.of("read:orders"), agentEnabled), "set-up");
    }

    /** Terms with so many calls and 50 dollars, for a quarter of an hour. */
    public RunTerms terms(int calls) {
        Authority authority = new Authority(new ScopeName("read:orders"), "https://orders.example", Optional.empty(),
                new TreeMap<>(Map.of("read-order", new TreeMap<>())));
        return new RunTerms("Look at an order", List.of(new CeilingEntry(authority, 1)),
                new Budget(calls, Map.of("amount", dollars("50.00"))),
                leaves.clock.instant().plus(Duration.ofMinutes(15)));
    }

    static Money dollars(String amount) {
        return Money.parse(amount, "USD").orElseThrow();
    }

    NewRun newRun(UserSession session, int calls) {
        return new NewRun("run-" + UUID.randomUUID(), session.sid(), session.subject(), AGENT, "jkt-1", "consent-1",
                leaves.clock.instant(), terms(calls), "");
    }

    /** An open run. */
    public Run open(UserSession session, int calls) {
        return leaves.inTransaction(() -> runs.open(newRun(session, calls)));
    }
}
