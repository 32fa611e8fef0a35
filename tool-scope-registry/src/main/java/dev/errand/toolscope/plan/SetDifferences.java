package dev.errand.toolscope.plan;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.composition.Composition;
import dev.errand.toolscope.composition.NeverTogether;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.EntryName;

/** How two versions of a composition or of a rule in force differ. */
final class SetDifferences {

    private SetDifferences() {}

    /** A smaller set was contained in what one credential could do before; any other may be used together only now. */
    static List<PlannedChange> between(Composition before, Composition after) {
        Differences differences = new Differences(new EntryName(EntryKind.COMPOSITION, after.name()));
        differences.text("description", before.description(), after.description());
        differences.text("tool", before.tool(), after.tool());
        if (!before.scopes().equals(after.scopes())) {
            String what = "scopes " + names(before.scopes()) + " → " + names(after.scopes());
            if (before.scopes().containsAll(after.scopes())) {
                differences.add(what, Direction.NARROWER);
            } else {
                differences.wider(what, together(after));
            }
        }
        agents(differences, before.agents(), after.agents());
        return differences.found();
    }

    /** A rule with more members is broken less often. */
    static List<PlannedChange> between(NeverTogether before, NeverTogether after) {
        Differences differences = new Differences(new EntryName(EntryKind.NEVER_TOGETHER, after.name()));
        differences.text("description", before.description(), after.description());
        SortedSet<String> old = members(before);
        SortedSet<String> now = members(after);
        if (!old.equals(now)) {
            String what = "members " + String.join(", ", old) + " → " + String.join(", ", now);
            if (old.containsAll(now)) {
                differences.add(what, Direction.NARROWER);
            } else {
                differences.wider(what, joined(old) + " in one session");
            }
        }
        return differences.found();
    }

    static String together(Composition composition) {
        return joined(composition.scopes().stream().map(ScopeName::value).collect(Collectors.toCollection(TreeSet<String>::new)))
                + " in one credential";
    }

    static String together(NeverTogether rule) {
        return joined(members(rule)) + " in one session";
    }

    private static String joined(SortedSet<String> names) {
        return String.join(" with ", names);
    }

    private static void agents(Differences differences, SortedSet<String> before, SortedSet<String> after) {
        if (before.equals(after)) {
            return;
        }
        String what = "agents " + agents(before) + " → " + agents(after);
        if (after.isEmpty()) {
            differences.wider(what, "use by any agent");
        } else if (before.isEmpty() || before.containsAll(after)) {
            differences.add(what, Direction.NARROWER);
        } else {
            differences.wider(what, "use by " + Differences.without(after, before).first());
        }
    }

    private static String agents(SortedSet<String> agents) {
        return agents.isEmpty() ? "any" : String.join(", ", agents);
    }

    private static String names(SortedSet<ScopeName> scopes) {
        return scopes.stream().map(ScopeName::value).collect(Collectors.joining(", "));
    }

    private static SortedSet<String> members(NeverTogether rule) {
        SortedSet<String> members = new TreeSet<>(rule.labels());
        rule.scopes().forEach(scope -> members.add(scope.value()));
        return members;
    }
}
