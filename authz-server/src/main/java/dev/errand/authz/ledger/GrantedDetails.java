package dev.errand.authz.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Constraint.DecimalRange;
import dev.errand.toolscope.Constraint.IntegerRange;
import dev.errand.toolscope.Constraint.MoneyLimit;
import dev.errand.toolscope.Identifiers.Exactly;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.json.DetailsJson;
import dev.errand.toolscope.json.Parsed;

/**
 * What the granted details of one scope (RFC 9396) say, taken out of them to be searched and added up by. They are read
 * from the text that the ledger keeps, so that the two cannot say different things.
 *
 * @param action the one action
 * @param identifier the one object, if there is any
 * @param limits the largest values that it allows
 */
record GrantedDetails(String action, @Nullable String identifier, List<Limit> limits) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String NO_CURRENCY = "";

    GrantedDetails {
        limits = List.copyOf(limits);
    }

    /**
     * The largest value of one parameter.
     *
     * @param currency empty for what is no money
     */
    record Limit(String parameter, String currency, BigDecimal largest) {}

    /** What these details say; empty if they are not the details of one tool call. */
    static Optional<GrantedDetails> read(@Nullable String details) {
        return authority(details).map(GrantedDetails::of);
    }

    private static Optional<Authority> authority(@Nullable String details) {
        if (details == null) {
            return Optional.empty();
        }
        try {
            return JSON.readValue(details, Object.class) instanceof List<?> list && list.size() == 1
                    && list.getFirst() instanceof Map<?, ?> detail ? authority(detail) : Optional.empty();
        } catch (JacksonException ex) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("unchecked") // The members of an object have names.
    private static Optional<Authority> authority(Map<?, ?> detail) {
        return DetailsJson.readGranted((Map<String, Object>) detail) instanceof Parsed.Value<Authority>(Authority granted)
                ? Optional.of(granted)
                : Optional.empty();
    }

    private static GrantedDetails of(Authority granted) {
        Map.Entry<String, Map<String, Constraint>> action = granted.actions().entrySet().iterator().next();
        List<Limit> limits = new ArrayList<>();
        action.getValue().forEach((parameter, constraint) -> limit(parameter, constraint).ifPresent(limits::add));
        return new GrantedDetails(action.getKey(),
                granted.identifier().map(one -> one instanceof Exactly(String value) ? value : null).orElse(null), limits);
    }

    private static Optional<Limit> limit(String parameter, Constraint constraint) {
        return switch (constraint) {
            case MoneyLimit(Money max) -> Optional.of(new Limit(parameter, max.currency(), max.amount()));
            case DecimalRange(var _, var max) -> Optional.of(new Limit(parameter, NO_CURRENCY, max));
            case IntegerRange(var _, var max) -> Optional.of(new Limit(parameter, NO_CURRENCY, new BigDecimal(max)));
            default -> Optional.empty();
        };
    }
}
