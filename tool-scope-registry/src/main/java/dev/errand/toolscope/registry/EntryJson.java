package dev.errand.toolscope.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.composition.Composition;
import dev.errand.toolscope.composition.NeverTogether;
import dev.errand.toolscope.json.ScopeJson;
import dev.errand.toolscope.json.StrictObject;

/** Entries as members of a document, and as the text of their rows. */
final class EntryJson {

    private static final int MAX_ELEMENTS = 100;

    private EntryJson() {}

    static Entry read(EntryKind kind, StrictObject object) {
        return switch (kind) {
            case SCOPE -> new Entry.OfScope(ScopeJson.read(object));
            case COMPOSITION -> new Entry.OfComposition(composition(object));
            case NEVER_TOGETHER -> new Entry.OfRule(rule(object));
            case TOOL -> throw new IllegalArgumentException("A tool has no versions");
        };
    }

    static Composition composition(StrictObject object) {
        return new Composition(object.text("name"), ToolScope.UNREGISTERED, object.text("tool"),
                object.text("description"), scopes(object.texts("scopes", MAX_ELEMENTS)),
                new TreeSet<>(optional(object, "agents")));
    }

    static NeverTogether rule(StrictObject object) {
        return new NeverTogether(object.text("name"), ToolScope.UNREGISTERED, object.text("description"),
                scopes(optional(object, "scopes")), new TreeSet<>(optional(object, "labels")));
    }

    static Map<String, Object> write(Composition composition) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", composition.name());
        object.put("tool", composition.tool());
        object.put("description", composition.description());
        object.put("scopes", composition.scopes().stream().map(ScopeName::value).toList());
        object.put("agents", List.copyOf(composition.agents()));
        return object;
    }

    static Map<String, Object> write(NeverTogether rule) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", rule.name());
        object.put("description", rule.description());
        object.put("scopes", rule.scopes().stream().map(ScopeName::value).toList());
        object.put("labels", List.copyOf(rule.labels()));
        return object;
    }

    private static List<String> optional(StrictObject object, String member) {
        return object.has(member) ? object.texts(member, MAX_ELEMENTS) : List.of();
    }

    private static SortedSet<ScopeName> scopes(List<String> texts) {
        SortedSet<ScopeName> scopes = new TreeSet<>();
        for (int i = 0; i < texts.size(); i++) {
            String at = "scopes[" + i + "]";
            scopes.add(ScopeName.parse(texts.get(i)).orElseThrow(() -> new InvalidValue(at, "is not a scope name")));
        }
        return scopes;
    }
}
