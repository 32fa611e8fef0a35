package dev.errand.sample.agent;

import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/** A run's state as the server answers it at {@code GET /run}, in words. */
record RunView(JsonNode json) {

    String id() {
        return json.path("run_id").asString();
    }

    String state() {
        return json.path("state").asString();
    }

    String deadline() {
        return json.path("deadline").asString();
    }

    String budget() {
        JsonNode budget = json.path("budget");
        String totals = budget.path("totals").properties().stream()
                .map(total -> ", " + total.getKey() + " " + left(total.getValue()))
                .collect(Collectors.joining());
        return "calls " + budget.path("calls_left").asInt(0) + " of " + budget.path("max_calls").asInt(0) + " left" + totals;
    }

    private static String left(JsonNode total) {
        return total.path("left").asString() + " of " + total.path("max").asString() + " " + total.path("currency").asString()
                + " left";
    }

}
