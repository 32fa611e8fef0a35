package dev.errand.authz.console.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Identifiers.Exactly;
import dev.errand.toolscope.json.DetailsJson;
import dev.errand.toolscope.json.Parsed;

/** Granted details in the words of the scope language: {@code create-refund on order-12345, amount at most 20.00 USD}. */
final class GrantedWords {

    private GrantedWords() {}

    /** The sentence; empty if the details are not those of one tool call. */
    static Optional<String> of(@Nullable Object details) {
        return read(details).map(GrantedWords::sentence);
    }

    /** The one thing that it is good for; empty if it is good for several, or if it cannot be said. */
    static Optional<String> identifier(@Nullable Object details) {
        return read(details).flatMap(Authority::identifier)
                .flatMap(one -> one instanceof Exactly(String value) ? Optional.of(value) : Optional.empty());
    }

    /** What limits its parameters: {@code amount at most 20.00 USD}; empty if nothing does, or if it cannot be said. */
    static Optional<String> limits(@Nullable Object details) {
        return read(details).map(granted -> granted.actions().values().stream().flatMap(all -> all.entrySet().stream())
                .filter(limit -> !(limit.getValue() instanceof Constraint.Free))
                .map(limit -> limit.getKey() + " " + limit.getValue().words()).distinct().collect(Collectors.joining(", ")));
    }

    @SuppressWarnings("unchecked") // The members of a JSON object have names.
    private static Optional<Authority> read(@Nullable Object details) {
        return details instanceof List<?> list && list.size() == 1 && list.getFirst() instanceof Map<?, ?> detail
                && DetailsJson.readGranted((Map<String, Object>) detail) instanceof Parsed.Value<Authority>(Authority granted)
                        ? Optional.of(granted)
                        : Optional.empty();
    }

    private static String sentence(Authority granted) {
        String object = granted.identifier().map(one -> one instanceof Exactly(String value) ? " on " + value : "")
                .orElse("");
        return granted.actions().entrySet().stream().map(action -> action.getKey() + object + action.getValue().entrySet()
                .stream().map(limit -> ", " + limit.getKey() + " " + limit.getValue().words()).collect(Collectors.joining()))
                .collect(Collectors.joining("; "));
    }
}
