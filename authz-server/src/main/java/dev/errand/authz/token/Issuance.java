package dev.errand.authz.token;

import java.util.Objects;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.decision.AdministrationPermit;
import dev.errand.authz.decision.ChildRunPermit;
import dev.errand.authz.decision.CredentialPermit;
import dev.errand.authz.decision.Decision;
import dev.errand.authz.decision.DenyReason;
import dev.errand.authz.decision.PolicyDecisionPoint;
import dev.errand.authz.decision.RunPermit;
import dev.errand.authz.grant.Entitlement;
import dev.errand.authz.grant.EntitlementCheck;
import dev.errand.authz.grant.Entitlements;
import dev.errand.authz.grant.Grant;
import dev.errand.authz.grant.GrantRefusal;
import dev.errand.authz.grant.Presentation;
import dev.errand.authz.grant.Presented;
import dev.errand.authz.mint.Mint;
import dev.errand.authz.mint.Minted;
import dev.errand.authz.run.Debit;
import dev.errand.authz.run.Run;
import dev.errand.authz.run.Runs;
import dev.errand.authz.token.IssuanceOutcome.Denied;
import dev.errand.authz.token.IssuanceOutcome.GrantRefused;
import dev.errand.authz.token.IssuanceOutcome.Issued;

/**
 * Issues a token: the steps in order, in one transaction that commits before anything leaves. Proof and client are
 * known already; here the grant is shown, the entitlement established under its locks, the grant consumed, the
 * decision made, the budget debited, the issuance recorded and the token minted.
 */
@Component
final class Issuance {

    private final Entitlements entitlements;
    private final RunOpening opening;
    private final FactFinder facts;
    private final PolicyDecisionPoint policy;
    private final Runs runs;
    private final IssuanceRecord record;
    private final Mint mint;
    private final Answers answers;
    private final TransactionTemplate transaction;

    Issuance(Entitlements entitlements, RunOpening opening, FactFinder facts, PolicyDecisionPoint policy, Runs runs,
            IssuanceRecord record, Mint mint, Answers answers, TransactionTemplate transaction) {
        this.entitlements = entitlements;
        this.opening = opening;
        this.facts = facts;
        this.policy = policy;
        this.runs = runs;
        this.record = record;
        this.mint = mint;
        this.answers = answers;
        this.transaction = transaction;
    }

    /** Issues, or says why not. An exception means that the store is unavailable: nothing is issued or consumed. */
    IssuanceOutcome issue(Grant grant, Attempt attempt) {
        return Objects.requireNonNull(transaction.execute(status -> present(grant, attempt, status)));
    }

    private IssuanceOutcome present(Grant grant, Attempt attempt, TransactionStatus status) {
        return switch (grant.present(attempt.request())) {
            case Presentation.Refused refused -> new GrantRefused(refused.refusal());
            case Presentation.Repeated repeated -> new Issued(new IssuanceOutcome.Answer(repeated.answer()));
            case Presentation.Accepted accepted -> {
                attempt.presents(accepted.presented());
                yield establish(grant, accepted.presented(), attempt, status);
            }
        };
    }

    private IssuanceOutcome establish(Grant grant, Presented presented, Attempt attempt, TransactionStatus status) {
        return switch (entitlements.establish(presented, attempt.request().agent(), attempt.request().proof())) {
            case EntitlementCheck.NotEntitled refused -> new GrantRefused(refused.refusal());
            case EntitlementCheck.Entitled(Entitlement.OfUser user) -> consume(grant, user, attempt, status);
            case EntitlementCheck.Entitled(Entitlement.ToAdminister own) -> administer(attempt, status);
        };
    }

    /** The decision, record and token of an administrative client, for which there is nothing to consume or debit. */
    private IssuanceOutcome administer(Attempt attempt, TransactionStatus status) {
        return switch (policy.decide(facts.find(attempt))) {
            case Decision.Deny deny -> denied(deny, status);
            case AdministrationPermit permit -> {
                record.write(permit, attempt);
                yield new Issued(answers.of(permit, mint.mint(permit)));
            }
            case RunPermit other -> throw new IllegalStateException("no run stands behind an administrative client");
        };
    }

    private IssuanceOutcome consume(Grant grant, Entitlement.OfUser entitlement, Attempt attempt, TransactionStatus status) {
        String runId = opening.runId(entitlement);
        Optional<GrantRefusal> refusal = grant.consume(entitlement.presented(), runId);
        if (refusal.isPresent()) {
            return new GrantRefused(refusal.get());
        }
        if (entitlement instanceof Entitlement.ToOpenChild child) {
            return openChild(child, runId, attempt, status);
        }
        Run run = opening.opened(runId, entitlement, attempt.request().agent());
        return decide(entitlement, run, attempt, status);
    }

    /** A run out of another one: decided before there is one, and all that it may ever draw is debited first. */
    private IssuanceOutcome openChild(Entitlement.ToOpenChild entitlement, String runId, Attempt attempt,
            TransactionStatus status) {
        return switch (policy.decide(facts.find(entitlement, runId, attempt))) {
            case Decision.Deny deny -> denied(deny, status);
            case ChildRunPermit permit -> debit(permit.parent(), permit.debit(), status)
                    .orElseGet(() -> release(permit, opening.opened(entitlement, permit), attempt));
            case Decision.Permit other -> throw new IllegalStateException("a run out of another one was asked for");
        };
    }

    private IssuanceOutcome decide(Entitlement.OfUser entitlement, Run run, Attempt attempt, TransactionStatus status) {
        Decision decision = policy.decide(facts.find(entitlement, run, attempt));
        return switch (decision) {
            case Decision.Deny deny -> denied(deny, status);
            case CredentialPermit permit -> debit(run, permit.credential().debit(), status)
                    .orElseGet(() -> release(permit, run, attempt));
            case RunPermit permit -> release(permit, run, attempt);
            case AdministrationPermit other -> throw new IllegalStateException("a run administers nothing");
        };
    }

    /** The denial, where a budget that several runs share was drawn on since the decision, or time is over by now. */
    private Optional<IssuanceOutcome> debit(Run run, Debit debit, TransactionStatus status) {
        return runs.debit(run, debit).map(shortage -> denied(
                new Decision.Deny(DenyReason.BUDGET_EXCEEDED, shortage.parameter()), status));
    }

    private IssuanceOutcome release(RunPermit permit, Run run, Attempt attempt) {
        record.write(permit, attempt);
        Minted minted = mint.mint(permit);
        return new Issued(answers.of(permit, minted, run, attempt));
    }

    private static IssuanceOutcome denied(Decision.Deny deny, TransactionStatus status) {
        status.setRollbackOnly();
        return new Denied(deny);
    }
}
