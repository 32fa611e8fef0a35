package dev.errand.authz.whatif;

import java.time.Instant;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.run.Ground;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.Runs;
import dev.errand.authz.user.Users;

/** Finds whose authority a question is about. */
@Component
final class Lenders {

    private final Runs runs;
    private final Agents agents;
    private final Users users;
    private final Ground ground;
    private final ImaginedRun imagined;

    Lenders(Runs runs, Agents agents, Users users, Ground ground, ImaginedRun imagined) {
        this.runs = runs;
        this.agents = agents;
        this.users = users;
        this.ground = ground;
        this.imagined = imagined;
    }

    sealed interface Search {}

    record Found(Lent lent) implements Search {}

    record Missing(String member) implements Search {}

    Search find(Question.Lender lender, Instant now) {
        return switch (lender) {
            case Question.OfRun(String runId) -> runs.find(runId).map(this::ofRun).orElseGet(() -> new Missing("run_id"));
            case Question.OfUser(String clientId, String subject) -> ofUser(clientId, subject, now);
        };
    }

    private Search ofRun(Run run) {
        Optional<Agent> agent = agents.find(run.clientId());
        return agent.isPresent()
                ? new Found(new Lent.OfRun(agent.get(), run, ground.of(run)))
                : new Missing("run_id");
    }

    private Search ofUser(String clientId, String subject, Instant now) {
        Optional<Agent> agent = agents.find(clientId).filter(found -> !found.administers());
        if (agent.isEmpty()) {
            return new Missing("agent");
        }
        return users.find(subject).isPresent()
                ? new Found(new Lent.ToOpen(agent.get(), subject,
                        ground.ifOpened(imagined.session(subject, now), clientId), imagined))
                : new Missing("user");
    }
}
