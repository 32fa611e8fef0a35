package dev.errand.authz.console.overview;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.ledger.LedgerQuery;
import dev.errand.authz.admin.ledger.LedgerReading;
import dev.errand.authz.admin.ledger.LedgerRow;
import dev.errand.authz.admin.run.RunReports;
import dev.errand.authz.console.Moment;
import dev.errand.authz.console.RefusalLink;
import dev.errand.authz.console.run.RunRow;
import dev.errand.authz.ledger.search.Field;
import dev.errand.authz.ledger.search.LedgerFilter;
import dev.errand.authz.ledger.search.LedgerList;
import dev.errand.authz.run.RunState;
import dev.errand.authz.run.list.RunQuery;
import dev.errand.toolscope.json.Parsed;

/** What goes on, and what went wrong last: the first rows of lists that have pages of their own. Thread-safe. */
@Component
final class Latest {

    private static final int ROWS = 5;

    private final RunReports runs;
    private final LedgerReading ledger;

    Latest(RunReports runs, LedgerReading ledger) {
        this.runs = runs;
        this.ledger = ledger;
    }

    List<RunRow> activeRuns() {
        return runs.newest(new RunQuery(RunState.ACTIVE, null, null, null), ROWS).stream().map(RunRow::of).toList();
    }

    /** Events that someone should look at. */
    List<Happening> alarms() {
        return rows(LedgerList.EVENTS, LedgerFilter.by(Field.ALARM, "true")).stream()
                .map(row -> Happening.of(at(row), row.text("kind"), row.text("detail"), row.text("run_id"))).toList();
    }

    /** Requests that were refused. */
    List<Happening> refusals() {
        return rows(LedgerList.REFUSALS, LedgerFilter.ALL).stream()
                .map(row -> Happening.of(at(row), row.text("reason"), who(row), row.text("run_id"))
                        .with(RefusalLink.of(row)))
                .toList();
    }

    private static String who(LedgerRow row) {
        return (row.text("agent") + " " + row.text("scope")).strip();
    }

    private static Moment at(LedgerRow row) {
        return Moment.of(Instant.parse(row.text("at")));
    }

    private List<LedgerRow> rows(LedgerList list, LedgerFilter filter) {
        return switch (ledger.newest(new LedgerQuery(list, filter), new PageRequest(ROWS, Optional.empty()))) {
            case Parsed.Value<Page<LedgerRow>>(Page<LedgerRow> page) -> page.items();
            case Parsed.Malformed<Page<LedgerRow>> malformed -> throw new IllegalStateException("no cursor was given");
        };
    }
}
