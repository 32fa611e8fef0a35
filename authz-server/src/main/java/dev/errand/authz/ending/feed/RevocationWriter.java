package dev.errand.authz.ending.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.errand.authz.ledger.run.LiveCredential;
import dev.errand.authz.ledger.run.LiveCredentials;
import dev.errand.authz.run.RunEnded;
import dev.errand.authz.run.RunsEnded;

/**
 * Writes into the feeds what ends with a run: its credentials that are out, which the lock of the run's row makes an
 * exact set. It does so as the last thing before the commit, because the place in a feed has to be the last lock that
 * a transaction takes: whoever holds one waits for nothing any more, and places become visible in their order.
 */
@Component
final class RevocationWriter {

    private final LiveCredentials credentials;
    private final RevocationRows rows;
    private final FeedWatch watch;

    RevocationWriter(LiveCredentials credentials, RevocationRows rows, FeedWatch watch) {
        this.credentials = credentials;
        this.rows = rows;
        this.watch = watch;
    }

    @EventListener
    void on(RunsEnded ended) {
        TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(one -> one instanceof Endings endings && endings.writer == this).map(Endings.class::cast).findFirst()
                .orElseGet(this::begin).runs.addAll(ended.runs());
    }

    private Endings begin() {
        Endings endings = new Endings(this);
        TransactionSynchronizationManager.registerSynchronization(endings);
        return endings;
    }

    private void write(List<RunEnded> ended) {
        Map<String, RunEnded> byRun = ended.stream().collect(Collectors.toMap(RunEnded::runId, Function.identity()));
        Instant latest = ended.stream().map(RunEnded::at).max(Comparator.naturalOrder()).orElseThrow();
        SortedMap<String, List<Revocation>> byTool = new TreeMap<>();
        for (LiveCredential one : credentials.ofRuns(List.copyOf(byRun.keySet()), latest.minus(RevocationFeed.LEEWAY))) {
            RunEnded run = Objects.requireNonNull(byRun.get(one.runId()));
            byTool.computeIfAbsent(one.tool(), _ -> new ArrayList<>()).add(
                    new Revocation(one.credentialId(), one.runId(), run.ending().word(), run.at(), one.expiresAt()));
        }
        byTool.forEach(this::append);
    }

    private void append(String tool, List<Revocation> entries) {
        rows.insert(tool, rows.reserve(tool, entries.size()), entries);
    }

    /** The runs that one transaction has ended so far. */
    private static final class Endings implements TransactionSynchronization {

        private final RevocationWriter writer;
        private final List<RunEnded> runs = new ArrayList<>();

        Endings(RevocationWriter writer) {
            this.writer = writer;
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            writer.write(runs);
        }

        @Override
        public void afterCommit() {
            writer.watch.wake();
        }
    }
}
