package dev.errand.authz.authorize;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import tools.jackson.databind.JsonNode;

import dev.errand.authz.run.Budget;
import dev.errand.toolscope.InvalidValue;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.NarrowingRequest;
import dev.errand.toolscope.PlainText;
import dev.errand.toolscope.json.DetailsJson;
import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictJson;
import dev.errand.toolscope.json.StrictObject;

/** Reads {@code authorization_details} with its one {@code agent_run} element; anything unknown in it is refused. */
final class AgentRunReader {

    private static final String DETAILS = "authorization_details";
    private static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_PURPOSE = 200;
    private static final int MAX_CEILING = 20;
    private static final int MAX_TOTALS = 20;
    private static final int MAX_CALLS = 10_000;
    private static final int DEFAULT_SECONDS = 15 * 60;
    private static final int MAX_SECONDS = 8 * 60 * 60;

    private AgentRunReader() {}

    static Parsed<AgentRunRequest> read(String text) {
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
        int seconds = details.has("expires_in")
                ? between("expires_in", details.integer("expires_in"), MAX_SECONDS)
                : DEFAULT_SECONDS;
        List<NarrowingRequest> ceiling = details.list("ceiling", MAX_CEILING, AgentRunReader::entry);
        if (ceiling.isEmpty()) {
            throw new InvalidValue("ceiling", "is empty");
        }
        Optional<Budget> budget = details.optionalObject("budget", AgentRunReader::budget);
        return new AgentRunRequest(purpose, Duration.ofSeconds(seconds), ceiling, budget);
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
