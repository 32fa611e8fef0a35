package dev.errand.authz.authorize;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import dev.errand.authz.agent.Agent;
import dev.errand.authz.agent.Agents;
import dev.errand.authz.grant.code.Codes;
import dev.errand.authz.grant.code.ConsentedRequest;
import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.run.BudgetLeft;
import dev.errand.authz.run.RememberedConsent;
import dev.errand.authz.run.RememberedConsents;
import dev.errand.authz.run.RunTerms;
import dev.errand.authz.run.TermsJson;
import dev.errand.authz.secret.Secrets;
import dev.errand.authz.session.Sessions;
import dev.errand.authz.session.UserSession;
import dev.errand.toolscope.SessionFact;

import static dev.errand.authz.store.Columns.utc;

/** Records a consent and issues the code that stands for it, both in the transaction that uses the request up. */
@Component
final class Consents {

    private final JdbcClient jdbc;
    private final PushedRequests requests;
    private final Sessions sessions;
    private final Agents agents;
    private final Codes codes;
    private final Ledger ledger;
    private final RememberedConsents remembered;
    private final TermsJson json;
    private final Secrets secrets;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Consents(JdbcClient jdbc, PushedRequests requests, Sessions sessions, Agents agents, Codes codes, Ledger ledger,
            RememberedConsents remembered, TermsJson json, Secrets secrets, TransactionTemplate transaction,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.requests = requests;
        this.sessions = sessions;
        this.agents = agents;
        this.codes = codes;
        this.ledger = ledger;
        this.remembered = remembered;
        this.json = json;
        this.secrets = secrets;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A request that a user is deciding on: opened in this browser, by this session. */
    record Pending(String requestUri, String browser, PushedRequest request, UserSession session) {

        /** What is asked for, in this session: from here on every session fact is a value. */
        RunTerms terms() {
            return request.terms().resolve(
                    Map.of(SessionFact.SUBJECT, session.subject(), SessionFact.AGENT, request.clientId()));
        }
    }

    /** For how long a consent is remembered. */
    enum Memory {
        /** Every run asks. */
        NONE,
        /** Until the first run's deadline. */
        RUN,
        /** Until the session's end. */
        SESSION
    }

    /** Approves. @return the code; empty if the request is used up, or the session or the agent is gone meanwhile */
    Optional<String> approve(Pending pending, RunTerms terms, Memory memory) {
        return Objects.requireNonNull(transaction.execute(status -> approve(pending, terms, memory, status)));
    }

    private Optional<String> approve(Pending pending, RunTerms terms, Memory memory, TransactionStatus status) {
        Optional<UserSession> session = sessions.lockLive(pending.session().sid());
        if (session.isEmpty() || !isEnabledAndLocked(pending) || !requests.use(pending.requestUri(), pending.browser())) {
            status.setRollbackOnly();
            return Optional.empty();
        }
        PushedRequest request = pending.request();
        String consentId = secrets.nextShort();
        record(consentId, session.get(), request.clientId(), terms);
        remember(consentId, session.get(), request.clientId(), terms, memory);
        return Optional.of(codes.issue(new ConsentedRequest(request.clientId(), request.jkt(), request.redirectUri(),
                request.codeChallenge(), session.get().sid(), session.get().subject(), consentId, terms)));
    }

    /** Locked, so that whoever disables the agent or removes a key of it finds what was remembered until then. */
    private boolean isEnabledAndLocked(Pending pending) {
        return agents.lock(pending.request().clientId()).filter(Agent::enabled).isPresent();
    }

    private void record(String consentId, UserSession session, String clientId, RunTerms terms) {
        Instant now = clock.instant();
        jdbc.sql("""
                INSERT INTO consent (consent_id, subject, sid, client_id, terms, given_at)
                VALUES (:id, :subject, :sid, :client, :terms, :now)
                """).param("id", consentId).param("subject", session.subject()).param("sid", session.sid())
                .param("client", clientId).param("terms", json.terms(terms))
                .param("now", utc(now)).update();
        ledger.event(new EventEntry(now, "consent_given", null, session.sid(), session.subject(), clientId,
                "consent " + consentId + " " + json.terms(terms), false));
    }

    private void remember(String consentId, UserSession session, String clientId, RunTerms terms, Memory memory) {
        if (memory != Memory.NONE) {
            Instant end = memory == Memory.SESSION ? session.absoluteEnd() : terms.deadline();
            remembered.remember(new RememberedConsent(consentId, session.sid(), session.subject(), clientId, terms,
                    BudgetLeft.of(terms.budget()), end));
            ledger.event(new EventEntry(clock.instant(), "consent_remembered", null, session.sid(), session.subject(),
                    clientId, "consent " + consentId + " until " + end, false));
        }
    }

    /** Uses the request up without a consent: denied, or not to be had without a page. */
    boolean decline(Pending pending, String reason) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (!requests.use(pending.requestUri(), pending.browser())) {
                return false;
            }
            ledger.event(new EventEntry(clock.instant(), "consent_refused", null, pending.session().sid(),
                    pending.session().subject(), pending.request().clientId(), reason, false));
            return true;
        }));
    }
}
