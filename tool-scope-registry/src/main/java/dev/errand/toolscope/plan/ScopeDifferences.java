package dev.errand.toolscope.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Constraint;
import dev.errand.toolscope.Constraint.MoneyLimit;
import dev.errand.toolscope.Effect;
import dev.errand.toolscope.Identifiers;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.RunDefault;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.registry.EntryName;

/**
 * How two versions of a scope in force differ. The authority is taken apart: each action, parameter and the identifier
 * is judged by authorities that differ in it alone, so that each difference has its own direction and counterexample.
 */
final class ScopeDifferences {

    private final ToolScope before;
    private final ToolScope after;
    private final Differences differences;

    private ScopeDifferences(ToolScope before, ToolScope after) {
        this.before = before;
        this.after = after;
        this.differences = new Differences(EntryName.of(after.name()));
    }

    static List<PlannedChange> between(ToolScope before, ToolScope after) {
        ScopeDifferences scopes = new ScopeDifferences(before, after);
        scopes.differences.text("description", before.description(), after.description());
        scopes.tool();
        scopes.identifier();
        scopes.actions();
        scopes.credential();
        scopes.labels();
        scopes.runDefault();
        scopes.consentMemory();
        scopes.remainder();
        return scopes.differences.found();
    }

    /** What is wider must never pass unnamed, so the whole is asked too. */
    private void remainder() {
        if (!this.differences.wider()) {
            this.before.authority().covers(this.after.authority()).refusal().ifPresent(violation -> this.differences
                    .authority("authority", this.before.authority(), this.after.authority()));
        }
    }

    private void tool() {
        if (!this.before.tool().equals(this.after.tool())) {
            Authority old = this.before.authority();
            this.differences.authority("tool " + this.before.tool() + " → " + this.after.tool(), old,
                    new Authority(old.scope(), this.after.tool(), old.identifier(), old.actions()));
        }
    }

    private void identifier() {
        Optional<Identifiers> old = this.before.identifier();
        Optional<Identifiers> now = this.after.identifier();
        if (!old.equals(now)) {
            Authority all = this.before.authority();
            this.differences.authority("identifier " + words(old) + " → " + words(now), all,
                    new Authority(all.scope(), all.tool(), now, all.actions()));
        }
    }

    private void actions() {
        Map<String, Map<String, Constraint>> old = this.before.authority().actions();
        Map<String, Map<String, Constraint>> now = this.after.authority().actions();
        for (String action : Differences.union(old.keySet(), now.keySet())) {
            if (!old.containsKey(action)) {
                this.differences.wider("new action " + action, "action " + action);
            } else if (!now.containsKey(action)) {
                this.differences.add("no more action " + action, Direction.NARROWER);
            } else {
                parameters(action, constraints(old, action), constraints(now, action));
            }
        }
    }

    private void parameters(String action, Map<String, Constraint> old, Map<String, Constraint> now) {
        for (String parameter : Differences.union(old.keySet(), now.keySet())) {
            Optional<Constraint> one = Optional.ofNullable(old.get(parameter));
            Optional<Constraint> other = Optional.ofNullable(now.get(parameter));
            if (!one.equals(other)) {
                Map<String, Constraint> changed = new TreeMap<>(old);
                changed.remove(parameter);
                other.ifPresent(constraint -> changed.put(parameter, constraint));
                this.differences.authority(where(action) + change(parameter, one, other), only(action, old),
                        only(action, changed));
            }
        }
    }

    private void credential() {
        Effect old = this.before.effect();
        Effect now = this.after.effect();
        if (old != now) {
            this.differences.add("effect " + old.word() + " → " + now.word(),
                    Direction.of(now.compareTo(old) < 0, now.compareTo(old) > 0));
        }
        this.differences.number("lifetime", this.before.lifetime().toSeconds(), this.after.lifetime().toSeconds(), " s");
        this.differences.number("uses of a credential", this.before.maxUses(), this.after.maxUses(), "");
    }

    /** A rule about scopes that are never together finds a scope by its labels: without them it may find it no more. */
    private void labels() {
        SortedSet<String> old = new TreeSet<>(this.before.labels());
        SortedSet<String> now = new TreeSet<>(this.after.labels());
        Differences.without(old, now).forEach(label -> this.differences.add("no more label " + label, Direction.WIDER));
        Differences.without(now, old).forEach(label -> this.differences.add("new label " + label, Direction.NARROWER));
    }

    private void runDefault() {
        Optional<RunDefault> old = this.before.runDefault();
        Optional<RunDefault> now = this.after.runDefault();
        if (old.isPresent() && now.isPresent()) {
            this.differences.number("calls of a run by default", old.get().maxCalls(), now.get().maxCalls(), "");
            for (String parameter : Differences.union(old.get().totals().keySet(), now.get().totals().keySet())) {
                total(parameter, Optional.ofNullable(old.get().totals().get(parameter)),
                        Optional.ofNullable(now.get().totals().get(parameter)));
            }
        } else if (now.isPresent()) {
            this.differences.wider("a budget by default", "a run without a budget of its own");
        } else if (old.isPresent()) {
            this.differences.add("no more budget by default", Direction.NARROWER);
        }
    }

    private void consentMemory() {
        if (this.after.consentMemory() && !this.before.consentMemory()) {
            this.differences.wider("a consent may be remembered", "a run without a page of its own");
        } else if (this.before.consentMemory() && !this.after.consentMemory()) {
            this.differences.add("no more remembered consent", Direction.NARROWER);
        }
    }

    private void total(String parameter, Optional<Money> old, Optional<Money> now) {
        if (old.equals(now)) {
            return;
        }
        boolean same = old.isPresent() && now.isPresent() && old.get().currency().equals(now.get().currency());
        boolean less = now.isPresent() && (old.isEmpty() || (same && now.get().amount().compareTo(old.get().amount()) < 0));
        this.differences.add("total of " + parameter + " of a run by default " + old.map(ScopeDifferences::words).orElse("none")
                + " → " + now.map(ScopeDifferences::words).orElse("none"), less ? Direction.NARROWER : Direction.WIDER);
    }

    private Authority only(String action, Map<String, Constraint> parameters) {
        Authority all = this.before.authority();
        return new Authority(all.scope(), all.tool(), all.identifier(), Map.of(action, parameters));
    }

    private String where(String action) {
        return this.before.actions().size() == 1 && this.after.actions().size() == 1 ? "" : action + ": ";
    }

    private static Map<String, Constraint> constraints(Map<String, Map<String, Constraint>> actions, String action) {
        return actions.getOrDefault(action, Map.of());
    }

    private static String change(String parameter, Optional<Constraint> old, Optional<Constraint> now) {
        if (old.isPresent() && now.isPresent() && old.get() instanceof MoneyLimit(Money less)
                && now.get() instanceof MoneyLimit(Money more)) {
            boolean same = less.currency().equals(more.currency());
            return parameter + " limit " + less.amountText() + (same ? "" : " " + less.currency()) + " → " + words(more);
        }
        return parameter + " " + old.map(Constraint::words).orElse("not named") + " → "
                + now.map(Constraint::words).orElse("not named");
    }

    private static String words(Money money) {
        return money.amountText() + " " + money.currency();
    }

    private static String words(Optional<Identifiers> identifiers) {
        return identifiers.map(Identifiers::asConstraint).map(Constraint::words).orElse("none");
    }
}
