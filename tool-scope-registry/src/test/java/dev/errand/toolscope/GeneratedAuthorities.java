package dev.errand.toolscope;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import dev.errand.toolscope.Constraint.Booleans;
import dev.errand.toolscope.Constraint.DecimalRange;
import dev.errand.toolscope.Constraint.Free;
import dev.errand.toolscope.Constraint.IntegerRange;
import dev.errand.toolscope.Constraint.ListOf;
import dev.errand.toolscope.Constraint.MoneyLimit;
import dev.errand.toolscope.Constraint.OneOf;
import dev.errand.toolscope.Constraint.Pattern;
import dev.errand.toolscope.Constraint.Prefix;
import dev.errand.toolscope.Constraint.SameAs;
import dev.errand.toolscope.Identifiers.Exactly;
import dev.errand.toolscope.Identifiers.Matching;

/** Authorities and requests out of small domains, so that containment is met as often as its opposite. */
public final class GeneratedAuthorities {

    private static final List<String> SCOPES = List.of("write:refunds", "write:refunds", "write:refunds", "read:orders");
    private static final List<String> TOOLS = List.of("https://a.example", "https://a.example", "https://b.example");
    private static final List<String> ACTIONS = List.of("create", "cancel");
    private static final List<String> PARAMETERS = List.of("amount", "reason", "note");
    private static final List<String> TEXTS = List.of("damaged", "late", "later", "a1", "subject");
    private static final List<String> PREFIXES = List.of("l", "late", "d", "a", "subj");
    private static final List<String> PATTERNS = List.of("late", "late[r]{0,1}", "[a-z]{1,7}", "[a-d][a-z]{0,9}", "a[0-9]",
            "[a-z0-9]{2,8}", "[ab]{0,2}a[ab]{1,2}", "l{1}[a-z]{3,5}");
    private static final List<String> DECIMALS = List.of("0", "0.5", "1", "2.50", "10");
    private static final List<Money> MONEYS = List
            .of(money("1", "USD"), money("5", "USD"), money("10.50", "USD"), money("5", "JPY"));
    private static final List<Identifiers> IDENTIFIERS = List.of(new Exactly("order-1"),
            new Exactly("order-12"),
            new Exactly("other"),
            new Matching("order-[0-9]{1,2}"),
            new Matching("order-[0-9]{1,10}"),
            new Matching("order-12"),
            new Matching("[a-z]{5}-[0-9a-f]{1,10}"),
            new Matching("[a-z-]{1,9}[0-9]{0,3}"),
            new Identifiers.SameAs(SessionFact.SUBJECT));

    /** The session that generated authorities are met in. */
    public static final Map<SessionFact, String> SESSION = Map.of(SessionFact.SUBJECT, "subject", SessionFact.AGENT,
            "agent");

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
                Map.of(action, authority.actions().getOrDefault(action, Map.of()))).resolve(SESSION);
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

    /** A constraint that often lies inside the given one. */
    public Constraint near(Constraint constraint) {
        return switch (this.random.nextInt(4)) {
            case 0 -> constraint();
            case 1 -> constraint;
            default -> narrower(constraint);
        };
    }

    private Constraint narrower(Constraint constraint) {
        return switch (constraint) {
            case MoneyLimit(Money max) -> new MoneyLimit(money("1", max.currency()));
            case DecimalRange(var min, var max) -> new DecimalRange(this.random.nextBoolean() ? min : max, max);
            case IntegerRange(var min, var max) -> new IntegerRange(min, this.random.nextBoolean() ? min : max);
            case Booleans(var values) -> new Booleans(Set.of(values.iterator().next()));
            case OneOf(var values) -> OneOf.exactly(values.first());
            case Prefix(String start) -> pick(List.of(new Prefix(start + "a"), new Pattern(start + "[a-z]{0,3}"),
                    OneOf.of(Set.of(start, start + "r"))));
            case Pattern pattern -> OneOf.exactly(TextContainment.sample(pattern, Map.of()));
            case SameAs same -> this.random.nextBoolean() ? same : OneOf.exactly("subject");
            case ListOf(Constraint items, int maxItems) -> new ListOf(item(near(items)), this.random.nextInt(maxItems) + 1);
            case Free() -> item(constraint());
        };
    }

    /** A constraint of any kind. */
    public Constraint constraint() {
        return switch (this.random.nextInt(11)) {
            case 0, 1 -> new MoneyLimit(pick(MONEYS));
            case 2 -> decimals();
            case 3 -> integers();
            case 4 -> new Booleans(pick(List.of(Set.of(true), Set.of(false), Set.of(true, false))));
            case 5 -> new Prefix(pick(PREFIXES));
            case 6 -> new Pattern(pick(PATTERNS));
            case 7 -> new SameAs(pick(List.of(SessionFact.values())));
            case 8 -> new ListOf(item(constraint()), this.random.nextInt(3) + 1);
            case 9 -> new Free();
            default -> OneOf.of(Set.copyOf(List.of(pick(TEXTS), pick(TEXTS))));
        };
    }

    private Constraint decimals() {
        BigDecimal one = new BigDecimal(pick(DECIMALS));
        BigDecimal other = new BigDecimal(pick(DECIMALS));
        return new DecimalRange(one.min(other), one.max(other));
    }

    private Constraint integers() {
        BigInteger min = BigInteger.valueOf(this.random.nextInt(4));
        return new IntegerRange(min, min.add(BigInteger.valueOf(this.random.nextInt(4))));
    }

    /** What may be an item of a list. */
    private static Constraint item(Constraint constraint) {
        return constraint instanceof MoneyLimit || constraint instanceof ListOf ? new Free() : constraint;
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
