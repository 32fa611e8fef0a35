package dev.errand.authz.admin.whatif;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.stereotype.Component;

import dev.errand.authz.decision.CredentialTerms;
import dev.errand.authz.decision.Explanation;
import dev.errand.authz.decision.Mandate;
import dev.errand.authz.endpoint.EndpointError;
import dev.errand.authz.run.BudgetLeft;
import dev.errand.authz.run.Debit;
import dev.errand.authz.whatif.Answer;
import dev.errand.authz.whatif.WhatIf;
import dev.errand.toolscope.Money;
import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.json.DetailsJson;

/** Asks what would be issued. Administrators and auditors may; nothing is changed or issued by it. Thread-safe. */
@Component
public final class WhatIfs {

    private final WhatIf whatIf;

    WhatIfs(WhatIf whatIf) {
        this.whatIf = whatIf;
    }

    /** The answer as things stand. */
    public WhatIfAnswer ask(WhatIfRequest request) {
        return switch (whatIf.ask(request.question())) {
            case Answer.Nobody(String member) -> new WhatIfAnswer.Nobody(member);
            case Answer.Judged judged -> new WhatIfAnswer.Judged(judged.agent(), judged.subject(),
                    judged.error().map(WhatIfs::refusal), judged.mandate().map(WhatIfs::lent),
                    judged.rules().stream().map(WhatIfs::rule).toList(), judged.outcome().map(WhatIfs::token));
        };
    }

    private static WhatIfAnswer.Refusal refusal(EndpointError error) {
        return new WhatIfAnswer.Refusal(error.getErrorCode(), String.valueOf(error.getDescription()), error.reason(),
                error.parameter(),
                error.requests(), error.scopeForm().orElse(null));
    }

    private static WhatIfAnswer.Lent lent(Mandate mandate) {
        return new WhatIfAnswer.Lent(mandate.sid(), budget(mandate.left()), mandate.deadline(), mandate.sessionEnd());
    }

    private static WhatIfAnswer.Rule rule(Explanation.Step step) {
        return new WhatIfAnswer.Rule(step.rule(), step.scope().map(ScopeName::value).orElse(null),
                step.verdict().name().toLowerCase(Locale.ROOT),
                step.saw().stream().map(sight -> new WhatIfAnswer.Saw(sight.what(), sight.value())).toList());
    }

    private static WhatIfAnswer.Token token(Answer.Outcome outcome) {
        CredentialTerms credential = outcome.credential();
        return new WhatIfAnswer.Token(outcome.token().header(), outcome.token().claims(),
                Duration.between(credential.life().from(), credential.life().to()).toSeconds(), credential.maxUses(),
                budget(credential.debit()), budget(outcome.left()));
    }

    private static WhatIfAnswer.Budget budget(BudgetLeft left) {
        return new WhatIfAnswer.Budget(left.calls(), totals(left.totals()));
    }

    private static WhatIfAnswer.Budget budget(Debit debit) {
        return new WhatIfAnswer.Budget(debit.calls(), totals(debit.amounts()));
    }

    private static Map<String, Map<String, Object>> totals(Map<String, Money> totals) {
        Map<String, Map<String, Object>> members = new LinkedHashMap<>();
        new TreeMap<>(totals).forEach((parameter, total) -> members.put(parameter, DetailsJson.write(total)));
        return members;
    }
}
