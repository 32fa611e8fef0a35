package dev.errand.authz.console.whatif;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.admin.whatif.WhatIfAnswer;
import dev.errand.authz.console.Moment;

/**
 * The answer as the page shows it.
 *
 * @param agent the agent
 * @param user the user
 * @param refusal why nothing would be issued; null if something would
 * @param requests the requests to make instead, as JSON; empty if there are none
 * @param lent what the user lends; null where the request was refused before it mattered
 * @param rules what each rule says
 * @param token what would be issued; null if nothing would
 */
public record WhatIfView(String agent, String user, WhatIfAnswer.@Nullable Refusal refusal, String requests,
        @Nullable Lent lent, List<WhatIfAnswer.Rule> rules, @Nullable Token token) {

    /** What the user lends. */
    public record Lent(Budget budget, Moment deadline, Moment sessionEnd) {}

    /** Calls, and the amounts in a line. */
    public record Budget(int calls, String amounts) {}

    /** What would be issued; header and claims as JSON. */
    public record Token(long lifetime, int uses, Budget debit, Budget left, String header, String claims) {}

    static WhatIfView of(WhatIfAnswer.Judged judged, JsonMapper json) {
        return new WhatIfView(judged.agent(), judged.user(), judged.refusal().orElse(null),
                judged.refusal().map(WhatIfAnswer.Refusal::requests).filter(requests -> !requests.isEmpty())
                        .map(requests -> pretty(json, requests)).orElse(""),
                judged.lent().map(lent -> new Lent(budget(lent.budget()), Moment.of(lent.deadline()),
                        Moment.of(lent.sessionEnd()))).orElse(null),
                judged.rules(),
                judged.token().map(token -> new Token(token.lifetime(), token.uses(), budget(token.debit()),
                        budget(token.left()), pretty(json, token.header()), pretty(json, token.claims()))).orElse(null));
    }

    static String pretty(JsonMapper json, Object members) {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(members);
    }

    private static Budget budget(WhatIfAnswer.Budget budget) {
        return new Budget(budget.calls(), budget.totals().entrySet().stream()
                .map(total -> total.getKey() + " " + total.getValue().get("max") + " " + total.getValue().get("currency"))
                .collect(Collectors.joining(", ")));
    }
}
