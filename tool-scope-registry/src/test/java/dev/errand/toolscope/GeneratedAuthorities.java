package dev.errand.toolscope;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.errand.toolscope.Constraint.Free;
import dev.errand.toolscope.Constraint.MoneyLimit;
import dev.errand.toolscope.Constraint.OneOf;
import dev.errand.toolscope.Identifiers.Exactly;
import dev.errand.toolscope.Identifiers.Matching;

/** Authorities and requests out of small domains, so that containment is met as often as its opposite. */
public final class GeneratedAuthorities {

    private static final List<String> SCOPES = List.of("write:refunds", "write:refunds", "write:refunds", "read:orders");
    private static final List<String> TOOLS = List.of("https://a.example", "https://a.example", "https://b.example");
    private static final List<String> ACTIONS = List.of("create", "cancel");
    private static final List<String> PARAMETERS = List.of("amount", "reason", "note");
    private static final List<String> TEXTS = List.of("damaged", "late", "wrong");
    private static final List<Money> MONEYS = List
            .of(money("1", "USD"), money("5", "USD"), money("10.50", "USD"), money("5", "JPY"));
    private static final List<Identifiers> IDENTIFIERS = List.of(new Exactly("order-1"),
            new Exactly("order-12"),
            new Exactly("other"),
            new Matching("order-[0-9]{1,2}"),
            new Matching("order-[0-9]{1,10}"),
            new Matching("[a-z]{5}-[0-9a-f]{1,10}"));

    private final Random random;

    public GeneratedAuthorities(long seed) {
        this.random = new Random(seed);
    }

    public Authority authority() {
        Map<String, Map<String, Constraint>> actions = new TreeMap<>();
        do {
            actions.put(pick(ACTIONS), parameters());
        } while (this.random.nextInt(3) == 0);
        return new Authority(new ScopeName(pick(SCOPES)), pick(TOOLS), identifiers(), actions);
    }

    /** An authority that often lies inside the given one. */
    public Authority near(Authority authority) {
        Map<String, Map<String, Constraint>> actions = new TreeMap<>();
        authority.actions().forEach((name, parameters) -> {
            if (actions.isEmpty() || this.random.nextInt(4) > 0) {
                actions.put(name, near(parameters));
            }
        });
        return new Authority(authority.scope(), authority.tool(),
                this.random.nextInt(3) > 0 ? authority.identifier() : identifiers(), actions);
    }

    public Authority pinned() {
        Authority authority = authority();
        Optional<Identifiers> identifier = authority.identifier()
                .map(some -> new Exactly(some instanceof Exactly(String value) ? value : "order-7"));
        String action = authority.actions().keySet().iterator().next();
        return new Authority(authority.scope(), authority.tool(), identifier,
                Map.of(action, authority.actions().getOrDefault(action, Map.of())));
    }

    public NarrowingRequest request(Authority from) {
        Map<String, Constraint> limits = new TreeMap<>();
        from.actions().values().forEach(parameters -> parameters.forEach((name, constraint) -> {
            if (this.random.nextInt(3) == 0) {
                limits.put(name, this.random.nextBoolean() ? near(constraint) : constraint());
            }
        }));
        if (this.random.nextInt(20) == 0) {
            limits.put("unheard-of", constraint());
        }
        return new NarrowingRequest(from.scope(), sometimes(from.tool()),
                this.random.nextInt(3) == 0 ? Optional.of(pick(ACTIONS)) : Optional.empty(),
                this.random.nextInt(3) == 0 ? Optional.of(pick(List.of("order-1", "order-12", "other"))) : Optional.empty(),
                limits);
    }

    private Map<String, Constraint> parameters() {
        Map<String, Constraint> parameters = new TreeMap<>();
        PARAMETERS.stream().filter(name -> this.random.nextBoolean()).forEach(name -> parameters.put(name, constraint()));
        return parameters;
    }

    private Map<String, Constraint> near(Map<String, Constraint> parameters) {
        Map<String, Constraint> near = new TreeMap<>();
        parameters.forEach((name, constraint) -> {
            if (this.random.nextInt(6) > 0) {
                near.put(name, near(constraint));
            }
        });
        return near;
    }

    private Constraint near(Constraint constraint) {
        return switch (this.random.nextInt(4)) {
            case 0 -> constraint();
            case 1 -> constraint;
            default -> switch (constraint) {
                case MoneyLimit(Money max) -> new MoneyLimit(money("1", max.currency()));
                case OneOf(var values) -> new OneOf(new TreeSet<>(List.of(values.first())));
                case Free() -> new OneOf(new TreeSet<>(List.of(pick(TEXTS))));
            };
        };
    }

    private Constraint constraint() {
        return switch (this.random.nextInt(3)) {
            case 0 -> new MoneyLimit(pick(MONEYS));
            case 1 -> new OneOf(new TreeSet<>(List.of(pick(TEXTS), pick(TEXTS)).stream().distinct().toList()));
            default -> new Free();
        };
    }

    private Optional<Identifiers> identifiers() {
        return this.random.nextInt(4) == 0 ? Optional.empty() : Optional.of(pick(IDENTIFIERS));
    }

    private Optional<String> sometimes(String value) {
        return this.random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private <T> T pick(List<T> values) {
        return values.get(this.random.nextInt(values.size()));
    }

    private static Money money(String amount, String currency) {
        return Money.parse(amount, currency).orElseThrow();
    }
}
