package dev.errand.sample.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.errand.sample.agent.ledger.JoinedCall;
import dev.errand.sample.agent.ledger.JoinedCall.Issuance;
import dev.errand.sample.agent.ledger.LedgerReader;
import dev.errand.sample.agent.ledger.SentCall;
import dev.errand.sample.agent.transcript.Transcript;
import dev.errand.sample.agent.transcript.UtcTime;

/** Prints the ledger's join of a run and holds it against what the agent remembers. */
final class LedgerCheck {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String COLUMNS = "  %-22s %-7s %-22s %-25s %-8s %-9s %s";

    private final Transcript transcript;
    private final LedgerReader ledger;
    private int joined;

    LedgerCheck(Transcript transcript, LedgerReader ledger) {
        this.transcript = transcript;
        this.ledger = ledger;
    }

    /**
     * Waits for the tools' reports, then prints and checks.
     *
     * @param names the tools' names by their resource indicators
     */
    void play(String runId, List<SentCall> sent, Map<String, String> names) {
        List<JoinedCall> calls = ledger.calls(runId, sent, DEADLINE);
        transcript.group("Run " + runId);
        transcript.group(COLUMNS.formatted("outcome", "at", "credential", "scope", "user", "expires", "issued by"));
        calls.forEach(call -> transcript.group(text(call, names)));
        LedgerReader.missing(sent, calls).forEach(call -> transcript.fail("no report in the ledger of " + call));
        calls.stream().filter(call -> !call.issuance().runId().equals(runId))
                .forEach(call -> transcript.fail("a call in the ledger without its issuance: " + call));
        joined += calls.size();
    }

    /** How many calls were found with their issuance. */
    int joined() {
        return joined;
    }

    private static String text(JoinedCall call, Map<String, String> names) {
        Issuance issuance = call.issuance();
        return COLUMNS.formatted(call.reason().isEmpty() ? call.outcome() : call.reason(),
                names.getOrDefault(call.tool(), call.tool()),
                issuance.credentialId(), issuance.scope() + " v" + issuance.version(), issuance.subject(),
                UtcTime.second(issuance.expiresAt()), issuance.trigger());
    }

}
