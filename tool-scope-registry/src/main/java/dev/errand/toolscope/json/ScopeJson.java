package dev.errand.toolscope.json;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.Effect;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.RunDefault;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.ToolAction;
import dev.errand.toolscope.ToolScope;

/** A tool scope as an entry of a registry document. The version is the registry's, and no part of the entry. */
public final class ScopeJson {

    private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(1);
    private static final int MAX_LABELS = 20;
    private static final int MAX_TOTALS = 64;

    private ScopeJson() {}

    /** The scope, without a version of its own. Lifetime is {@code PT60S} and uses are 1 where the entry says none. */
    public static Parsed<ToolScope> read(JsonNode node, String path) {
        return StrictObject.read(node, path, ScopeJson::read);
    }

    /** The entry, made of maps, lists, texts and numbers; defaults are written out. */
    public static Map<String, Object> write(ToolScope scope) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", scope.name().value());
        object.put("tool", scope.tool());
        object.put("description", scope.description());
        object.put("effect", scope.effect().word());
        object.put("lifetime", scope.lifetime().toString());
        object.put("max_uses", scope.maxUses());
        object.put("labels", List.copyOf(scope.labels()));
        scope.identifier().ifPresent(identifiers -> object.put("identifier", AuthorityJson.write(identifiers)));
        List<Object> actions = new ArrayList<>();
        for (ToolAction action : scope.actions()) {
            actions.add(AuthorityJson.write(action.name(), action.parameters()));
        }
        object.put("actions", actions);
        scope.runDefault().ifPresent(budget -> object.put("run_default", write(budget)));
        if (scope.consentMemory()) {
            object.put("consent_memory", true);
        }
        return object;
    }

    /** The scope, for a reader that asks for more members of the entry than are the scope's. */
    public static ToolScope read(StrictObject object) {
        return new ToolScope(name(object.text("name")), ToolScope.UNREGISTERED, object.text("tool"),
                object.text("description"), effect(object.text("effect")),
                object.optionalText("lifetime").map(ScopeJson::lifetime).orElse(DEFAULT_LIFETIME),
                object.has("max_uses") ? object.integer("max_uses") : 1,
                object.has("labels") ? Set.copyOf(object.texts("labels", MAX_LABELS)) : Set.of(),
                object.optionalObject("identifier", AuthorityJson::identifiers), AuthorityJson.actions(object),
                object.optionalObject("run_default", ScopeJson::runDefault),
                object.has("consent_memory") && object.truth("consent_memory"));
    }

    private static RunDefault runDefault(StrictObject object) {
        return new RunDefault(object.integer("max_calls"),
                object.has("totals") ? object.map("totals", MAX_TOTALS, ConstraintJson::money) : Map.of());
    }

    private static Map<String, Object> write(RunDefault budget) {
        Map<String, Object> totals = new LinkedHashMap<>();
        budget.totals().forEach((parameter, total) -> totals.put(parameter, ConstraintJson.write(total)));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("max_calls", budget.maxCalls());
        object.put("totals", totals);
        return object;
    }

    private static ScopeName name(String text) {
        return ScopeName.parse(text).orElseThrow(() -> new InvalidValue("name", "is not a scope name"));
    }

    private static Effect effect(String word) {
        return Effect.parse(word)
                .orElseThrow(() -> new InvalidValue("effect", "is none of read, write and irreversible"));
    }

    private static Duration lifetime(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidValue("lifetime", "is not an ISO 8601 duration such as PT60S");
        }
    }
}
