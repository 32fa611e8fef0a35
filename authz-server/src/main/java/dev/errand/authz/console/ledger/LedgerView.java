package dev.errand.authz.console.ledger;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The page of one list, in ready strings.
 *
 * @param list which list
 * @param tabs all lists
 * @param fields the filter
 * @param filtered whether it leaves anything out
 * @param table the rows
 * @param ways where else to go
 * @param problem what is wrong with the address beside the filter; null if nothing is
 */
record LedgerView(String list, List<Tab> tabs, List<FilterField> fields, boolean filtered, Table table, Ways ways,
        @Nullable String problem) {

    /** Whether something is wrong with the address, so that nothing was looked for. */
    public boolean mistaken() {
        return problem != null || fields.stream().anyMatch(field -> field.problem() != null);
    }

    /** A list to go to. */
    record Tab(String list, String href, boolean current) {}

    /**
     * An input of the filter.
     *
     * @param choices the words to choose from; empty for what is typed
     * @param time whether it is a time
     * @param problem what is wrong with what was typed; null if nothing is
     */
    record FilterField(String name, String value, List<String> choices, boolean time, @Nullable String problem) {}

    /** Lines, newest first. */
    record Table(List<String> columns, List<List<Stack>> lines) {}

    /**
     * Where else to go.
     *
     * @param first the first page; null on it
     * @param next older rows; null if there are none
     * @param newer what was written meanwhile; null where nobody watches
     * @param watch the rows of now, to be watched
     * @param csv the rows of the filter as a file
     * @param json the same
     */
    record Ways(@Nullable String first, @Nullable String next, @Nullable String newer, String watch, String csv,
            String json) {}
}
