package dev.errand.authz.admin.run;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.ledger.run.IssuedCredential;
import dev.errand.authz.ledger.run.RunCall;
import dev.errand.authz.ledger.run.RunMoment;
import dev.errand.authz.ledger.run.RunRecords;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.RunState;
import dev.errand.authz.run.RunTree;
import dev.errand.authz.run.Runs;
import dev.errand.authz.run.list.ListedRun;
import dev.errand.authz.run.list.RunList;
import dev.errand.authz.run.list.RunPlace;
import dev.errand.authz.run.list.RunQuery;
import dev.errand.toolscope.json.Parsed;

/** Runs, to look at. Thread-safe. */
@Component
public final class RunReports {

    /** Of how many values the cursor of a list of runs consists. */
    public static final int CURSOR_PARTS = 2;

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final RunList list;
    private final Runs runs;
    private final RunTree tree;
    private final RunRecords records;

    RunReports(RunList list, Runs runs, RunTree tree, RunRecords records) {
        this.list = list;
        this.runs = runs;
        this.tree = tree;
        this.records = records;
    }

    /** One page of the runs, newest first. */
    public Parsed<Page<ListedRun>> page(RunQuery query, PageRequest page) {
        Optional<RunPlace> after = page.after().flatMap(RunReports::place);
        if (page.after().isPresent() && after.isEmpty()) {
            return new Parsed.Malformed<>("after", "is no cursor of this list");
        }
        return new Parsed.Value<>(Page.of(list.newest(query, orNull(after), page.limit() + 1), page.limit(),
                run -> Cursor.of(run.openedAt().toString(), run.runId())));
    }

    private static @Nullable RunPlace orNull(Optional<RunPlace> place) {
        return place.orElse(null);
    }

    /** No database has times without end. */
    private static Optional<RunPlace> place(Cursor cursor) {
        try {
            return Optional.of(new RunPlace(Instant.parse(cursor.part(0)), cursor.part(1)))
                    .filter(place -> place.openedAt().isAfter(FIRST) && place.openedAt().isBefore(LAST));
        } catch (DateTimeException ex) {
            return Optional.empty();
        }
    }

    /** The newest runs of a kind, as many as these. */
    public List<ListedRun> newest(RunQuery query, int limit) {
        return list.newest(query, null, limit);
    }

    /** The run of this id. */
    public Optional<RunReport> find(String runId) {
        return list.find(runId).flatMap(listed -> runs.find(runId)
                .map(run -> new RunReport(listed, run, tree.children(runId))));
    }

    /** The run of this id, if it is this user's. */
    public Optional<RunReport> find(String runId, String subject) {
        return find(runId).filter(report -> report.listed().subject().equals(subject));
    }

    /**
     * How many other runs of the same agent act for the same user, which would go on if this one ended, counted up to a
     * bound: what descends from it is not among them.
     */
    public int countBeside(Run run, int atMost) {
        Set<String> ending = new HashSet<>(tree.descendants(run.runId()));
        ending.add(run.runId());
        RunQuery query = new RunQuery(RunState.ACTIVE, run.clientId(), run.subject(), null);
        return (int) list.newest(query, null, atMost + ending.size()).stream()
                .filter(other -> !ending.contains(other.runId())).limit(atMost).count();
    }

    /** What happened in the run. */
    public RunTimeline timeline(String runId) {
        int most = RunTimeline.MAX_ENTRIES;
        List<IssuedCredential> credentials = records.latest(runId, most + 1);
        List<RunCall> calls = records.calls(runId, most + 1);
        List<RunMoment> moments = records.moments(runId, most);
        return new RunTimeline(first(credentials), first(calls), moments, credentials.size() > most || calls.size() > most);
    }

    private static <T> List<T> first(List<T> entries) {
        return entries.subList(0, Math.min(entries.size(), RunTimeline.MAX_ENTRIES));
    }
}
