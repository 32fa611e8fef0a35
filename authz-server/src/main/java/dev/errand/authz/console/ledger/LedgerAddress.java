package dev.errand.authz.console.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

import dev.errand.authz.ledger.search.Field;
import dev.errand.authz.ledger.search.LedgerList;
import dev.errand.authz.ledger.search.LedgerSearch;

/**
 * What the page's address says: the list, its filter, and where in it one is. What is empty, as forms send it, is not
 * there; neither is what the list does not know.
 *
 * @param list the list
 * @param filter the filter's parameters as typed
 * @param after where the page before ended
 * @param newer from where on to look for what is new
 * @param live whether to watch
 */
record LedgerAddress(LedgerList list, Map<String, String> filter, @Nullable String after, @Nullable String newer,
        boolean live) {

    private static final String PATH = "/console/ledger";
    private static final Set<String> TIMES = Set.of("since", "until");

    static LedgerAddress of(Map<String, String> query) {
        LedgerList list = LedgerList.of(query.getOrDefault("list", "")).orElse(LedgerList.CALLS);
        Set<String> known = LedgerSearch.fields(list).stream().map(Field::word).collect(Collectors.toSet());
        Map<String, String> filter = new LinkedHashMap<>();
        query.forEach((name, value) -> {
            if (!value.isBlank() && (known.contains(name) || TIMES.contains(name))) {
                filter.put(name, value.strip());
            }
        });
        return new LedgerAddress(list, Collections.unmodifiableMap(filter), query.get("after"), query.get("newer"),
                query.containsKey("live"));
    }

    /** A list of what has this one value. */
    static String of(LedgerList list, Field field, String value) {
        return url(PATH, Map.of("list", list.word()), Map.of(field.word(), value), null, null);
    }

    /** The filter as the use case reads it. A time without an offset, as browsers send it, is in UTC. */
    Map<String, String[]> parameters() {
        Map<String, String[]> parameters = new LinkedHashMap<>();
        filter.forEach((name, value) -> parameters.put(name, new String[] {TIMES.contains(name) ? utc(value) : value}));
        return parameters;
    }

    private static String utc(String typed) {
        try {
            return LocalDateTime.parse(typed).toInstant(ZoneOffset.UTC).toString();
        } catch (DateTimeException ex) {
            return typed;
        }
    }

    /** What a browser's input for a time shows of it. */
    static String typed(String time) {
        try {
            return LocalDateTime.ofInstant(Instant.parse(utc(time)), ZoneOffset.UTC).toString();
        } catch (DateTimeException ex) {
            return time;
        }
    }

    /** The first page of another list, with what it knows of the filter; kinds of one list are none of another. */
    String to(LedgerList other) {
        Map<String, String> query = new LinkedHashMap<>(filter);
        if (other != list) {
            query.remove(Field.KIND.word());
        }
        query.put("list", other.word());
        LedgerAddress there = of(query);
        return url(PATH, Map.of("list", other.word()), there.filter(), null, null);
    }

    String first() {
        return page(null, null);
    }

    /** The same list elsewhere. */
    String page(@Nullable String parameter, @Nullable String value) {
        return url(PATH, Map.of("list", list.word()), filter, parameter, value);
    }

    /** All rows of the filter as a file. */
    String export(String format) {
        Map<String, String> exact = new LinkedHashMap<>();
        parameters().forEach((name, values) -> exact.put(name, values[0]));
        return url("/admin/api/v1/ledger/export", Map.of("of", list.word()), exact, "format", format);
    }

    private static String url(String path, Map<String, String> first, Map<String, String> query,
            @Nullable String parameter, @Nullable String value) {
        UriComponentsBuilder url = UriComponentsBuilder.fromPath(path);
        Map<String, String> values = new LinkedHashMap<>(first);
        values.putAll(query);
        if (parameter != null && value != null) {
            values.put(parameter, value);
        }
        values.keySet().forEach(name -> url.queryParam(name, "{" + name + "}"));
        return url.encode().buildAndExpand(values).toUriString();
    }
}
