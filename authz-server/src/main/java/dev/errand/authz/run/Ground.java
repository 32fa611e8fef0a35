package dev.errand.authz.run;

import java.time.InstantSource;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.session.Sessions;
import dev.errand.authz.session.UserSession;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

/**
 * Re-checks what a run stands on. Opening locks session, user and agent in this order, the one in which endings lock
 * them too; drawing from a run that is locked already only reads them, because every ending writes the run's row.
 */
@Component
public final class Ground {

    private final Sessions sessions;
    private final Users users;
    private final Agents agents;
    private final RunCutoffs cutoffs;
    private final RunTree tree;
    private final InstantSource clock;

    Ground(Sessions sessions, Users users, Agents agents, RunCutoffs cutoffs, RunTree tree, InstantSource clock) {
        this.sessions = sessions;
        this.users = users;
        this.agents = agents;
        this.cutoffs = cutoffs;
        this.tree = tree;
        this.clock = clock;
    }

    /**
     * Locks and checks what a new run would stand on, in the caller's transaction.
     *
     * @param openedByKey thumbprint of the JWK that authenticated the agent, which has to be registered still
     */
    public Standing lockToOpen(Footing footing, Optional<String> openedByKey) {
        Optional<UserSession> session = sessions.lockLive(footing.sid());
        Optional<UserAccount> user = users.lock(footing.subject());
        Optional<Agent> agent = agents.lock(footing.clientId());
        boolean keyGone = openedByKey
                .filter(key -> agent.filter(locked -> locked.keyThumbprints().contains(key)).isEmpty()).isPresent();
        if (agent.isPresent() && cutoffs.cutOff(footing)) {
            return new Standing.Ended("run_ended");
        }
        return agent.isPresent() && keyGone ? new Standing.Ended("agent_key_removed") : judge(session, user, agent);
    }

    /** Checks what a run stands on; the caller holds the run's lock. */
    public Standing of(Run run) {
        String ended = run.reasonEnded(clock.instant());
        if (ended != null) {
            return new Standing.Ended(ended);
        }
        if (!tree.allLive(run.ancestors())) {
            return new Standing.Ended("run_ended");
        }
        return judge(sessions.live(run.sid()), users.find(run.subject()), agents.find(run.clientId()));
    }

    /** Checks what a run of this agent for this user would stand on in a session that is fresh; locks nothing. */
    public Standing ifOpened(UserSession fresh, String clientId) {
        return judge(Optional.of(fresh), users.find(fresh.subject()), agents.find(clientId));
    }

    private static Standing judge(Optional<UserSession> session, Optional<UserAccount> user, Optional<Agent> agent) {
        if (session.isEmpty()) {
            return new Standing.Ended("session_ended");
        }
        if (!user.map(UserAccount::enabled).orElse(false)) {
            return new Standing.Ended("user_disabled");
        }
        if (!user.map(UserAccount::authorises).orElse(false)) {
            return new Standing.Ended("user_role_missing");
        }
        if (!agent.map(Agent::enabled).orElse(false)) {
            return new Standing.Ended("agent_disabled");
        }
        return new Standing.Holds(session.get());
    }
}
