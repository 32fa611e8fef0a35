package dev.errand.authz.admin.entry;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.errand.toolscope.Effect;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.registry.EntryFilter;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.VersionState;

/** A list's filter as a query has it: {@code search}, {@code tool}, {@code effect}, {@code label} and {@code state}. */
public final class EntryFilterQuery {

    private EntryFilterQuery() {}

    /** Reads the parameters; one that is empty says nothing, as a form sends it. */
    public static Parsed<EntryFilter> read(EntryKind kind, Map<String, String> query) {
        Parsed<Optional<Effect>> effect = word(query, "effect", Effect::parse, "is none of read, write and irreversible");
        Parsed<Optional<VersionState>> state = word(query, "state", EntryFilterQuery::state,
                "is none of draft, active and retired");
        return effect.then(one -> state.then(other -> new Parsed.Value<>(new EntryFilter(kind, text(query, "search"),
                text(query, "tool"), one, text(query, "label"), other))));
    }

    private static Optional<String> text(Map<String, String> query, String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    private static <T> Parsed<Optional<T>> word(Map<String, String> query, String name,
            Function<String, Optional<T>> parse, String problem) {
        Optional<String> said = text(query, name);
        Optional<T> value = said.flatMap(parse);
        return said.isPresent() && value.isEmpty()
                ? new Parsed.Malformed<>(name, problem)
                : new Parsed.Value<>(value);
    }

    private static Optional<VersionState> state(String word) {
        return Stream.of(VersionState.values()).filter(state -> state.word().equals(word)).findFirst();
    }
}
