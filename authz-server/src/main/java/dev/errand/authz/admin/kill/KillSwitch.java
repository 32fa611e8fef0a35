package dev.errand.authz.admin.kill;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

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
import dev.errand.authz.session.SessionEnding;
import dev.errand.authz.session.Sessions;

/**
 * Ends things at once, and many of them. First the instant is committed before which nothing counts any more, and the
 * ledger's record of who did it and why: from then on nothing is issued to what is older. Then each session or run is
 * ended in a transaction of its own, which tells the tools; what cannot be ended keeps nobody else, and is told. If that
 * is cut off, the nodes' sweeps go on with it. Thread-safe.
 */
@Component
public final class KillSwitch {

    /** The most characters of a reason. */
    public static final int MAX_WHY = 200;

    private static final String EVENT = "kill_switch";

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
     * @return what ended and what is left; empty if there is no such run, agent, user or tool
     */
    public Optional<KillDone> pull(KillTarget target, String by, String why) {
        return previews.exists(target) ? Optional.of(end(target, by, why)) : Optional.empty();
    }

    private KillDone end(KillTarget target, String by, String why) {
        return switch (target) {
            case KillTarget.OfRun(String id) -> {
                record(target, by, why, () -> {});
                yield endRuns(target, endings -> endings.each(List.of(id), run -> revoke(run, by, why)));
            }
            case KillTarget.OfAgent(String id) -> {
                record(target, by, why, () -> {
                    agents.lock(id);
                    runCutoffs.declare(id);
                });
                yield endRuns(target,
                        endings -> endings.all(limit -> runCutoffs.toEnd(id, limit), run -> revoke(run, by, why)));
            }
            case KillTarget.OfUser(String id) -> {
                record(target, by, why, () -> sessionCutoffs.declare(Optional.of(id)));
                yield endSessions(target, Optional.of(id), by);
            }
            case KillTarget.OfTool(String id) -> {
                record(target, by, why, () -> runCutoffs.declareOfTool(id));
                yield endRuns(target,
                        endings -> endings.all(limit -> runCutoffs.toEndOfTool(id, limit), run -> revoke(run, by, why)));
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
            ledger.event(new EventEntry(clock.instant(), EVENT, named(target, "run"), null, named(target, "user"),
                    named(target, "agent"), "%s %s by %s: %s".formatted(target.kind(), target.id(), by, why), false));
        });
    }

    private static @Nullable String named(KillTarget target, String kind) {
        return target.kind().equals(kind) ? target.id() : null;
    }

    private static KillDone endRuns(KillTarget target, Consumer<KillEndings> work) {
        KillEndings endings = new KillEndings();
        work.accept(endings);
        return new KillDone(target, 0, endings.ended(), endings.left());
    }

    private boolean revoke(String runId, String by, String why) {
        return runs.revoke(runId, by, RunEnding.KILL_SWITCH, why);
    }

    private KillDone endSessions(KillTarget target, Optional<String> subject, String by) {
        KillEndings endings = new KillEndings();
        AtomicInteger inThem = new AtomicInteger();
        endings.all(limit -> sessionCutoffs.toEnd(subject, limit), sid -> {
            int activeInIt = active.countOfSession(sid);
            boolean ended = sessions.end(sid, SessionEnding.KILL_SWITCH, by);
            inThem.addAndGet(ended ? activeInIt : 0);
            return ended;
        });
        return new KillDone(target, endings.ended(), inThem.get(), endings.left());
    }
}
