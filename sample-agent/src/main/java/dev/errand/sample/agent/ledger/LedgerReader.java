package dev.errand.sample.agent.ledger;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
    public Join read(String runId) {
        HttpResponse<String> response = reader.fetch(URI.create(issuer + "/admin/api/v1/ledger/calls?run_id=" + runId));
        if (response.statusCode() != 200) {
            throw new IllegalStateException("The ledger answered " + response.statusCode());
        }
        return Join.from(JSON.readTree(response.body()));
    }

    /** As {@link #read(String)}, once all of {@code sent} are among them, or at the deadline without those still missing. */
    public Join read(String runId, List<SentCall> sent, Duration deadline) {
        return Poll.until(deadline, () -> Optional.of(read(runId)).filter(join -> join.missing(sent).isEmpty()))
                .orElseGet(() -> read(runId));
    }

}
