package dev.errand.authz.admin.kill;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import dev.errand.authz.agent.Agents;
import dev.errand.authz.ledger.run.LiveCredential;
import dev.errand.authz.ledger.run.LiveCredentials;
import dev.errand.authz.run.ActiveRuns;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.Runs;
import dev.errand.authz.session.Sessions;
import dev.errand.authz.user.Users;
import dev.errand.toolscope.registry.ToolScopes;

/** Counts what the kill switch would end. Thread-safe. */
@Component
public final class KillPreviews {

    private static final int MOST = KillPreview.AT_MOST;

    private final Runs runs;
    private final ActiveRuns active;
    private final Sessions sessions;
    private final Agents agents;
    private final Users users;
    private final ToolScopes registry;
    private final LiveCredentials credentials;
    private final InstantSource clock;

    KillPreviews(Runs runs, ActiveRuns active, Sessions sessions, Agents agents, Users users, ToolScopes registry,
            LiveCredentials credentials, InstantSource clock) {
        this.runs = runs;
        this.active = active;
        this.sessions = sessions;
        this.agents = agents;
        this.users = users;
        this.registry = registry;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** What would end; empty if there is no such run, agent, user or tool. */
    public Optional<KillPreview> of(KillTarget target) {
        Instant now = clock.instant();
        return switch (target) {
            case KillTarget.OfRun(String id) -> runs.find(id).map(run -> new KillPreview(target, 0, lives(run, now),
                    live(credentials.ofRuns(List.of(id), now))));
            case KillTarget.OfAgent(String id) -> agents.find(id).map(_ -> new KillPreview(target, 0,
                    runs.countLiveOfAgent(id, MOST), live(credentials.ofAgent(id, now, MOST))));
            case KillTarget.OfUser(String id) -> users.find(id).map(_ -> new KillPreview(target,
                    sessions.countLiveOf(id, MOST), runs.countLiveOfSubject(id, MOST),
                    live(credentials.ofSubject(id, now, MOST))));
            case KillTarget.OfTool(String id) -> registry.tool(id).map(_ -> new KillPreview(target, 0, reaching(id),
                    live(credentials.ofTool(id, now, MOST))));
            case KillTarget.Everything everything -> Optional.of(new KillPreview(target, sessions.countLive(MOST),
                    active.count(MOST), live(credentials.all(now, MOST))));
        };
    }

    /** Whether there is such a run, agent, user or tool. Counts nothing, so that nothing slow comes before the kill. */
    public boolean exists(KillTarget target) {
        return switch (target) {
            case KillTarget.OfRun(String id) -> runs.find(id).isPresent();
            case KillTarget.OfAgent(String id) -> agents.find(id).isPresent();
            case KillTarget.OfUser(String id) -> users.find(id).isPresent();
            case KillTarget.OfTool(String id) -> registry.tool(id).isPresent();
            case KillTarget.Everything _ -> true;
        };
    }

    private static int lives(Run run, Instant now) {
        return run.reasonEnded(now) == null ? 1 : 0;
    }

    /** Those of runs that have ended are revoked already. */
    private int live(List<LiveCredential> out) {
        Set<String> living = active.among(out.stream().map(LiveCredential::runId).collect(Collectors.toSet()));
        return (int) out.stream().filter(one -> living.contains(one.runId())).count();
    }

    private int reaching(String tool) {
        List<ActiveRuns.Met> found = new ArrayList<>();
        List<ActiveRuns.Met> page = active.mentioning(tool, Optional.empty(), MOST);
        while (!page.isEmpty() && found.size() < MOST) {
            page.stream().filter(ActiveRuns.Met::reaches).forEach(found::add);
            page = page.size() < MOST ? List.of() : active.mentioning(tool, Optional.of(page.getLast()), MOST);
        }
        return Math.min(found.size(), MOST);
    }
}
