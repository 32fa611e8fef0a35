package dev.errand.sample.agent.ledger;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.sample.agent.browser.Person;
import dev.errand.sample.agent.http.Poll;

/** The ledger's join, as an administrator or auditor who is logged in reads it. */
public final class LedgerReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Person reader;
    private final URI issuer;

    public LedgerReader(Person reader, URI issuer) {
        this.reader = reader;
        this.issuer = issuer;
    }

    /**
     * The calls of a run, each with its issuance.
     *
     * @throws IllegalStateException if the server does not let this reader see them
     */
    public List<JoinedCall> calls(String runId) {
        HttpResponse<String> response = reader.fetch(URI.create(issuer + "/admin/api/v1/ledger/calls?run_id=" + runId));
        if (response.statusCode() != 200) {
            throw new IllegalStateException("The ledger answered " + response.statusCode());
        }
        JsonNode calls = JSON.readTree(response.body()).path("calls");
        return Stream.iterate(0, i -> i < calls.size(), i -> i + 1).map(i -> JoinedCall.from(calls.get(i))).toList();
    }

    /** As {@link #calls(String)}, once all of {@code sent} are among them, or at the deadline without those still missing. */
    public List<JoinedCall> calls(String runId, List<SentCall> sent, Duration deadline) {
        return Poll.until(deadline, () -> Optional.of(calls(runId)).filter(calls -> missing(sent, calls).isEmpty()))
                .orElseGet(() -> calls(runId));
    }

    /** Those of {@code sent} that the ledger does not tell of, row against call. */
    public static List<SentCall> missing(List<SentCall> sent, List<JoinedCall> calls) {
        List<JoinedCall> left = new ArrayList<>(calls);
        return sent.stream().filter(call -> !takeOne(left, call)).toList();
    }

    private static boolean takeOne(List<JoinedCall> left, SentCall sent) {
        return left.stream().filter(row -> row.tellsOf(sent)).findFirst().map(left::remove).orElse(false);
    }

}
