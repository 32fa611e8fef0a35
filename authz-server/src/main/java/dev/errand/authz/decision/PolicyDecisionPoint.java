package dev.errand.authz.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.errand.authz.run.Run;
import dev.errand.authz.session.UserSession;
import dev.errand.toolscope.ToolScope;

/**
 * Decides. A function of its facts: no I/O, no clock, no state. Rules are judged in order and the first denial stands;
 * a permit is what is left when no rule objects.
 */
public final class PolicyDecisionPoint {

    /** Names the rules that a decision was made by, in the ledger. */
    public static final String VERSION = "1";

    private static final Duration RUN_TOKEN_LIFE = Duration.ofMinutes(5);

    private final List<Rule> rules = List.of(new TargetIsTheScopesTool(), new ScopeIsActive(), new AgentMayUseScope(),
            new InsideRegisteredScope(), new InsideCeiling(), new PinsOneCall(), new BudgetSuffices());

    /** The decision that follows from the facts. */
    public Decision decide(Facts facts) {
        return switch (facts) {
            case Facts.ForRunToken runToken -> decide(runToken);
            case Facts.ForCredential credential -> decide(new CredentialFacts(credential));
        };
    }

    private static Decision decide(Facts.ForRunToken facts) {
        TokenTerms terms = terms(facts, facts.run(), facts.session(), RUN_TOKEN_LIFE);
        return hasTime(terms) ? new RunTokenPermit(terms) : new Decision.Deny(DenyReason.NO_TIME_LEFT, null);
    }

    private Decision decide(CredentialFacts facts) {
        Optional<Decision.Deny> denial = rules.stream().flatMap(rule -> rule.judge(facts).stream()).findFirst();
        if (denial.isPresent()) {
            return denial.get();
        }
        ToolScope scope = facts.active().orElseThrow();
        CredentialFacts.Drawn drawn = facts.drawn().orElseThrow();
        TokenTerms terms = terms(facts.given(), facts.given().run(), facts.given().session(), lifetime(facts));
        if (!hasTime(terms)) {
            return new Decision.Deny(DenyReason.NO_TIME_LEFT, null);
        }
        return new CredentialPermit(terms, drawn.granted(),
                new CredentialPermit.Versions(drawn.entry().pinnedVersion(), scope.version()), Cost.uses(facts),
                Cost.of(facts));
    }

    /** The shorter life of the active version and of the one that the user consented to. */
    private static Duration lifetime(CredentialFacts facts) {
        return facts.versions().map(ToolScope::lifetime).min(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static boolean hasTime(TokenTerms terms) {
        return terms.issuedAt().plusSeconds(1).isBefore(terms.expiresAt());
    }

    private static TokenTerms terms(Facts facts, Run run, UserSession session, Duration life) {
        Instant expiry = earliest(facts.now().plus(life), earliest(run.terms().deadline(), session.end()));
        return new TokenTerms(facts.tokenId(), run.subject(), run.sid(), run.runId(), run.clientId(),
                facts.proof().jkt(), session.authTime(), run.consentId(), facts.now(), expiry);
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
