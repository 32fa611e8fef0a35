package dev.errand.authz.run;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.toolscope.Money;
import dev.errand.toolscope.json.DetailsJson;
import dev.errand.toolscope.json.Parsed;

/** How the terms of a run are stored as JSON: the scope library's own form of an authority beside its version. */
@Component
public final class TermsJson {

    private final JsonMapper json;

    TermsJson(JsonMapper json) {
        this.json = json;
    }

    /**
     * SQL: whether the stored ceiling or terms in this column hold a scope of this tool. Quotes in what anybody wrote are
     * stored escaped, so that no text looks like it.
     */
    static String mentions(String column, String tool) {
        return "POSITION('\"tool\":\"' || " + tool + " || '\"' IN " + column + ") > 0";
    }

    /** The stored form of a ceiling. */
    String ceiling(List<CeilingEntry> ceiling) {
        return json.writeValueAsString(ceiling.stream().map(TermsJson::entry).toList());
    }

    List<CeilingEntry> ceiling(String stored) {
        return json.readTree(stored).valueStream().map(TermsJson::entry).toList();
    }

    /** The stored form of complete terms. */
    public String terms(RunTerms terms) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("purpose", terms.purpose());
        members.put("ceiling", terms.ceiling().stream().map(TermsJson::entry).toList());
        members.put("max_calls", terms.budget().maxCalls());
        members.put("totals", moneys(terms.budget().totals()));
        members.put("deadline", terms.deadline().toString());
        return json.writeValueAsString(members);
    }

    /** Terms from their stored form. */
    public RunTerms terms(String stored) {
        JsonNode node = json.readTree(stored);
        Map<String, Money> totals = new LinkedHashMap<>();
        node.path("totals").properties().forEach(total -> totals.put(total.getKey(), money(total.getValue())));
        return new RunTerms(node.path("purpose").asString(),
                node.path("ceiling").valueStream().map(TermsJson::entry).toList(),
                new Budget(node.path("max_calls").asInt(), totals), Instant.parse(node.path("deadline").asString()));
    }

    private static Map<String, Object> entry(CeilingEntry entry) {
        return Map.of("version", entry.pinnedVersion(), "authority", DetailsJson.toJson(entry.authority()));
    }

    private static CeilingEntry entry(JsonNode node) {
        return new CeilingEntry(stored(DetailsJson.authority(node.path("authority"))), node.path("version").asInt());
    }

    private static Map<String, Object> moneys(Map<String, Money> totals) {
        Map<String, Object> members = new LinkedHashMap<>();
        totals.forEach((parameter, total) -> members.put(parameter,
                Map.of("max", total.amountText(), "currency", total.currency())));
        return members;
    }

    private static Money money(JsonNode node) {
        return stored(DetailsJson.money(node, "totals"));
    }

    private static <T> T stored(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Value<T> value -> value.value();
            case Parsed.Malformed<T> malformed ->
                throw new IllegalStateException("stored terms are damaged at " + malformed.member());
        };
    }
}
