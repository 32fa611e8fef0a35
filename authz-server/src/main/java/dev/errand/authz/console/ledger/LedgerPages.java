package dev.errand.authz.console.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.ledger.LedgerParameters;
import dev.errand.authz.admin.ledger.LedgerQuery;
import dev.errand.authz.admin.ledger.LedgerReading;
import dev.errand.authz.admin.ledger.LedgerRow;
import dev.errand.authz.ledger.IssuanceEntry;
import dev.errand.authz.ledger.Outcome;
import dev.errand.authz.ledger.search.Field;
import dev.errand.authz.ledger.search.LedgerList;
import dev.errand.authz.ledger.search.LedgerSearch;
import dev.errand.toolscope.json.Parsed;

/** Draws the list that an address names. */
@Component
final class LedgerPages {

    private final LedgerReading reading;
    private final LedgerTables tables;

    LedgerPages(LedgerReading reading, LedgerTables tables) {
        this.reading = reading;
        this.tables = tables;
    }

    LedgerView view(LedgerAddress address) {
        return switch (read(address)) {
            case Parsed.Value<Rows>(Rows rows) -> view(address, rows, null);
            case Parsed.Malformed<Rows> malformed -> view(address, Rows.NONE, malformed);
        };
    }

    /** Rows newest first, and where older and newer ones are. */
    private record Rows(List<LedgerRow> rows, Optional<Cursor> older, Optional<Cursor> newer) {

        static final Rows NONE = new Rows(List.of(), Optional.empty(), Optional.empty());
    }

    private Parsed<Rows> read(LedgerAddress address) {
        return LedgerParameters.read(address.list(), address.parameters(), Set.of())
                .then(query -> PageRequest
                        .read(null, address.newer() == null ? address.after() : address.newer(), LedgerReading.CURSOR_PARTS)
                        .then(page -> read(address, query, page)));
    }

    private Parsed<Rows> read(LedgerAddress address, LedgerQuery query, PageRequest page) {
        if (address.newer() != null) {
            return reading.oldest(query, page)
                    .then(read -> new Parsed.Value<>(new Rows(read.items().reversed(), Optional.empty(), read.next())));
        }
        if (address.live()) {
            LedgerReading.Watched watched = reading.watch(query, page.limit());
            return new Parsed.Value<>(
                    new Rows(watched.page().items(), watched.page().next(), Optional.of(watched.newer())));
        }
        return reading.newest(query, page).then(read -> new Parsed.Value<>(rows(read)));
    }

    private static Rows rows(Page<LedgerRow> page) {
        return new Rows(page.items(), page.next(), Optional.empty());
    }

    private LedgerView view(LedgerAddress address, Rows rows, Parsed.@Nullable Malformed<Rows> malformed) {
        LedgerList list = address.list();
        List<LedgerView.FilterField> fields = fields(address, malformed);
        return new LedgerView(list.word(), tabs(address), fields, !address.filter().isEmpty(),
                tables.table(list, rows.rows()), ways(address, rows), elsewhere(fields, malformed));
    }

    /** What is wrong with the address at no field of the filter. */
    private static @Nullable String elsewhere(List<LedgerView.FilterField> fields,
            Parsed.@Nullable Malformed<Rows> malformed) {
        return malformed == null || fields.stream().anyMatch(field -> field.problem() != null)
                ? null
                : malformed.member() + " " + malformed.problem();
    }

    private static List<LedgerView.Tab> tabs(LedgerAddress address) {
        return Arrays.stream(LedgerList.values())
                .map(list -> new LedgerView.Tab(list.word(), address.to(list), list == address.list())).toList();
    }

    private static LedgerView.Ways ways(LedgerAddress address, Rows rows) {
        boolean first = address.after() == null && address.newer() == null;
        return new LedgerView.Ways(first ? null : address.first(),
                rows.older().map(cursor -> address.page("after", cursor.word())).orElse(null),
                rows.newer().map(cursor -> address.page("newer", cursor.word())).orElse(null), address.page("live", "1"),
                address.export("csv"), address.export("json"));
    }

    private static List<LedgerView.FilterField> fields(LedgerAddress address, Parsed.@Nullable Malformed<Rows> malformed) {
        Set<Field> known = LedgerSearch.fields(address.list());
        List<LedgerView.FilterField> fields = new ArrayList<>();
        Arrays.stream(Field.values()).filter(known::contains)
                .forEach(field -> fields.add(field(address, field.word(), choices(address.list(), field), malformed)));
        fields.add(field(address, "since", List.of(), malformed));
        fields.add(field(address, "until", List.of(), malformed));
        return fields;
    }

    private static LedgerView.FilterField field(LedgerAddress address, String name, List<String> choices,
            Parsed.@Nullable Malformed<Rows> malformed) {
        boolean time = name.equals("since") || name.equals("until");
        String value = address.filter().getOrDefault(name, "");
        return new LedgerView.FilterField(name, time ? LedgerAddress.typed(value) : value, choices, time,
                malformed != null && malformed.member().equals(name) ? malformed.problem() : null);
    }

    private static List<String> choices(LedgerList list, Field field) {
        return switch (field) {
            case OUTCOME -> Arrays.stream(Outcome.values()).map(Outcome::word).toList();
            case ALARM -> List.of("true", "false");
            case KIND -> list == LedgerList.ISSUANCES ? IssuanceEntry.KINDS : List.of();
            default -> List.of();
        };
    }
}
