package dev.errand.toolscope.report;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Takes reports from the outbox to the ledger, oldest first, in batches. A report leaves the outbox when the ledger has
 * recorded it or has it already; one that the ledger refuses for good stays there, marked, for the operator; everything
 * else is tried again, later each time. So each report arrives at least once.
 *
 * <p>
 * Has no thread of its own: whoever wires it calls {@link #drain()} after commits and from time to time. Several senders,
 * on several nodes, may share one outbox.
 */
public final class CallSender {

    private static final System.Logger LOG = System.getLogger(CallSender.class.getName());

    /** Small enough that a batch stays under the ledger's limit of 64 KiB. */
    private static final int BATCH = 50;
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Outbox outbox;
    private final RestClient ledger;
    private final URI toolCalls;
    private final InstantSource clock;
    private final Supplier<String> leases;

    /**
     * From the tool's outbox to the ledger.
     *
     * @param dataSource holds the outbox
     * @param ledger authenticates as this tool, and bounds its waiting by timeouts well under a minute
     * @param toolCalls where the ledger takes reports
     * @param clock for what is due
     * @param leases a new name each time, at most 64 characters
     */
    public CallSender(DataSource dataSource, RestClient ledger, URI toolCalls, InstantSource clock,
            Supplier<String> leases) {
        this.outbox = new Outbox(dataSource);
        this.ledger = ledger;
        this.toolCalls = toolCalls;
        this.clock = clock;
        this.leases = leases;
    }

    /**
     * Sends everything that is due, and stops at the first failure.
     *
     * @return whether nothing due is left
     */
    public boolean drain() {
        List<Outbox.Leased> batch;
        do {
            String lease = leases.get();
            Instant now = clock.instant();
            batch = outbox.lease(lease, BATCH, now, now.plus(LEASE));
            if (!batch.isEmpty() && !deliver(lease, batch)) {
                return false;
            }
        } while (!batch.isEmpty());
        return true;
    }

    private boolean deliver(String lease, List<Outbox.Leased> batch) {
        Map<String, ReportStatus> statuses = send(batch);
        long undelivered = batch.stream().filter(leased -> !settle(lease, leased,
                Optional.ofNullable(statuses.get(leased.report().executionId())))).count();
        if (undelivered > 0) {
            LOG.log(System.Logger.Level.WARNING, "{0} of {1} call reports stay in the outbox for now", undelivered,
                    batch.size());
        }
        return undelivered == 0;
    }

    /** Status by execution id; none if the ledger was not reached or did not take the batch. */
    private Map<String, ReportStatus> send(List<Outbox.Leased> batch) {
        byte[] body = ReportJson.write(batch.stream().map(Outbox.Leased::report).toList());
        try {
            byte[] answer = ledger.post().uri(toolCalls).contentType(MediaType.APPLICATION_JSON)
                    .accept(MediaType.APPLICATION_JSON).body(body).retrieve().body(byte[].class);
            return answer == null ? Map.of() : ReportJson.statuses(answer);
        } catch (RestClientException e) {
            LOG.log(System.Logger.Level.WARNING, "the ledger did not take call reports: {0}",
                    e.getClass().getSimpleName());
            return Map.of();
        }
    }

    private boolean settle(String lease, Outbox.Leased leased, Optional<ReportStatus> status) {
        String executionId = leased.report().executionId();
        switch (status.map(ReportStatus::kind).orElse(ReportStatus.Kind.RETRY)) {
            case DELIVERED -> outbox.delivered(lease, executionId);
            case REJECTED -> {
                LOG.log(System.Logger.Level.ERROR, "the ledger rejected the report of call {0}", executionId);
                outbox.rejected(lease, executionId, status.map(ReportStatus::problem).orElse(""));
            }
            case RETRY -> {
                outbox.retry(lease, executionId, clock.instant().plus(pause(leased.attempts())));
                return false;
            }
        }
        return true;
    }

    /** One second after the first attempt, twice as long after each further one. */
    private static Duration pause(int attempts) {
        Duration pause = Duration.ofSeconds(1L << Math.min(attempts - 1, 16));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
