package dev.errand.toolscope.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.Composition;
import dev.errand.toolscope.composition.HeldScope;
import dev.errand.toolscope.composition.NeverTogether;

/** Judges whether entries go together: what they name is there, and what is in force does not contradict itself. */
final class Consistency {

    private final Set<String> tools = new HashSet<>();
    private final Map<ScopeName, ToolScope> scopes = new HashMap<>();
    private final Map<String, List<ToolScope>> byLabel = new HashMap<>();
    private final Map<ScopeName, List<Composition>> byScope = new HashMap<>();
    private final List<Composition> compositions;
    private final Predicate<EntryName> retired;

    private Consistency(Collection<RegisteredTool> tools, List<ToolScope> scopes, List<Composition> compositions,
            Predicate<EntryName> retired) {
        tools.forEach(tool -> this.tools.add(tool.resource()));
        scopes.forEach(scope -> this.scopes.put(scope.name(), scope));
        this.compositions = compositions;
        this.retired = retired;
        scopes.forEach(scope -> scope.labels().forEach(label -> add(this.byLabel, label, scope)));
        activeCompositions().forEach(
                composition -> composition.scopes().forEach(scope -> add(this.byScope, scope, composition)));
    }

    /** The first reason found why the entries do not go together. */
    static Optional<Finding> finding(List<RegisteredTool> tools, List<ToolScope> scopes, List<Composition> compositions,
            List<NeverTogether> rules, Set<EntryName> retired) {
        Consistency all = new Consistency(tools, scopes, compositions, retired::contains);
        return Stream.of(scopes.stream().flatMap(all::scope),
                compositions.stream().flatMap(all::composition),
                all.sameSets(),
                rules.stream().flatMap(all::rule)).flatMap(findings -> findings).findFirst();
    }

    private Stream<Finding> scope(ToolScope scope) {
        return this.tools.contains(scope.tool())
                ? Stream.empty()
                : Stream.of(Finding.at(EntryName.of(scope.name()), "tool", "is none of the tools"));
    }

    private Stream<Finding> composition(Composition composition) {
        EntryName entry = new Entry.OfComposition(composition).name();
        if (!this.tools.contains(composition.tool())) {
            return Stream.of(Finding.at(entry, "tool", "is none of the tools"));
        }
        return composition.scopes().stream().flatMap(scope -> named(composition, entry, scope).stream());
    }

    private Optional<Finding> named(Composition composition, EntryName entry, ScopeName name) {
        ToolScope scope = this.scopes.get(name);
        if (scope == null) {
            return Optional.of(Finding.at(entry, "scopes", "names a scope that there is not"));
        }
        if (!scope.tool().equals(composition.tool())) {
            return Optional.of(Finding.at(entry, "scopes", "names a scope of another tool"));
        }
        if (active(entry) && !active(EntryName.of(name))) {
            return Optional.of(Finding.at(entry, "scopes", "names a scope that is retired")
                    .orAt(EntryName.of(name), "state", "is retired, and an active composition names the scope"));
        }
        return Optional.empty();
    }

    private Stream<Finding> sameSets() {
        Map<Set<ScopeName>, EntryName> seen = new HashMap<>();
        return activeCompositions().flatMap(composition -> {
            EntryName entry = new Entry.OfComposition(composition).name();
            EntryName other = seen.putIfAbsent(composition.scopes(), entry);
            String problem = "is the set of scopes of another active composition";
            return other == null
                    ? Stream.empty()
                    : Stream.of(Finding.at(entry, "scopes", problem).orAt(other, "scopes", problem));
        });
    }

    private Stream<Finding> rule(NeverTogether rule) {
        EntryName entry = new Entry.OfRule(rule).name();
        if (!this.scopes.keySet().containsAll(rule.scopes())) {
            return Stream.of(Finding.at(entry, "scopes", "names a scope that there is not"));
        }
        return active(entry) ? Stream.concat(brokenByOne(rule, entry), brokenTogether(rule, entry)) : Stream.empty();
    }

    /** A scope that alone is what a rule forbids could never be used. */
    private Stream<Finding> brokenByOne(NeverTogether rule, EntryName entry) {
        return alone(rule).filter(scope -> active(EntryName.of(scope.name())))
                .filter(scope -> rule.brokenBy(List.of(HeldScope.of(scope))))
                .map(scope -> Finding.at(EntryName.of(scope.name()), "labels", "break an active rule by themselves")
                        .orAt(entry, "", "is broken by one active scope alone"));
    }

    /** The scopes that could break the rule alone; only these, since there may be many scopes and many rules. */
    private Stream<ToolScope> alone(NeverTogether rule) {
        return switch (rule.scopes().size()) {
            case 0 -> this.byLabel.getOrDefault(rule.labels().first(), List.of()).stream();
            case 1 -> rule.scopes().stream().flatMap(scope -> Optional.ofNullable(this.scopes.get(scope)).stream());
            default -> Stream.empty();
        };
    }

    /** The compositions that could break the rule. */
    private Stream<Composition> together(NeverTogether rule) {
        Stream<ScopeName> scopes = rule.scopes().isEmpty()
                ? this.byLabel.getOrDefault(rule.labels().first(), List.of()).stream().map(ToolScope::name)
                : Stream.of(rule.scopes().first());
        return scopes.flatMap(scope -> this.byScope.getOrDefault(scope, List.of()).stream()).distinct();
    }

    private Stream<Finding> brokenTogether(NeverTogether rule, EntryName entry) {
        return together(rule)
                .filter(composition -> rule
                        .brokenBy(composition.scopes().stream().map(this.scopes::get).map(HeldScope::of).toList()))
                .map(composition -> Finding
                        .at(new Entry.OfComposition(composition).name(), "scopes", "break an active rule together")
                        .orAt(entry, "", "forbids an active composition")
                        .orAtAny(composition.scopes(), "labels", "make an active composition break an active rule"));
    }

    private Stream<Composition> activeCompositions() {
        return this.compositions.stream().filter(composition -> active(new Entry.OfComposition(composition).name()));
    }

    private static <K, V> void add(Map<K, List<V>> lists, K key, V value) {
        lists.computeIfAbsent(key, first -> new ArrayList<>()).add(value);
    }

    private boolean active(EntryName entry) {
        return !this.retired.test(entry);
    }
}
