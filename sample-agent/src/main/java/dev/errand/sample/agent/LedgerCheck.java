package dev.errand.sample.agent;

import java.time.Duration;
import java.util.Map;

import dev.errand.sample.agent.ledger.Issuance;
import dev.errand.sample.agent.ledger.Join;
import dev.errand.sample.agent.ledger.JoinedCall;
import dev.errand.sample.agent.ledger.LedgerReader;
import dev.errand.sample.agent.transcript.Transcript;
import dev.errand.sample.agent.transcript.UtcTime;

/** Prints the ledger's join of a run and holds it against what the agent remembers. */
final class LedgerCheck {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String COLUMNS = " %-22s %-7s %-22s %-25s %-8s %-9s %s";

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
    void play(String runId, Calls calls, Map<String, String> names) {
        Join join = ledger.read(runId, calls.sent(runId), DEADLINE);
        transcript.group("Run " + runId);
        transcript.group(COLUMNS.formatted("outcome", "at", "credential", "scope", "user", "expires", "issued by"));
        join.calls().forEach(call -> say(outcome(call), name(call.tool(), names), call.issuance()));
        join.unreported().forEach(issuance -> say("(no call)", name(issuance.tool(), names), issuance));
        join.missing(calls.sent(runId)).forEach(call -> transcript.fail("the ledger does not tell of " + call));
        if (!join.credentials().equals(calls.credentials(runId))) {
            transcript.fail("the ledger knows of other credentials than the agent: " + join.credentials());
        }
        joined += join.calls().size();
    }

    /** How many calls were found with their issuance. */
    int joined() {
        return joined;
    }

    private void say(String outcome, String tool, Issuance issuance) {
        transcript.group(COLUMNS.formatted(outcome, tool, issuance.credentialId(), issuance.scope() + " v" + issuance.version(),
                issuance.subject(), UtcTime.second(issuance.expiresAt()), issuance.trigger()));
    }

    private static String outcome(JoinedCall call) {
        return call.reason().isEmpty() ? call.outcome() : call.reason();
    }

    private static String name(String tool, Map<String, String> names) {
        return names.getOrDefault(tool, tool);
    }

}
