package dev.errand.authz.admin.whatif;

import java.util.LinkedHashMap;
import java.util.Map;

/** The answer as JSON. A refusal's members stand where the token endpoint has them; what is not there is left out. */
final class WhatIfJson {

    private WhatIfJson() {}

    static Map<String, Object> write(WhatIfAnswer.Judged judged) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("permitted", judged.refusal().isEmpty());
        judged.refusal().ifPresent(refusal -> add(members, refusal));
        members.put("agent", judged.agent());
        members.put("user", judged.user());
        judged.lent().ifPresent(lent -> members.put("lent", lent(lent)));
        members.put("rules", judged.rules().stream().map(WhatIfJson::rule).toList());
        judged.token().ifPresent(token -> add(members, token));
        return members;
    }

    private static void add(Map<String, Object> members, WhatIfAnswer.Refusal refusal) {
        members.put("error", refusal.error());
        members.put("error_description", refusal.description());
        members.put("reason", refusal.reason());
        if (refusal.parameter() != null) {
            members.put("parameter", refusal.parameter());
        }
        if (!refusal.requests().isEmpty()) {
            members.put("requests", refusal.requests());
        }
        if (refusal.scopeForm() != null) {
            members.put("scope_form", refusal.scopeForm());
        }
    }

    private static Map<String, Object> lent(WhatIfAnswer.Lent lent) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("session", lent.session());
        members.put("budget", budget(lent.budget()));
        members.put("deadline", lent.deadline().toString());
        members.put("session_end", lent.sessionEnd().toString());
        return members;
    }

    private static Map<String, Object> rule(WhatIfAnswer.Rule rule) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("rule", rule.rule());
        if (rule.scope() != null) {
            members.put("scope", rule.scope());
        }
        members.put("verdict", rule.verdict());
        members.put("saw", rule.saw().stream().map(WhatIfJson::saw).toList());
        return members;
    }

    private static Map<String, Object> saw(WhatIfAnswer.Saw saw) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("what", saw.what());
        members.put("value", saw.value());
        return members;
    }

    private static void add(Map<String, Object> members, WhatIfAnswer.Token token) {
        members.put("token", Map.of("header", token.header(), "claims", token.claims()));
        members.put("expires_in", token.lifetime());
        members.put("max_uses", token.uses());
        members.put("debit", budget(token.debit()));
        members.put("left", budget(token.left()));
    }

    private static Map<String, Object> budget(WhatIfAnswer.Budget budget) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("calls", budget.calls());
        members.put("totals", budget.totals());
        return members;
    }
}
