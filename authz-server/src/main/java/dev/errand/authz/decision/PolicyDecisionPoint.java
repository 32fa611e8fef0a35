package dev.errand.authz.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.errand.authz.run.Run;
import dev.errand.authz.session.UserSession;
import dev.errand.toolscope.composition.Composition;

/**
 * Decides. A function of its facts: no I/O, no clock, no state. Rules are judged in order and the first denial stands;
 * a permit is what is left when no rule objects.
 */
public final class PolicyDecisionPoint {

    /** Names the rules that a decision was made by, in the ledger. */
    public static final String VERSION = "2";

    private static final Duration ADMINISTRATION_LIFE = Duration.ofMinutes(1);
    private static final Duration RUN_TOKEN_LIFE = Duration.ofMinutes(5);

    private final List<Rule> rules = List.of(new ScopesMayTravelTogether(), new DetailsAreComplete(),
            new TargetIsTheScopesTool().forEachScope(), new ScopeIsActive().forEachScope(),
            new AgentMayUseScope().forEachScope(), new InsideRegisteredScope().forEachScope(),
            new InsidePinnedVersion().forEachScope(), new InsideCeiling().forEachScope(),
            new StillInsideVersions().forEachScope(), new PinsOneCall().forEachScope(), new NeverHeldTogether(),
            new BudgetSuffices());

    /** The decision that follows from the facts. */
    public Decision decide(Facts facts) {
        return switch (facts) {
            case Facts.ForAdministration administration -> decide(administration);
            case Facts.ForRunToken runToken -> decide(runToken);
            case Facts.ForCredential credential -> decide(new CredentialFacts(credential));
        };
    }

    private static Decision decide(Facts.ForAdministration facts) {
        return facts.agent().agent().administers()
                ? new AdministrationPermit(facts, facts.now().plus(ADMINISTRATION_LIFE))
                : new Decision.Deny(DenyReason.CLIENT_NOT_ADMINISTRATIVE, null);
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
        TokenTerms terms = terms(facts.given(), facts.given().run(), facts.given().session(), facts.lifetime());
        return hasTime(terms)
                ? new CredentialPermit(terms, granted(facts), composition(facts), facts.uses(), Cost.of(facts).debit())
                : new Decision.Deny(DenyReason.NO_TIME_LEFT, null);
    }

    /** A single scope needs none. */
    private static Optional<Composition> composition(CredentialFacts facts) {
        return facts.given().registered().composition().filter(registered -> facts.given().asked().composed());
    }

    private static List<GrantedScope> granted(CredentialFacts facts) {
        return facts.scopes().stream().map(scope -> {
            ScopeFacts.Drawn drawn = scope.drawn().orElseThrow();
            return new GrantedScope(drawn.granted(), drawn.entry().pinnedVersion(), scope.active().orElseThrow().version());
        }).toList();
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
