package dev.errand.toolscope.plan;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.Composition;
import dev.errand.toolscope.composition.NeverTogether;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.EntryName;

/**
 * What the kinds of entries with versions have in common.
 *
 * @param unversioned
 *            the entry without its version number
 * @param allows
 *            whether an entry in force allows something, rather than forbid it
 * @param subject
 *            what it allows or forbids
 * @param differences
 *            between two of them in force
 */
record Kind<T>(Function<T, EntryName> name, Function<T, T> unversioned, boolean allows, Function<T, String> subject,
        BiFunction<T, T, List<PlannedChange>> differences) {

    static final Kind<ToolScope> SCOPES = new Kind<>(scope -> EntryName.of(scope.name()),
            scope -> scope.withVersion(ToolScope.UNREGISTERED), true, scope -> "scope " + scope.name(),
            ScopeDifferences::between);

    static final Kind<Composition> COMPOSITIONS = new Kind<>(
            composition -> new EntryName(EntryKind.COMPOSITION, composition.name()),
            composition -> composition.withVersion(ToolScope.UNREGISTERED), true, SetDifferences::together,
            SetDifferences::between);

    static final Kind<NeverTogether> RULES = new Kind<>(rule -> new EntryName(EntryKind.NEVER_TOGETHER, rule.name()),
            rule -> rule.withVersion(ToolScope.UNREGISTERED), false, SetDifferences::together, SetDifferences::between);

    List<PlannedChange> appearing(T entry, String what) {
        Differences differences = new Differences(this.name.apply(entry));
        if (this.allows) {
            differences.wider(what, this.subject.apply(entry));
        } else {
            differences.add(what, Direction.NARROWER);
        }
        return differences.found();
    }

    List<PlannedChange> disappearing(T entry, String what) {
        Differences differences = new Differences(this.name.apply(entry));
        if (this.allows) {
            differences.add(what, Direction.NARROWER);
        } else {
            differences.wider(what, this.subject.apply(entry));
        }
        return differences.found();
    }

    List<PlannedChange> neither(T entry, String what) {
        Differences differences = new Differences(this.name.apply(entry));
        differences.add(what, Direction.NEITHER);
        return differences.found();
    }

    List<PlannedChange> between(T before, T after) {
        List<PlannedChange> found = this.differences.apply(before, after);
        return found.isEmpty() && !same(before, after) ? neither(after, "written in another way") : found;
    }

    boolean same(T before, T after) {
        return this.unversioned.apply(before).equals(this.unversioned.apply(after));
    }
}
