package dev.errand.authz.console.ledger;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import dev.errand.authz.admin.ledger.LedgerRow;
import dev.errand.authz.admin.tool.RegisteredTools;
import dev.errand.authz.console.Moment;
import dev.errand.authz.ledger.search.LedgerList;

/** Draws rows as tables, with what is known besides: which day it is, and what tools are called. Thread-safe. */
@Component
final class LedgerTables {

    private final RegisteredTools tools;
    private final InstantSource clock;

    LedgerTables(RegisteredTools tools, InstantSource clock) {
        this.tools = tools;
        this.clock = clock;
    }

    LedgerView.Table table(LedgerList list, List<LedgerRow> rows) {
        LedgerTable table = new LedgerTable(Moment.of(clock.instant()).day(), names(rows));
        return new LedgerView.Table(LedgerTable.columns(list), rows.stream().map(row -> table.line(list, row)).toList());
    }

    /** A page has few tools, however many rows. What was asked for may be no name at all. */
    private Map<String, String> names(List<LedgerRow> rows) {
        Map<String, String> names = new HashMap<>();
        rows.stream().map(row -> row.text("tool")).filter(tool -> !tool.isEmpty()).distinct()
                .forEach(tool -> tools.find(tool).ifPresent(found -> names.put(tool, found.tool().name())));
        return names;
    }
}
