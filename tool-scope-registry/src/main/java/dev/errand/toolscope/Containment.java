package dev.errand.toolscope;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.errand.toolscope.Constraint.Free;
import dev.errand.toolscope.Coverage.Covered;
import dev.errand.toolscope.Coverage.NotCovered;
import dev.errand.toolscope.Fact.TextFact;

/**
 * Decides, member by member, whether one authority lies inside another, and makes a call of the inner one that is not in
 * the outer one where it does not.
 */
final class Containment {

    private static final Map<String, Fact> NO_OTHER = Map.of();

    private final Authority outer;
    private final Authority inner;

    private Containment(Authority outer, Authority inner) {
        this.outer = outer;
        this.inner = inner;
    }

    static Coverage of(Authority outer, Authority inner) {
        return new Containment(outer, inner).outside().<Coverage>map(found -> found).orElseGet(Covered::new);
    }

    /** The first difference, in the order in which people read an authority. */
    private Optional<NotCovered> outside() {
        if (!this.outer.scope().equals(this.inner.scope())) {
            return somewhere(Violation.SCOPE_MISMATCH, "scope");
        }
        if (!this.outer.tool().equals(this.inner.tool())) {
            return somewhere(Violation.LOCATION_MISMATCH, "location");
        }
        return identifier().or(this::actions).or(this::parameters);
    }

    private Optional<NotCovered> somewhere(String reason, String member) {
        String action = anyAction();
        return Optional.of(found(reason, member, call(action, NO_OTHER, Map.of()), Map.of()));
    }

    private Optional<NotCovered> identifier() {
        if (this.inner.identifier().isEmpty()) {
            return this.outer.identifier()
                    .flatMap(identifiers -> somewhere(Violation.IDENTIFIER_NOT_ALLOWED, "identifier"));
        }
        Constraint asked = this.inner.identifier().get().asConstraint();
        Optional<Gap> gap = this.outer.identifier()
                .map(allowed -> ConstraintContainment.gap(allowed.asConstraint(), asked))
                .orElseGet(() -> Gap.notAllowed(ConstraintContainment.sample(asked, Map.of())));
        return gap.map(found -> {
            CallFacts call = call(anyAction(), NO_OTHER, found.session());
            Optional<String> named = Optional.of(((TextFact) found.value()).text());
            return found(Violation.IDENTIFIER_NOT_ALLOWED, "identifier", new CallFacts(call.action(), named, call.facts()),
                    found.session());
        });
    }

    private Optional<NotCovered> actions() {
        return this.inner.actions()
                .keySet()
                .stream()
                .filter(action -> !this.outer.actions().containsKey(action))
                .findFirst()
                .map(action -> found(Violation.ACTION_NOT_ALLOWED, "action", call(action, NO_OTHER, Map.of()), Map.of()));
    }

    private Optional<NotCovered> parameters() {
        List<NotCovered> found = new ArrayList<>();
        this.inner.actions().forEach((action, parameters) -> {
            Map<String, Constraint> allowed = this.outer.actions().getOrDefault(action, Map.of());
            missing(action, allowed, parameters).ifPresent(found::add);
            parameters.forEach((name, asked) -> outside(action, name, allowed, asked).ifPresent(found::add));
        });
        return found.stream().findFirst();
    }

    /** A parameter that has to be there is not so in every call of the inner authority. */
    private Optional<NotCovered> missing(String action, Map<String, Constraint> allowed, Map<String, Constraint> asked) {
        return CallContainment.missing(allowed, asked.keySet())
                .map(violation -> found(violation.reason(), violation.parameter(), call(action, NO_OTHER, Map.of()),
                        Map.of()));
    }

    private Optional<NotCovered> outside(String action, String name, Map<String, Constraint> allowed, Constraint asked) {
        Optional<Gap> gap = Optional.ofNullable(allowed.get(name))
                .map(constraint -> ConstraintContainment.gap(constraint, asked))
                .orElseGet(() -> Gap.of(Violation.PARAMETER_UNKNOWN, ConstraintContainment.sample(asked, Map.of())));
        return gap.map(found -> found(found.reason(), name,
                call(action, Map.of(name, found.value()), found.session()), found.session()));
    }

    private NotCovered found(String reason, String member, CallFacts call, Map<SessionFact, String> session) {
        Counterexample example = new Counterexample(this.inner.scope(), this.inner.tool(), call, whole(session), member);
        return new NotCovered(new Violation(reason, member), example);
    }

    /** A call of the inner authority with these facts, and no more than it needs. */
    private CallFacts call(String action, Map<String, Fact> facts, Map<SessionFact, String> session) {
        Map<String, Fact> all = new TreeMap<>(facts);
        this.inner.actions().getOrDefault(action, Map.of()).forEach((name, constraint) -> {
            if (!(constraint instanceof Free)) {
                all.putIfAbsent(name, ConstraintContainment.sample(constraint, whole(session)));
            }
        });
        Optional<String> identifier = this.inner.identifier()
                .map(identifiers -> TextContainment.sample(identifiers.asConstraint(), whole(session)));
        return new CallFacts(action, identifier, all);
    }

    private String anyAction() {
        return this.inner.actions().keySet().iterator().next();
    }

    /** The session that samples are taken in: each fact is its own name where nothing else is said. */
    private static Map<SessionFact, String> whole(Map<SessionFact, String> session) {
        Map<SessionFact, String> whole = new EnumMap<>(SessionFact.class);
        for (SessionFact fact : SessionFact.values()) {
            whole.put(fact, session.getOrDefault(fact, fact.word()));
        }
        return whole;
    }
}
