package dev.errand.authz.authorize;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.agent.ClientMethod;
import dev.errand.authz.authorize.Consents.Pending;
import dev.errand.authz.grant.code.Codes;
import dev.errand.authz.grant.code.ConsentedRequest;
import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.run.RememberedConsent;
import dev.errand.authz.run.RememberedConsents;
import dev.errand.authz.run.RunTerms;
import dev.errand.authz.session.Sessions;
import dev.errand.authz.session.UserSession;
import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.registry.ToolScopes;

/**
 * Consents that are remembered: which may be, and the code of a request that one of them covers. Only where the registry
 * allows it for every scope, and the agent is a confidential one, which has proved who it is when it pushed the request: none is that a browser brought.
 */
@Component
final class ConsentMemory {

    private final RememberedConsents remembered;
    private final PushedRequests requests;
    private final Sessions sessions;
    private final Agents agents;
    private final ToolScopes registry;
    private final Codes codes;
    private final Ledger ledger;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    ConsentMemory(RememberedConsents remembered, PushedRequests requests, Sessions sessions, Agents agents,
            ToolScopes registry, Codes codes, Ledger ledger, TransactionTemplate transaction, InstantSource clock) {
        this.remembered = remembered;
        this.requests = requests;
        this.sessions = sessions;
        this.agents = agents;
        this.registry = registry;
        this.codes = codes;
        this.ledger = ledger;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Whether a consent to all of this may be remembered. */
    boolean allows(Pending pending) {
        if (pending.request().direct()) {
            return false;
        }
        boolean confidential = agents.find(pending.request().clientId())
                .filter(agent -> agent.method() == ClientMethod.PRIVATE_KEY_JWT).isPresent();
        return confidential && pending.request().terms().ceiling().stream().allMatch(entry -> registry
                .version(entry.authority().scope(), entry.pinnedVersion()).filter(ToolScope::consentMemory).isPresent());
    }

    /**
     * Answers the request by a consent that covers it.
     *
     * @param deadline when the run is to end, unless the consent ends before
     * @return the code; empty if no consent covers the request, or the request, the session or the agent is gone meanwhile
     */
    Optional<String> recall(Pending pending, Instant deadline) {
        if (!allows(pending)) {
            return Optional.empty();
        }
        RunTerms asked = pending.terms();
        return remembered.of(pending.session().sid(), pending.request().clientId()).stream()
                .filter(consent -> consent.covers(asked))
                .max(Comparator.comparing(consent -> consent.holds(asked.budget())))
                .flatMap(consent -> Objects.requireNonNull(transaction.execute(
                        status -> recall(pending, consent, ending(asked, earlier(deadline, consent.endsAt())), status))));
    }

    /** The agent's row is locked before it is asked whether the consent still counts: whoever stops the agent holds it. */
    private Optional<String> recall(Pending pending, RememberedConsent consent, RunTerms terms, TransactionStatus status) {
        Optional<UserSession> session = sessions.lockLive(pending.session().sid());
        if (session.isEmpty() || agents.lock(consent.clientId()).filter(Agent::enabled).isEmpty()
                || !remembered.lockToOpen(consent.consentId())
                || !requests.use(pending.requestUri(), pending.browser())) {
            status.setRollbackOnly();
            return Optional.empty();
        }
        PushedRequest request = pending.request();
        ledger.event(new EventEntry(clock.instant(), "consent_recalled", null, consent.sid(), consent.subject(),
                consent.clientId(), "consent " + consent.consentId(), false));
        return Optional.of(codes.issue(new ConsentedRequest(request.clientId(), request.jkt(), request.redirectUri(),
                request.codeChallenge(), consent.sid(), consent.subject(), consent.consentId(), terms)));
    }

    private static RunTerms ending(RunTerms terms, Instant deadline) {
        return new RunTerms(terms.purpose(), terms.ceiling(), terms.budget(), deadline);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
