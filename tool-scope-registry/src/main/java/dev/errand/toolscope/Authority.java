package dev.errand.toolscope;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A set of calls at one tool: those of its actions, on its identifiers, with parameters inside its constraints. A
 * scope's registered authority, a run's ceiling and a credential's grant are all of this type, so that one relation,
 * {@link #covers(Authority)}, decides between each two of them.
 *
 * <p>
 * A call belongs to the set only if every constrained parameter is there and inside, and no parameter is there that is
 * not named. An authority without identifiers holds calls that name no object.
 *
 * @param tool
 *            the tool's resource indicator
 * @param actions
 *            constraints by action and parameter
 */
public record Authority(ScopeName scope, String tool, Optional<Identifiers> identifier,
        Map<String, Map<String, Constraint>> actions) {

    private static final int MAX_ACTIONS = 64;

    /**
     * @throws InvalidValue
     *             if the tool is no resource indicator, there is no action, or a name is malformed
     */
    public Authority {
        ResourceIndicator.require("tool", tool);
        if (actions.isEmpty() || actions.size() > MAX_ACTIONS) {
            throw new InvalidValue("actions", "does not have between 1 and " + MAX_ACTIONS + " actions");
        }
        var byName = new TreeMap<String, Map<String, Constraint>>();
        actions.forEach((name, parameters) -> byName.put(name, new ToolAction(name, parameters).parameters()));
        actions = Collections.unmodifiableSortedMap(byName);
    }

    /**
     * Whether every call of the other authority is one of this, whatever the session. A partial order, decided exactly: a
     * "no" comes with a call that shows it.
     */
    public Coverage covers(Authority other) {
        return Containment.of(this, other);
    }

    /** Whether this call is one of the set. */
    public Coverage covers(CallFacts call) {
        return CallContainment.outside(this, call)
                .<Coverage>map(violation -> new Coverage.NotCovered(violation,
                        new Counterexample(this.scope, this.tool, call, Map.of(), violation.parameter())))
                .orElseGet(Coverage.Covered::new);
    }

    /** The part asked for: members stated must lie inside, members left out are inherited. Never widens. */
    public Narrowing narrow(NarrowingRequest request) {
        return NarrowingStep.narrow(this, request);
    }

    /** The same authority in one session: its facts in place of their names. One that is not given stays as it is. */
    public Authority resolve(Map<SessionFact, String> session) {
        Map<String, Map<String, Constraint>> resolved = new TreeMap<>();
        this.actions.forEach((action, parameters) -> {
            Map<String, Constraint> constraints = new TreeMap<>(parameters);
            constraints.replaceAll((parameter, constraint) -> constraint.resolve(session));
            resolved.put(action, constraints);
        });
        return new Authority(this.scope, this.tool, this.identifier.map(identifiers -> identifiers.resolve(session)),
                resolved);
    }

    /**
     * Whether a credential can be made of this: one action and, if there are identifiers at all, exactly one, and no
     * session fact left open.
     */
    public boolean pinned() {
        return this.actions.size() == 1 && this.identifier.map(Identifiers.Exactly.class::isInstance).orElse(true)
                && this.actions.values().stream().flatMap(all -> all.values().stream()).noneMatch(Constraint::open);
    }
}
