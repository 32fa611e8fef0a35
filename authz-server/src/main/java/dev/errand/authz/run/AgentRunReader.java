package dev.errand.authz.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import tools.jackson.databind.JsonNode;

import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.PlainText;
import dev.errand.toolscope.json.DetailsJson;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;
import dev.errand.toolscope.json.StrictObject;

/** Reads {@code authorization_details} with its one {@code agent_run} element; anything unknown in it is refused. */
public final class AgentRunReader {

    private static final String DETAILS = "authorization_details";
    private static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_PURPOSE = 200;
    private static final int MAX_CEILING = 20;
    private static final int MAX_TOTALS = 20;
    private static final int MAX_CALLS = 10_000;
    private static final int MAX_SECONDS = 8 * 60 * 60;

    private AgentRunReader() {}

    /** The one element of the parameter's text. */
    public static Parsed<AgentRunRequest> read(String text) {
        return StrictJson.read(text, MAX_BYTES).then(root -> StrictObject.readList(root, DETAILS, 1,
                AgentRunReader::element)).then(AgentRunReader::one);
    }

    private static Parsed<AgentRunRequest> one(List<AgentRunRequest> elements) {
        return elements.isEmpty()
                ? new Parsed.Malformed<>(DETAILS, "is empty")
                : new Parsed.Value<>(elements.getFirst());
    }

    private static AgentRunRequest element(StrictObject details) {
        if (!"agent_run".equals(details.text("type"))) {
            throw new InvalidValue("type", "is not agent_run");
        }
        String purpose = PlainText.require("purpose", details.text("purpose"), MAX_PURPOSE);
        Duration lifetime = details.has("expires_in")
                ? Duration.ofSeconds(between("expires_in", details.integer("expires_in"), MAX_SECONDS))
                : RunTerms.DEFAULT_LIFE;
        List<NarrowingRequest> ceiling = details.list("ceiling", MAX_CEILING, AgentRunReader::entry);
        if (ceiling.isEmpty()) {
            throw new InvalidValue("ceiling", "is empty");
        }
        Optional<Budget> budget = details.optionalObject("budget", AgentRunReader::budget);
        return new AgentRunRequest(purpose, lifetime, ceiling, budget);
    }

    private static Parsed<NarrowingRequest> entry(JsonNode node, String path) {
        return DetailsJson.narrowing(node, Set.of(), path);
    }

    private static Budget budget(StrictObject budget) {
        int calls = between("max_calls", budget.integer("max_calls"), MAX_CALLS);
        Map<String, Money> totals = budget.has("totals")
                ? budget.map("totals", MAX_TOTALS, DetailsJson::money)
                : Map.of();
        return new Budget(calls, totals);
    }

    private static int between(String member, int value, int max) {
        if (value < 1 || value > max) {
            throw new InvalidValue(member, "is not between 1 and " + max);
        }
        return value;
    }
}
