package dev.errand.toolscope;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.errand.toolscope.Constraint.MoneyLimit;

/**
 * A registered tool scope at one version: what calls at one tool it stands for, and how credentials for it are made.
 * What is registered never changes; a change is a new version.
 *
 * <p>
 * A scope whose effect is not {@link Effect#READ} names the objects it extends to. Its amounts are capped because money
 * passes under a {@link MoneyLimit} only.
 *
 * @param version
 *            1 and up; {@link #UNREGISTERED} in a document that no registry has taken in yet
 * @param tool
 *            the tool's resource indicator
 * @param lifetime
 *            of a credential, whole seconds, at most 60; for {@code read} at most 300
 * @param maxUses
 *            of a credential: 1; for {@code read} at most 100
 * @param consentMemory
 *            whether a user's consent may be remembered, so that later runs of the same agent need no page; for
 *            {@code read} only
 */
public record ToolScope(ScopeName name, int version, String tool, String description, Effect effect, Duration lifetime,
        int maxUses, Set<String> labels, Optional<Identifiers> identifier, List<ToolAction> actions,
        Optional<RunDefault> runDefault, boolean consentMemory) {

    /** The version of a scope that no registry has numbered. */
    public static final int UNREGISTERED = 0;

    private static final int MAX_DESCRIPTION = 200;
    private static final int MAX_LABELS = 20;

    /** A scope whose user is asked for every run. */
    public ToolScope(ScopeName name, int version, String tool, String description, Effect effect, Duration lifetime,
            int maxUses, Set<String> labels, Optional<Identifiers> identifier, List<ToolAction> actions,
            Optional<RunDefault> runDefault) {
        this(name, version, tool, description, effect, lifetime, maxUses, labels, identifier, actions, runDefault, false);
    }

    /**
     * @throws InvalidValue
     *             if it may not be registered
     */
    public ToolScope {
        if (version < UNREGISTERED) {
            throw new InvalidValue("version", "is negative");
        }
        PlainText.require("description", description, MAX_DESCRIPTION);
        ScopeLimits.of(effect).check(lifetime, maxUses, identifier);
        labels = labels(labels);
        actions = List.copyOf(actions);
        Map<String, Map<String, Constraint>> constraints = byAction(actions);
        new Authority(name, tool, identifier, constraints);
        runDefault.ifPresent(budget -> checkTotals(budget, constraints));
        if (consentMemory && effect != Effect.READ) {
            throw new InvalidValue("consent_memory", "is true: only a scope with effect read may be remembered");
        }
    }

    /** All the calls that this scope stands for. */
    public Authority authority() {
        return new Authority(this.name, this.tool, this.identifier, byAction(this.actions));
    }

    /** The same scope under another version number. */
    public ToolScope withVersion(int number) {
        return new ToolScope(this.name, number, this.tool, this.description, this.effect, this.lifetime, this.maxUses,
                this.labels, this.identifier, this.actions, this.runDefault, this.consentMemory);
    }

    private static Set<String> labels(Set<String> labels) {
        if (labels.size() > MAX_LABELS) {
            throw new InvalidValue("labels", "has more than " + MAX_LABELS + " labels");
        }
        labels.forEach(label -> Names.word("labels", label));
        return Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    }

    private static Map<String, Map<String, Constraint>> byAction(List<ToolAction> actions) {
        var byAction = new TreeMap<String, Map<String, Constraint>>();
        for (ToolAction action : actions) {
            if (byAction.put(action.name(), action.parameters()) != null) {
                throw new InvalidValue("actions", "names an action twice");
            }
        }
        return byAction;
    }

    private static void checkTotals(RunDefault budget, Map<String, Map<String, Constraint>> actions) {
        budget.totals().forEach((parameter, total) -> {
            boolean limited = actions.values()
                    .stream()
                    .anyMatch(parameters -> parameters.get(parameter) instanceof MoneyLimit(Money max)
                            && max.currency().equals(total.currency()));
            if (!limited) {
                throw new InvalidValue("run_default.totals", "has a total for what is no money limit in its currency");
            }
        });
    }
}
