package dev.errand.authz.token;

import java.util.List;

import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.decision.AdministrationPermit;
import dev.errand.authz.decision.ChildRunPermit;
import dev.errand.authz.decision.CredentialPermit;
import dev.errand.authz.decision.Decision.Permit;
import dev.errand.authz.decision.GrantedScope;
import dev.errand.authz.decision.PolicyDecisionPoint;
import dev.errand.authz.decision.RunTokenPermit;
import dev.errand.authz.decision.TokenTerms;
import dev.errand.authz.ledger.IssuanceEntry;
import dev.errand.authz.ledger.IssuanceEntry.CompositionUsed;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.mint.Mint;

/** Writes the issuance into the ledger, in the transaction that issues, before the token exists. */
@Component
final class IssuanceRecord {

    private static final String NONE = "";

    private final Ledger ledger;
    private final Mint mint;
    private final JsonMapper json;

    IssuanceRecord(Ledger ledger, Mint mint, JsonMapper json) {
        this.ledger = ledger;
        this.mint = mint;
        this.json = json;
    }

    void write(Permit permit, Attempt attempt) {
        String trigger = attempt.trigger();
        switch (permit) {
            case AdministrationPermit administration ->
                ledger.issuance(administration(administration, trigger, attempt.requestId()));
            case RunTokenPermit runToken ->
                ledger.issuance(runToken(runToken.terms(), trigger, attempt.requestId()));
            case ChildRunPermit child -> ledger.issuance(runToken(child.terms(), trigger, attempt.requestId()));
            case CredentialPermit permitted -> permitted.credential().granted()
                    .forEach(scope -> ledger.issuance(scope(permitted, scope, trigger, attempt.requestId())));
        }
    }

    /** The client is subject, agent and actor: nobody lends it anything, and there is neither session nor run. */
    private IssuanceEntry administration(AdministrationPermit permit, String trigger, String requestId) {
        String client = permit.clientId();
        return new IssuanceEntry(permit.tokenId(), "admin_token", mint.issuer(), mint.kid(), NONE, NONE, client, client,
                client, mint.administration(), null, null, null, null, permit.jkt(), null, permit.issuedAt(),
                permit.expiresAt(), "permit", PolicyDecisionPoint.VERSION, trigger, requestId);
    }

    private IssuanceEntry runToken(TokenTerms terms, String trigger, String requestId) {
        return new IssuanceEntry(terms.tokenId(), "run_token", mint.issuer(), mint.kid(), terms.runId(), terms.sid(),
                terms.subject(), terms.clientId(), actor(terms), mint.issuer(), null, null, null, null,
                terms.jkt(), terms.consentId(), terms.issuedAt(), terms.expiresAt(), "permit",
                PolicyDecisionPoint.VERSION, trigger, requestId);
    }

    /** One name where nobody stands behind the actor. */
    private String actor(TokenTerms terms) {
        return terms.ancestors().isEmpty() ? terms.clientId() : json.writeValueAsString(Mint.actor(terms));
    }

    private IssuanceEntry scope(CredentialPermit permit, GrantedScope scope, String trigger, String requestId) {
        TokenTerms terms = permit.terms();
        return new IssuanceEntry(terms.tokenId(), "credential", mint.issuer(), mint.kid(), terms.runId(), terms.sid(),
                terms.subject(), terms.clientId(), actor(terms), permit.credential().tool(),
                scope.name(), scope.pinnedVersion(), scope.activeVersion(),
                permit.credential().composition().map(used -> new CompositionUsed(used.name(), used.version())).orElse(null),
                json.writeValueAsString(List.of(Mint.detail(scope))), terms.jkt(), terms.consentId(), terms.issuedAt(),
                terms.expiresAt(), "permit", PolicyDecisionPoint.VERSION, trigger, requestId, permit.credential().maxUses());
    }
}
