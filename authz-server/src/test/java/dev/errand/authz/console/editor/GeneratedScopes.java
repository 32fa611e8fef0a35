package dev.errand.authz.console.editor;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Effect;
import dev.errand.toolscope.Identifiers;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.RunDefault;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.SessionFact;
import dev.errand.toolscope.ToolAction;
import dev.errand.toolscope.ToolScope;

/** Scopes with a little of everything that a form has to carry. */
final class GeneratedScopes {

    private static final List<String> TEXTS = List.of("damaged", "a, b", "yes", "null", "1.0", "'quoted' \"twice\"", "Größe €",
            "a: b # c", "both", "- dash", "a\\b", "&amp;", "{x}", "free", "[1]");
    private static final List<String> NAMES = List.of("amount", "Reason", "x-1", "max_items", "one_of", "free", "a1");

    private final Random random;

    GeneratedScopes(long seed) {
        this.random = new Random(seed);
    }

    ToolScope scope() {
        boolean writes = random.nextBoolean();
        Optional<Identifiers> identifiers = writes || random.nextBoolean() ? Optional.of(identifiers()) : Optional.empty();
        List<ToolAction> actions = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            actions.add(new ToolAction("action-" + i, parameters()));
        }
        return new ToolScope(new ScopeName("read:things"), 0, "https://a.example", pick(TEXTS),
                writes ? pick(List.of(Effect.WRITE, Effect.IRREVERSIBLE)) : Effect.READ,
                Duration.ofSeconds(1 + random.nextInt(60)), writes ? 1 : 1 + random.nextInt(100),
                random.nextBoolean() ? Set.of("sends-out", "money") : Set.of(), identifiers, actions, run(actions),
                !writes && random.nextBoolean());
    }

    private Optional<RunDefault> run(List<ToolAction> actions) {
        if (random.nextInt(3) == 0) {
            return Optional.empty();
        }
        Map<String, Money> totals = new TreeMap<>();
        actions.forEach(action -> action.parameters().forEach((name, constraint) -> {
            if (constraint instanceof Constraint.MoneyLimit(Money max) && random.nextBoolean()) {
                totals.put(name, max);
            }
        }));
        return Optional.of(new RunDefault(1 + random.nextInt(9), totals));
    }

    private Map<String, Constraint> parameters() {
        Map<String, Constraint> parameters = new TreeMap<>();
        NAMES.stream().filter(_ -> random.nextBoolean()).forEach(name -> parameters.put(name, constraint()));
        return parameters;
    }

    private Constraint constraint() {
        return switch (random.nextInt(8)) {
            case 0 -> new Constraint.MoneyLimit(pick(List.of(money("50.00", "USD"), money("5", "JPY"), money("0.5", "EUR"))));
            case 1 -> new Constraint.ListOf(single(), 1 + random.nextInt(9));
            default -> single();
        };
    }

    private Constraint single() {
        return switch (random.nextInt(9)) {
            case 0 -> new Constraint.DecimalRange(new BigDecimal("0.5"), new BigDecimal(pick(List.of("0.5", "2.50", "10"))));
            case 1 -> new Constraint.IntegerRange(BigInteger.ONE, BigInteger.valueOf(1 + random.nextInt(5)));
            case 2 -> new Constraint.Booleans(pick(List.of(Set.of(true), Set.of(false), Set.of(true, false))));
            case 3 -> Constraint.OneOf.exactly(pick(TEXTS));
            case 4 -> Constraint.OneOf.of(Set.copyOf(List.of(pick(TEXTS), pick(TEXTS), pick(TEXTS))));
            case 5 -> new Constraint.Prefix(pick(TEXTS));
            case 6 -> new Constraint.Pattern(pick(List.of("order-[0-9]{1,10}", "a{2}", "[a-z]")));
            case 7 -> new Constraint.SameAs(pick(List.of(SessionFact.values())));
            default -> new Constraint.Free();
        };
    }

    private Identifiers identifiers() {
        return pick(List.of(new Identifiers.Matching("order-[0-9]{1,10}"), new Identifiers.Exactly("order 1, or so"),
                new Identifiers.SameAs(SessionFact.SUBJECT)));
    }

    private static Money money(String amount, String currency) {
        return Money.parse(amount, currency).orElseThrow();
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
