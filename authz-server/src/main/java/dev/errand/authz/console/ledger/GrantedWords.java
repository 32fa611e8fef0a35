package dev.errand.authz.console.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Identifiers.Exactly;
import dev.errand.toolscope.json.DetailsJson;
import dev.errand.toolscope.json.Parsed;

/** Granted details in the words of the scope language: {@code create-refund on order-12345, amount at most 20.00 USD}. */
final class GrantedWords {

    private GrantedWords() {}

    /** The sentence; empty if the details are not those of one tool call. */
    @SuppressWarnings("unchecked") // The members of a JSON object have names.
    static Optional<String> of(@Nullable Object details) {
        return details instanceof List<?> list && list.size() == 1 && list.getFirst() instanceof Map<?, ?> detail
                && DetailsJson.readGranted((Map<String, Object>) detail) instanceof Parsed.Value<Authority>(Authority granted)
                        ? Optional.of(sentence(granted))
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
