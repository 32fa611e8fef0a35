package dev.errand.authz.decision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.errand.authz.grant.Entitlement;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.RunTerms;
import dev.errand.authz.session.UserSession;

/**
 * Decides. A function of its facts: no I/O, no clock, no state. Rules are judged in order and the first denial stands;
 * a permit is what is left when no rule objects.
 */
public final class PolicyDecisionPoint {

    /** Names the rules that a decision was made by, in the ledger. */
    public static final String VERSION = "3";

    private static final Duration ADMINISTRATION_LIFE = Duration.ofMinutes(1);
    private static final Duration RUN_TOKEN_LIFE = Duration.ofMinutes(5);

    private final List<Rule> rules = List.of(new ScopesMayTravelTogether(), new DetailsAreComplete(),
            new TargetIsTheScopesTool(), new ScopeIsActive(),
            new AgentMayUseScope(), new InsideRegisteredScope(),
            new InsidePinnedVersion(), new InsideCeiling(),
            new StillInsideVersions(), new PinsOneCall(), new NeverHeldTogether(),
            new BudgetSuffices(), new TimeIsLeft());

    /** The decision that follows from the facts. */
    public Decision decide(Facts facts) {
        return switch (facts) {
            case Facts.ForAdministration administration -> decide(administration);
            case Facts.ForRunToken runToken -> decide(runToken);
            case Facts.ForCredential credential -> decide(credential);
            case Facts.ForChildRun child -> decide(child);
        };
    }

    private static Decision decide(Facts.ForAdministration facts) {
        return facts.agent().agent().administers()
                ? new AdministrationPermit(facts, facts.now().plus(ADMINISTRATION_LIFE))
                : new Decision.Deny(DenyReason.CLIENT_NOT_ADMINISTRATIVE, null);
    }

    private static Decision decide(Facts.ForRunToken facts) {
        Run run = facts.run();
        Life life = Life.of(facts.now(), RUN_TOKEN_LIFE, run.terms().deadline(), facts.session().end());
        return life.leavesTime()
                ? new RunTokenPermit(TokenTerms.of(facts.tokenId(), facts.proof().jkt(), run, facts.session(), life))
                : new Decision.Deny(DenyReason.NO_TIME_LEFT, null);
    }

    private static Decision decide(Facts.ForChildRun facts) {
        return switch (ChildRunRules.judge(facts)) {
            case ChildRunRules.Forbidden(Decision.Deny denial) -> denial;
            case ChildRunRules.Allowed(RunTerms child) -> decide(facts, child);
        };
    }

    private static Decision decide(Facts.ForChildRun facts, RunTerms child) {
        UserSession session = facts.entitlement().session();
        Life life = Life.of(facts.now(), RUN_TOKEN_LIFE, child.deadline(), session.end());
        return life.leavesTime()
                ? new ChildRunPermit(TokenTerms.ofChild(facts, life), facts.parent(), child)
                : new Decision.Deny(DenyReason.NO_TIME_LEFT, null);
    }

    private Decision decide(Facts.ForCredential given) {
        CredentialFacts facts = new CredentialFacts(given.question());
        Optional<Decision.Deny> denial = checks(facts).flatMap(check -> check.denial().get().stream()).findFirst();
        return denial.isPresent() ? denial.get() : permit(given, facts.terms());
    }

    /**
     * The decision that the same rules would come to, with what each of them saw. Nothing can be minted of it.
     */
    public Explanation explain(CredentialQuestion question) {
        CredentialFacts facts = new CredentialFacts(question);
        List<Explanation.Step> steps = new ArrayList<>();
        Optional<Decision.Deny> denial = Optional.empty();
        for (Check check : checks(facts).toList()) {
            if (denial.isPresent()) {
                steps.add(new Explanation.Step(check.rule(), check.scope(), Explanation.Verdict.NOT_REACHED, List.of()));
            } else {
                denial = check.denial().get();
                Explanation.Verdict verdict = denial.isPresent() ? Explanation.Verdict.DENIES : Explanation.Verdict.PASSES;
                steps.add(new Explanation.Step(check.rule(), check.scope(), verdict, check.saw().get()));
            }
        }
        return new Explanation(steps, denial, denial.isPresent() ? Optional.empty() : Optional.of(facts.terms()));
    }

    private static CredentialPermit permit(Facts.ForCredential given, CredentialTerms credential) {
        Entitlement.ToDraw drawn = given.entitlement();
        return new CredentialPermit(TokenTerms.of(given.tokenId(), given.proof().jkt(), drawn.run(), drawn.session(),
                credential.life()), credential);
    }

    private Stream<Check> checks(CredentialFacts facts) {
        return rules.stream().flatMap(rule -> rule.checks(facts));
    }
}
