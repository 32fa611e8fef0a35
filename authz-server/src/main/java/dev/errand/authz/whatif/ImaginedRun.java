package dev.errand.authz.whatif;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.errand.authz.decision.Life;
import dev.errand.authz.decision.Mandate;
import dev.errand.authz.decision.TokenTerms;
import dev.errand.authz.grant.CredentialRequest;
import dev.errand.authz.run.BudgetLeft;
import dev.errand.authz.run.Budgets;
import dev.errand.authz.run.CeilingEntry;
import dev.errand.authz.run.RunTerms;
import dev.errand.authz.session.LoginMethod;
import dev.errand.authz.session.SessionLimits;
import dev.errand.authz.session.UserSession;
import dev.errand.toolscope.SessionFact;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.registry.ToolScopes;

/**
 * The widest run that a user could have agreed to this moment, in a session that has just begun: the whole of every scope
 * that is asked for, with their registered budgets. It is nowhere but here.
 */
@Component
final class ImaginedRun {

    private final ToolScopes registry;
    private final SessionLimits limits;

    ImaginedRun(ToolScopes registry, SessionLimits limits) {
        this.registry = registry;
        this.limits = limits;
    }

    UserSession session(String subject, Instant now) {
        return new UserSession(Placeholder.SESSION, subject, now, now.plus(limits.idle()), now.plus(limits.absolute()),
                LoginMethod.PASSWORD);
    }

    /** A scope that is not in force is not in the ceiling; without a registered budget nothing could be drawn. */
    Mandate mandate(CredentialRequest asked, String clientId, UserSession session) {
        List<ToolScope> scopes = asked.details().stream().flatMap(detail -> registry.active(detail.scope()).stream())
                .toList();
        Map<SessionFact, String> facts = Map.of(SessionFact.SUBJECT, session.subject(), SessionFact.AGENT, clientId);
        BudgetLeft budget = Optional.of(scopes).filter(inForce -> !inForce.isEmpty())
                .flatMap(Budgets::ofDefaults).map(BudgetLeft::of).orElseGet(() -> new BudgetLeft(0, Map.of()));
        return new Mandate(session.sid(), session.subject(),
                scopes.stream().map(scope -> new CeilingEntry(scope.authority().resolve(facts), scope.version())).toList(),
                budget, session.authTime().plus(RunTerms.DEFAULT_LIFE), session.end());
    }

    /** What a token of it would have in common with others. */
    static TokenTerms terms(String clientId, UserSession session, Life life) {
        return new TokenTerms(Placeholder.TOKEN, session.subject(), session.sid(), Placeholder.RUN, List.of(), clientId,
                Placeholder.KEY, session.authTime(), Placeholder.CONSENT, life.from(), life.to());
    }
}
