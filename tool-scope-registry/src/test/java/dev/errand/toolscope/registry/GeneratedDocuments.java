package dev.errand.toolscope.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.errand.toolscope.Authority;
import dev.errand.toolscope.Effect;
import dev.errand.toolscope.GeneratedAuthorities;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.RunDefault;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolAction;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.Composition;
import dev.errand.toolscope.composition.NeverTogether;

/** Documents with a little of everything that go together. */
final class GeneratedDocuments {

    private static final List<String> TOOLS = List.of("https://a.example", "https://b.example:8443/x");
    private static final List<String> LABELS = List.of("money", "yes", "no", "null", "sends-out");
    private static final List<String> TEXTS = List.of("A text", "yes", "null", "1.0", "a: b # c", "'quoted' \"twice\"", "Größe €",
            "- dash", "*star", "&and", "!tag", "%percent", "{curly}", "[square]", "0x1F", "~", "2026-01-01", "a\\b", "?", ":");

    private final Random random;
    private final GeneratedAuthorities authorities;

    GeneratedDocuments(long seed) {
        this.random = new Random(seed);
        this.authorities = new GeneratedAuthorities(seed);
    }

    RegistryDocument document() {
        List<RegisteredTool> tools = TOOLS.stream().map(tool -> new RegisteredTool(tool, pick(TEXTS), "{\"keys\":[]}")).toList();
        List<ToolScope> scopes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            scopes.add(scope("scope-" + (9 - i)));
        }
        RegistryDocument document = new RegistryDocument(tools, scopes, List.of(), List.of(), retired(scopes));
        for (int i = 0; i < 6; i++) {
            document = more(document, i);
        }
        return document;
    }

    /** The document with another composition or rule, if they go together. */
    private RegistryDocument more(RegistryDocument document, int number) {
        List<Composition> compositions = new ArrayList<>(document.compositions());
        List<NeverTogether> rules = new ArrayList<>(document.neverTogether());
        TreeSet<EntryName> retired = new TreeSet<>(document.retired());
        try {
            if (this.random.nextBoolean()) {
                compositions.add(composition("composition-" + number, document.scopes()));
            } else {
                rules.add(new NeverTogether("rule-" + number, 0, pick(TEXTS), some(document.scopes()), new TreeSet<>(some())));
            }
            if (this.random.nextInt(3) == 0) {
                retired.add(new EntryName(compositions.size() > document.compositions().size()
                        ? EntryKind.COMPOSITION
                        : EntryKind.NEVER_TOGETHER,
                        (compositions.size() > document.compositions().size() ? "composition-" : "rule-") + number));
            }
            return new RegistryDocument(document.tools(), document.scopes(), compositions, rules, retired);
        } catch (InvalidValue doesNotGoTogether) {
            return document;
        }
    }

    private Composition composition(String name, List<ToolScope> scopes) {
        String tool = pick(TOOLS);
        return new Composition(name, 0, tool, pick(TEXTS),
                some(scopes.stream().filter(scope -> scope.tool().equals(tool)).toList()),
                this.random.nextBoolean() ? new TreeSet<>() : new TreeSet<>(Set.of("agent 1", "null")));
    }

    private ToolScope scope(String name) {
        Authority authority = this.authorities.authority();
        boolean writes = authority.identifier().isPresent() && this.random.nextBoolean();
        return new ToolScope(new ScopeName((writes ? "write:" : "read:") + name), 0, pick(TOOLS), pick(TEXTS),
                writes ? pick(List.of(Effect.WRITE, Effect.IRREVERSIBLE)) : Effect.READ,
                Duration.ofSeconds(1 + this.random.nextInt(60)), writes ? 1 : 1 + this.random.nextInt(100), some(),
                authority.identifier(),
                authority.actions()
                        .entrySet()
                        .stream()
                        .map(action -> new ToolAction(action.getKey(), action.getValue()))
                        .toList(),
                this.random.nextBoolean()
                        ? Optional.of(new RunDefault(1 + this.random.nextInt(9), Map.of()))
                        : Optional.empty(),
                !writes && this.random.nextInt(4) == 0);
    }

    private SortedSet<EntryName> retired(List<ToolScope> scopes) {
        return scopes.stream()
                .filter(scope -> this.random.nextInt(4) == 0)
                .map(scope -> EntryName.of(scope.name()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private SortedSet<ScopeName> some(List<ToolScope> scopes) {
        return scopes.stream()
                .filter(scope -> this.random.nextBoolean())
                .map(ToolScope::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> some() {
        return LABELS.stream().filter(label -> this.random.nextInt(3) == 0).collect(Collectors.toUnmodifiableSet());
    }

    private <T> T pick(List<T> values) {
        return values.get(this.random.nextInt(values.size()));
    }
}
