package dev.errand.toolscope.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.Composition;
import dev.errand.toolscope.composition.NeverTogether;

/** What is registered, with changes laid over it that nobody has made yet. */
final class Overlay {

    private final Map<String, RegisteredTool> tools = new LinkedHashMap<>();
    private final Map<EntryName, Entry> entries = new LinkedHashMap<>();
    private final SortedSet<EntryName> retired;

    Overlay(RegistryDocument registered) {
        registered.tools().forEach(this::put);
        registered.entries().forEach(entry -> this.entries.put(entry.name(), entry));
        this.retired = new TreeSet<>(registered.retired());
    }

    /** Lays over it those of the document's entries that are asked for. */
    Overlay(RegistryDocument registered, RegistryDocument document, Predicate<EntryName> which) {
        this(registered);
        document.tools().stream().filter(tool -> which.test(EntryName.of(tool))).forEach(this::put);
        document.entries().filter(entry -> which.test(entry.name()))
                .forEach(entry -> put(new StoredVersion(entry, document.retired(entry.name()))));
    }

    void put(RegisteredTool tool) {
        this.tools.put(tool.resource(), tool);
    }

    void put(StoredVersion version) {
        this.entries.put(version.entry().name(), version.entry());
        if (version.retires()) {
            this.retired.add(version.entry().name());
        } else {
            this.retired.remove(version.entry().name());
        }
    }

    Optional<RegisteredTool> tool(String resource) {
        return Optional.ofNullable(this.tools.get(resource));
    }

    Optional<StoredVersion> current(EntryName entry) {
        return Optional.ofNullable(this.entries.get(entry))
                .map(found -> new StoredVersion(found, this.retired.contains(entry)));
    }

    /** All of it; only what goes together is a document. */
    RegistryDocument document() {
        return Entry.document(List.copyOf(this.tools.values()), this.entries.values(), this.retired);
    }

    /** The part of it that an entry is about: itself, what it names, and their tools. */
    RegistryDocument around(EntryName name) {
        Map<EntryName, Entry> around = new LinkedHashMap<>();
        Optional.ofNullable(this.entries.get(name)).ifPresent(entry -> {
            entry.scopes().map(EntryName::of).filter(this.entries::containsKey)
                    .forEach(scope -> around.put(scope, this.entries.get(scope)));
            around.put(name, entry);
        });
        SortedSet<EntryName> out = new TreeSet<>(this.retired);
        out.retainAll(around.keySet());
        List<RegisteredTool> known = around.values().stream().flatMap(entry -> entry.tool().stream()).distinct()
                .flatMap(tool -> tool(tool).stream()).toList();
        return Entry.document(known, around.values(), out);
    }

    /** Why this does not go together, if it does not. */
    Optional<Finding> finding() {
        List<ToolScope> scopes = new ArrayList<>();
        List<Composition> compositions = new ArrayList<>();
        List<NeverTogether> rules = new ArrayList<>();
        this.entries.values().forEach(entry -> {
            switch (entry) {
                case Entry.OfScope(ToolScope scope) -> scopes.add(scope);
                case Entry.OfComposition(Composition composition) -> compositions.add(composition);
                case Entry.OfRule(NeverTogether rule) -> rules.add(rule);
            }
        });
        return Consistency.finding(List.copyOf(this.tools.values()), scopes, compositions, rules, this.retired);
    }
}
