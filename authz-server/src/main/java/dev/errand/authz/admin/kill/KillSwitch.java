package dev.errand.authz.admin.kill;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.agent.Agents;
import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.run.ActiveRuns;
import dev.errand.authz.run.RunCutoffs;
import dev.errand.authz.run.RunEnding;
import dev.errand.authz.run.Runs;
import dev.errand.authz.session.SessionCutoffs;
import dev.errand.authz.session.Sessions;

/**
 * Ends things at once, and many of them. First the instant is committed before which nothing counts any more, and the
 * ledger's record of who did it and why: from then on nothing is issued to what is older. Then each session or run is
 * ended in a transaction of its own, which tells the tools. If that is cut off, the nodes' sweeps go on with it. For a
 * tool there is no such instant, because what is opened next may reach it again. Thread-safe.
 */
@Component
public final class KillSwitch {

    /** The most characters of a reason. */
    public static final int MAX_WHY = 200;

    private static final String REASON = "kill_switch";
    private static final int AT_ONCE = 200;

    private final KillPreviews previews;
    private final Runs runs;
    private final ActiveRuns active;
    private final RunCutoffs runCutoffs;
    private final Sessions sessions;
    private final SessionCutoffs sessionCutoffs;
    private final Agents agents;
    private final Ledger ledger;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    KillSwitch(KillPreviews previews, Runs runs, ActiveRuns active, RunCutoffs runCutoffs, Sessions sessions,
            SessionCutoffs sessionCutoffs, Agents agents, Ledger ledger, TransactionTemplate transaction,
            InstantSource clock) {
        this.previews = previews;
        this.runs = runs;
        this.active = active;
        this.runCutoffs = runCutoffs;
        this.sessions = sessions;
        this.sessionCutoffs = sessionCutoffs;
        this.agents = agents;
        this.ledger = ledger;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Pulls it.
     *
     * @param by the administrator
     * @param why the administrator's words
     * @return what ended; empty if there is no such run, agent, user or tool
     */
    public Optional<KillDone> pull(KillTarget target, String by, String why) {
        return previews.of(target).map(_ -> end(target, by, why));
    }

    private KillDone end(KillTarget target, String by, String why) {
        return switch (target) {
            case KillTarget.OfRun(String id) -> {
                record(target, by, why, () -> {});
                yield new KillDone(target, 0, runs.revoke(id, by, RunEnding.KILL_SWITCH, why) ? 1 : 0);
            }
            case KillTarget.OfAgent(String id) -> {
                record(target, by, why, () -> {
                    agents.lock(id);
                    runCutoffs.declare(id);
                });
                yield new KillDone(target, 0, endOverdue(id, by, why));
            }
            case KillTarget.OfUser(String id) -> {
                record(target, by, why, () -> sessionCutoffs.declare(Optional.of(id)));
                yield endSessions(target, Optional.of(id), by);
            }
            case KillTarget.OfTool(String id) -> {
                record(target, by, why, () -> {});
                yield new KillDone(target, 0, endReaching(id, by, why));
            }
            case KillTarget.Everything everything -> {
                record(target, by, why, () -> sessionCutoffs.declare(Optional.empty()));
                yield endSessions(target, Optional.empty(), by);
            }
        };
    }

    private void record(KillTarget target, String by, String why, Runnable with) {
        transaction.executeWithoutResult(_ -> {
            with.run();
            ledger.event(new EventEntry(clock.instant(), REASON, named(target, "run"), null, named(target, "user"),
                    named(target, "agent"), "%s %s by %s: %s".formatted(target.kind(), target.id(), by, why), false));
        });
    }

    private static @Nullable String named(KillTarget target, String kind) {
        return target.kind().equals(kind) ? target.id() : null;
    }

    private int endOverdue(String clientId, String by, String why) {
        int ended = 0;
        for (List<String> some = runCutoffs.toEnd(clientId, AT_ONCE); !some.isEmpty(); some = runCutoffs.toEnd(clientId,
                AT_ONCE)) {
            ended += end(some, by, why);
        }
        return ended;
    }

    private int end(List<String> runIds, String by, String why) {
        return (int) runIds.stream().filter(run -> runs.revoke(run, by, RunEnding.KILL_SWITCH, why)).count();
    }

    private KillDone endSessions(KillTarget target, Optional<String> subject, String by) {
        int ended = 0;
        int inThem = 0;
        for (List<String> some = sessionCutoffs.toEnd(subject, AT_ONCE); !some.isEmpty(); some = sessionCutoffs
                .toEnd(subject, AT_ONCE)) {
            for (String sid : some) {
                int activeInIt = active.countOfSession(sid);
                if (sessions.end(sid, REASON, by)) {
                    ended++;
                    inThem += activeInIt;
                }
            }
        }
        return new KillDone(target, ended, inThem);
    }

    /** From the newest run back, so that what is opened meanwhile is not met. */
    private int endReaching(String tool, String by, String why) {
        int ended = 0;
        List<ActiveRuns.Met> page = active.mentioning(tool, Optional.empty(), AT_ONCE);
        while (!page.isEmpty()) {
            ended += end(page.stream().filter(ActiveRuns.Met::reaches).map(ActiveRuns.Met::runId).toList(), by, why);
            page = page.size() < AT_ONCE ? List.of() : active.mentioning(tool, Optional.of(page.getLast()), AT_ONCE);
        }
        return ended;
    }
}
