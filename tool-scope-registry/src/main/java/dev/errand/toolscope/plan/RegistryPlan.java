package dev.errand.toolscope.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.EntryVersion;
import dev.errand.toolscope.registry.RegisteredTool;
import dev.errand.toolscope.registry.RegistryDocument;

/**
 * What differs between two documents, in words: tools, scopes, compositions and rules, each in the order of the later
 * document, then what only the earlier one has. Nothing that allows more than before is without a change that says
 * {@link Direction#WIDER}; where something allows more and less at once, it says so and counts as wider. Pure.
 *
 * <p>
 * To see what applying a document would do, compare what is registered with
 * {@link RegistryDocument#with(RegistryDocument)}: what a document does not mention stays then.
 */
public final class RegistryPlan {

    private final RegistryDocument before;
    private final RegistryDocument after;
    private final List<PlannedChange> changes = new ArrayList<>();

    private RegistryPlan(RegistryDocument before, RegistryDocument after) {
        this.before = before;
        this.after = after;
    }

    /** The differences; none if the documents say the same. */
    public static List<PlannedChange> between(RegistryDocument before, RegistryDocument after) {
        RegistryPlan plan = new RegistryPlan(before, after);
        plan.tools();
        plan.entries(Kind.SCOPES, before.scopes(), after.scopes());
        plan.entries(Kind.COMPOSITIONS, before.compositions(), after.compositions());
        plan.entries(Kind.RULES, before.neverTogether(), after.neverTogether());
        return List.copyOf(plan.changes);
    }

    /** The differences between two versions of one entry; none if they say the same. */
    public static List<PlannedChange> between(EntryVersion before, EntryVersion after) {
        return switch (after.entry().kind()) {
            case TOOL -> throw new IllegalArgumentException("A tool has no versions");
            case SCOPE -> between(Kind.SCOPES, before, after, EntryVersion::scope);
            case COMPOSITION -> between(Kind.COMPOSITIONS, before, after, EntryVersion::composition);
            case NEVER_TOGETHER -> between(Kind.RULES, before, after, EntryVersion::rule);
        };
    }

    private static <T> List<PlannedChange> between(Kind<T> kind, EntryVersion before, EntryVersion after,
            Function<EntryVersion, T> entry) {
        return between(kind, entry.apply(before), entry.apply(after), !before.retires(), !after.retires());
    }

    private void tools() {
        Map<String, RegisteredTool> old = new LinkedHashMap<>();
        this.before.tools().forEach(tool -> old.put(tool.resource(), tool));
        for (RegisteredTool tool : this.after.tools()) {
            Differences differences = new Differences(EntryName.of(tool));
            RegisteredTool known = old.remove(tool.resource());
            if (known == null) {
                differences.add("new", Direction.NEITHER);
            } else {
                differences.text("name", known.name(), tool.name());
                differences.text("keys", known.jwks(), tool.jwks());
            }
            this.changes.addAll(differences.found());
        }
        old.keySet().forEach(resource -> {
            Differences differences = new Differences(new EntryName(EntryKind.TOOL, resource));
            differences.add("no longer mentioned", Direction.NEITHER);
            this.changes.addAll(differences.found());
        });
    }

    private <T> void entries(Kind<T> kind, List<T> before, List<T> after) {
        Map<EntryName, T> old = new LinkedHashMap<>();
        before.forEach(entry -> old.put(kind.name().apply(entry), entry));
        for (T entry : after) {
            EntryName name = kind.name().apply(entry);
            T known = old.remove(name);
            if (known == null) {
                this.changes.addAll(this.after.retired(name)
                        ? kind.neither(entry, "new, and retired")
                        : kind.appearing(entry, "new"));
            } else {
                this.changes.addAll(between(kind, known, entry, !this.before.retired(name),
                        !this.after.retired(name)));
            }
        }
        old.forEach((name, entry) -> this.changes.addAll(this.before.retired(name)
                ? kind.neither(entry, "no longer mentioned")
                : kind.disappearing(entry, "no longer mentioned")));
    }

    private static <T> List<PlannedChange> between(Kind<T> kind, T before, T after, boolean was, boolean is) {
        if (was && is) {
            return kind.between(before, after);
        }
        if (was) {
            return kind.disappearing(before, "retired");
        }
        if (is) {
            return kind.appearing(after, "in force again");
        }
        return kind.same(before, after) ? List.of() : kind.neither(after, "changed, and retired as before");
    }
}
