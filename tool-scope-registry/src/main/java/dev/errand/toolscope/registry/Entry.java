package dev.errand.toolscope.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.Composition;
import dev.errand.toolscope.composition.NeverTogether;
import dev.errand.toolscope.json.ScopeJson;

/** What all entries with versions have in common. */
sealed interface Entry {

    Comparator<Entry> BY_NAME = Comparator.comparing(Entry::name);

    EntryName name();

    int version();

    Entry withVersion(int version);

    /** The entry as maps, lists and texts, as documents and rows have it. */
    Map<String, Object> tree();

    /** The scopes and labels that it names. */
    List<String> members();

    /** The scopes among them. */
    Stream<ScopeName> scopes();

    /** The resource indicator of its tool; rules have none. */
    Optional<String> tool();

    /** What people read of it. */
    String description();

    /** Whether this is the same entry at another version, or at the same. */
    default boolean sameAs(Entry other) {
        return withVersion(0).equals(other.withVersion(0));
    }

    default ToolScope asScope() {
        return ((OfScope) this).scope();
    }

    default Composition asComposition() {
        return ((OfComposition) this).composition();
    }

    default NeverTogether asRule() {
        return ((OfRule) this).rule();
    }

    /** The document of these. */
    static RegistryDocument document(List<RegisteredTool> tools, Collection<Entry> entries, SortedSet<EntryName> retired) {
        List<ToolScope> scopes = new ArrayList<>();
        List<Composition> compositions = new ArrayList<>();
        List<NeverTogether> rules = new ArrayList<>();
        for (Entry entry : entries) {
            switch (entry) {
                case OfScope(ToolScope scope) -> scopes.add(scope);
                case OfComposition(Composition composition) -> compositions.add(composition);
                case OfRule(NeverTogether rule) -> rules.add(rule);
            }
        }
        return new RegistryDocument(tools, scopes, compositions, rules, retired);
    }

    record OfScope(ToolScope scope) implements Entry {

        @Override
        public EntryName name() {
            return EntryName.of(this.scope.name());
        }

        @Override
        public int version() {
            return this.scope.version();
        }

        @Override
        public Entry withVersion(int version) {
            return new OfScope(this.scope.withVersion(version));
        }

        @Override
        public Map<String, Object> tree() {
            return ScopeJson.write(this.scope);
        }

        @Override
        public List<String> members() {
            return List.of();
        }

        @Override
        public Stream<ScopeName> scopes() {
            return Stream.empty();
        }

        @Override
        public Optional<String> tool() {
            return Optional.of(this.scope.tool());
        }

        @Override
        public String description() {
            return this.scope.description();
        }
    }

    record OfComposition(Composition composition) implements Entry {

        @Override
        public EntryName name() {
            return new EntryName(EntryKind.COMPOSITION, this.composition.name());
        }

        @Override
        public int version() {
            return this.composition.version();
        }

        @Override
        public Entry withVersion(int version) {
            return new OfComposition(this.composition.withVersion(version));
        }

        @Override
        public Map<String, Object> tree() {
            return EntryJson.write(this.composition);
        }

        @Override
        public List<String> members() {
            return scopes().map(ScopeName::value).toList();
        }

        @Override
        public Stream<ScopeName> scopes() {
            return this.composition.scopes().stream();
        }

        @Override
        public Optional<String> tool() {
            return Optional.of(this.composition.tool());
        }

        @Override
        public String description() {
            return this.composition.description();
        }
    }

    record OfRule(NeverTogether rule) implements Entry {

        @Override
        public EntryName name() {
            return new EntryName(EntryKind.NEVER_TOGETHER, this.rule.name());
        }

        @Override
        public int version() {
            return this.rule.version();
        }

        @Override
        public Entry withVersion(int version) {
            return new OfRule(this.rule.withVersion(version));
        }

        @Override
        public Map<String, Object> tree() {
            return EntryJson.write(this.rule);
        }

        @Override
        public List<String> members() {
            return Stream.concat(scopes().map(ScopeName::value), this.rule.labels().stream()).toList();
        }

        @Override
        public Stream<ScopeName> scopes() {
            return this.rule.scopes().stream();
        }

        @Override
        public Optional<String> tool() {
            return Optional.empty();
        }

        @Override
        public String description() {
            return this.rule.description();
        }
    }
}
