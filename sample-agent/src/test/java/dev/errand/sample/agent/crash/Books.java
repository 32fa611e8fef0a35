package dev.errand.sample.agent.crash;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.errand.sample.agent.crash.StoredState.Event;
import dev.errand.sample.agent.crash.StoredState.Issued;
import dev.errand.sample.agent.crash.StoredState.Refresh;
import dev.errand.sample.agent.crash.StoredState.StoredRun;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

/** Holds what a crash left in the database against itself, and against what the agents remember. */
final class Books {

    private static final Set<String> ENDINGS = Set.of("run_completed", "run_revoked", "run_expired");

    private final StoredState stored;
    private final Map<String, List<Issued>> issuedByRun;
    private final Map<String, List<Issued>> issuedById;
    private final Map<String, List<Refresh>> refreshByRun;
    private final Map<String, List<Event>> eventsByRun;

    Books(StoredState stored) {
        this.stored = stored;
        this.issuedByRun = stored.issued().stream().collect(groupingBy(Issued::runId));
        this.issuedById = stored.issued().stream().collect(groupingBy(Issued::id));
        this.refreshByRun = stored.refreshTokens().stream().collect(groupingBy(Refresh::runId));
        this.eventsByRun = stored.events().stream().collect(groupingBy(Event::runId));
    }

    /** No transaction was cut in half: whatever is written together is all there, or none of it. */
    void balance() {
        stored.runs().values().forEach(this::balance);
        assertThat(stored.runs().keySet()).as("every issuance belongs to a run").containsAll(issuedByRun.keySet());
        assertThat(stored.codes().values().stream().filter("consumed"::equals)).as("a run for each redeemed code, and no other")
                .hasSameSizeAs(stored.runs().keySet());
    }

    private void balance(StoredRun run) {
        List<Issued> issued = issuedByRun.getOrDefault(run.id(), List.of());
        List<Issued> credentials = issued.stream().filter(Issued::credential).toList();
        assertThat(run.callsDebited()).as("calls debited from %s", run).isEqualTo(credentials.size());
        assertThat(run.debited()).as("amount debited from %s", run).isEqualByComparingTo(sum(credentials));

        List<Refresh> refreshTokens = refreshByRun.getOrDefault(run.id(), List.of());
        assertThat(refreshTokens).as("a refresh token for each run token of %s", run)
                .hasSize(issued.size() - credentials.size());
        assertThat(refreshTokens.stream().filter(Refresh::live)).as("the last refresh token of %s", run).hasSize(1);

        long endings = events(run.id()).stream().map(Event::kind).filter(ENDINGS::contains).count();
        assertThat(endings).as("events that end %s", run).isEqualTo(run.active() ? 0 : 1);
        assertThat(run.active() && run.sessionEnded()).as("%s is active in a session that ended", run).isFalse();
    }

    /** Whatever an agent was told is so, and nothing is there that it did not ask for. */
    void agreeWith(RememberedRun remembered, String agent, String jkt) {
        StoredRun run = stored.runs().get(remembered.id());
        assertThat(run).as("%s was acknowledged", remembered).isNotNull();
        agreeOnFate(remembered, run);
        agreeOnIssuances(remembered, agent, jkt);
        assertThat(run.callsDebited()).as("calls debited from %s", remembered)
                .isBetween(remembered.fewestCalls(), remembered.mostCalls());
        assertThat(run.debited()).as("amount debited from %s", remembered)
                .isBetween(remembered.leastAmount(), remembered.mostAmount());
        agreeOnRefresh(remembered);
    }

    private void agreeOnIssuances(RememberedRun remembered, String agent, String jkt) {
        remembered.receipts().forEach(receipt -> {
            assertThat(receipt.runId()).as("the run that a credential names").isEqualTo(remembered.id());
            assertThat(issuedById.get(receipt.credentialId())).as("issuance of the credential received in %s", remembered)
                    .containsExactly(new Issued(receipt.credentialId(), "credential", receipt.runId(), receipt.scope(),
                            agent, jkt, receipt.amount()));
        });
        remembered.runTokenIds().forEach(id -> assertThat(issuedById.get(id)).as("issuance of a run token of %s", remembered)
                .containsExactly(new Issued(id, "run_token", remembered.id(), "", agent, jkt, BigDecimal.ZERO)));
    }

    private void agreeOnFate(RememberedRun remembered, StoredRun run) {
        switch (remembered.fate()) {
            case LIVE -> assertThat(run.active()).as("%s lives", remembered).isTrue();
            case ENDED -> assertThat(run.active()).as("the ending of %s was acknowledged", remembered).isFalse();
            case IN_DOUBT -> {
                // Either is right; what is written together was looked at above.
            }
        }
        if (remembered.alarmed()) {
            assertThat(events(remembered.id())).as("alarm for %s", remembered).anyMatch(Event::alarm);
        }
    }

    private void agreeOnRefresh(RememberedRun remembered) {
        remembered.spent().forEach(token -> assertThat(stored.refreshToken(token)).as("a spent refresh token of %s", remembered)
                .hasValueSatisfying(row -> assertThat(row.live()).isFalse()));
        if (remembered.refreshInDoubt().isEmpty() && !remembered.hasLostSuccessor()) {
            assertThat(stored.refreshToken(remembered.tokens().refreshToken())).as("the last refresh token of %s", remembered)
                    .hasValueSatisfying(row -> assertThat(row.live()).isTrue());
        }
        assertThat(stored.redeemed(remembered.redemption().code().value())).as("the code of %s is used up", remembered).isTrue();
    }

    private List<Event> events(String runId) {
        return eventsByRun.getOrDefault(runId, List.of());
    }

    private static BigDecimal sum(List<Issued> credentials) {
        return credentials.stream().map(Issued::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The runs that nobody remembers: their redemption had no answer. */
    Set<String> unknown(Set<String> remembered) {
        return stored.runs().keySet().stream().filter(id -> !remembered.contains(id)).collect(Collectors.toSet());
    }

}
