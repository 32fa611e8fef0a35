package dev.errand.authz.admin.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.errand.authz.admin.Cursor;
import dev.errand.authz.admin.Page;
import dev.errand.authz.ledger.search.Found;
import dev.errand.authz.ledger.search.LedgerFilter;
import dev.errand.authz.ledger.search.LedgerSearch;
import dev.errand.authz.ledger.search.Position;
import dev.errand.authz.ledger.search.Slice;

/**
 * One of the ledger's lists as rows.
 *
 * @param list what finds its entries
 * @param rows what an entry looks like
 */
record RowSource<T>(LedgerSearch search, Function<Slice, List<Found<T>>> list,
        Function<Found<T>, List<LedgerRow>> rows) {

    Page<LedgerRow> page(Slice slice) {
        List<Found<T>> read = list.apply(slice.upTo(slice.limit() + 1));
        Page<Found<T>> page = Page.of(read, slice.limit(), one -> cursor(one.position()));
        return new Page<>(page.items().stream().flatMap(one -> rows.apply(one).stream()).toList(), page.next());
    }

    /** A page that one can always go on from: at its last row, or at this place if there is none. */
    Page<LedgerRow> tail(Slice slice, Position empty) {
        List<Found<T>> read = list.apply(slice);
        Position last = read.isEmpty() ? empty : read.getLast().position();
        return new Page<>(read.stream().flatMap(one -> rows.apply(one).stream()).toList(), Optional.of(cursor(last)));
    }

    void each(LedgerFilter filter, Consumer<LedgerRow> row) {
        search.each(filter, list, found -> rows.apply(found).forEach(row));
    }

    static Cursor cursor(Position position) {
        return Cursor.of(position.at().toString(), Long.toString(position.number()));
    }
}
