package dev.errand.authz.ledger.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import static dev.errand.authz.store.Columns.utc;

/**
 * A table of the ledger as a list in the order of time. A statement about it names an index's columns in the index's
 * order: {@code order by agent, at, id} where the agent is given says no more than {@code order by at, id}, but H2 reads
 * the index instead of sorting only if it says so.
 */
final class Listing {

    private final String table;
    private final String time;
    private final String id;
    private final Map<Field, String> conditionsOf = new EnumMap<>(Field.class);
    private final Set<Field> ordered = EnumSet.noneOf(Field.class);
    private final Set<Field> sorted = EnumSet.noneOf(Field.class);
    private final List<String> conditions = new ArrayList<>(List.of("1 = 1"));
    private String leading = "";

    Listing(String table, String time, String id) {
        this.table = table;
        this.time = time;
        this.id = id;
    }

    /** It can be searched by these fields: columns of the same names, each with an index in the list's order. */
    Listing with(Field... fields) {
        ordered.addAll(List.of(fields));
        return among(fields);
    }

    /**
     * It can be searched by these fields: columns of the same names that only an index of another order begins with. What
     * they find is little, and sorted.
     */
    Listing sorted(Field... fields) {
        sorted.addAll(List.of(fields));
        return among(fields);
    }

    /**
     * It can be searched by these fields: columns of the same names, of few words each, that are met among the rows read
     * in their order.
     */
    Listing among(Field... fields) {
        for (Field field : fields) {
            conditionsOf.put(field, "%1$s = :%1$s".formatted(field.word()));
        }
        return this;
    }

    /**
     * It can be searched by these fields of the issuances that its rows rest on. Those are found by an index of theirs, and
     * what rests on them is sorted.
     */
    Listing through(Field... fields) {
        sorted.addAll(List.of(fields));
        for (Field field : fields) {
            conditionsOf.put(field, """
                    credential_id in (select i.credential_id from issuance i where i.%1$s = :%1$s)""".formatted(field.word()));
        }
        return this;
    }

    /** It has only the rows that satisfy a condition, for which there is an index that begins with this column. */
    Listing where(String condition, String column) {
        conditions.add(condition);
        leading = column;
        return this;
    }

    Set<Field> fields() {
        return Set.copyOf(conditionsOf.keySet());
    }

    /** What selects these columns of the slice's rows, and the values of its parameters. */
    Statement statement(String selected, Slice slice) {
        boolean descending = slice.order() == Slice.Order.NEWEST_FIRST;
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> where = new ArrayList<>(conditions);
        slice.filter().equal().forEach((field, value) -> {
            where.add(Objects.requireNonNull(conditionsOf.get(field), () -> table + " has no " + field.word()));
            values.put(field.word(), field == Field.ALARM ? (Object) Boolean.valueOf(value) : value);
        });
        bound(where, values, slice);
        slice.after().ifPresent(after -> {
            String beyond = descending ? "<" : ">";
            where.add("%1$s %3$s= :after_at and (%1$s %3$s :after_at or %2$s %3$s :after_id)".formatted(time, id, beyond));
            values.put("after_at", utc(after.at()));
            values.put("after_id", after.number());
        });
        values.put("limit", slice.limit());
        return new Statement("select " + selected + " from " + table + " where " + String.join(" and ", where)
                + order(slice) + " fetch first :limit rows only", values);
    }

    private void bound(List<String> where, Map<String, Object> values, Slice slice) {
        Instant since = slice.filter().since();
        if (since != null) {
            where.add(time + " >= :since");
            values.put("since", utc(since));
        }
        Instant until = slice.filter().until();
        if (until != null) {
            where.add(time + " < :until");
            values.put("until", utc(until));
        }
    }

    private String order(Slice slice) {
        String direction = slice.order() == Slice.Order.NEWEST_FIRST ? " desc" : "";
        String prefix = prefix(slice.filter().equal().keySet());
        return " order by " + (prefix.isEmpty() ? "" : prefix + direction + ", ") + time + direction + ", " + id + direction;
    }

    /** The column before the time in the index that is to be read: none where what is found is sorted. */
    private String prefix(Set<Field> given) {
        // The first field given, in their order, leaves the fewest rows.
        return given.stream().anyMatch(sorted::contains)
                ? ""
                : given.stream().filter(ordered::contains).map(Field::word).findFirst().orElse(leading);
    }

    /** SQL and its parameters by name. */
    record Statement(String sql, Map<String, Object> values) {}
}
