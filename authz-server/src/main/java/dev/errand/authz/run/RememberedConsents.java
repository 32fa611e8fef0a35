package dev.errand.authz.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static dev.errand.authz.store.Columns.time;
import static dev.errand.authz.store.Columns.utc;

/**
 * Consents that later runs of their agents may rest on: the tables {@code remembered_consent} and {@code
 * remembered_total}. Statements join the caller's transaction. Thread-safe.
 */
@Component
public final class RememberedConsents {

    private static final String SELECT = """
            SELECT consent_id, sid, subject, client_id, terms, calls_left, ends_at FROM remembered_consent
             WHERE forgotten_at IS NULL AND ends_at > :now AND NOT EXISTS (
                   SELECT 1 FROM run_not_before b
                    WHERE b.client_id = remembered_consent.client_id AND b.not_before >= remembered_at)
               AND NOT %s AND\s""".formatted(RunCutoffs.ofTools("terms", "remembered_at"));

    private final JdbcClient jdbc;
    private final TermsJson json;
    private final ConsentBudgets budgets;
    private final InstantSource clock;

    public RememberedConsents(JdbcClient jdbc, TermsJson json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.budgets = new ConsentBudgets(jdbc);
        this.clock = clock;
    }

    /** Remembers a consent, with the whole of its budget. */
    public void remember(RememberedConsent consent) {
        jdbc.sql("""
                INSERT INTO remembered_consent (consent_id, sid, subject, client_id, terms, calls_left, remembered_at, ends_at)
                VALUES (:id, :sid, :subject, :client, :terms, :calls, :now, :ends)
                """).param("id", consent.consentId()).param("sid", consent.sid()).param("subject", consent.subject())
                .param("client", consent.clientId()).param("terms", json.terms(consent.terms()))
                .param("calls", consent.left().calls()).param("now", now()).param("ends", utc(consent.endsAt())).update();
        consent.left().totals().forEach((parameter, total) -> jdbc.sql("""
                INSERT INTO remembered_total (consent_id, parameter, currency, remaining)
                VALUES (:id, :parameter, :currency, :amount)
                """).param("id", consent.consentId()).param("parameter", parameter).param("currency", total.currency())
                .param("amount", total.amount()).update());
    }

    /** What the agent may be remembered for in the session, whose life is the caller's to know; the longest first. */
    public List<RememberedConsent> of(String sid, String clientId) {
        return withBudgets(jdbc.sql(SELECT + "sid = :sid AND client_id = :client ORDER BY ends_at DESC, consent_id")
                .param("now", now()).param("sid", sid).param("client", clientId).query((row, _) -> consent(row)).list());
    }

    /** What is remembered for the user, in whichever session, the longest first. */
    public List<RememberedConsent> of(String subject) {
        return withBudgets(jdbc.sql(SELECT + "subject = :subject ORDER BY ends_at DESC, consent_id")
                .param("now", now()).param("subject", subject).query((row, _) -> consent(row)).list());
    }

    /**
     * Locks the consent until the caller's transaction ends, if it may still open a run.
     *
     * @return false if it was forgotten, cut off with its agent or one of its tools, or is over or used up
     */
    public boolean lockToOpen(String consentId) {
        return jdbc.sql("""
                UPDATE remembered_consent SET calls_left = calls_left
                 WHERE consent_id = :id AND forgotten_at IS NULL AND ends_at > :now AND calls_left > 0
                   AND NOT EXISTS (SELECT 1 FROM run_not_before b
                    WHERE b.client_id = remembered_consent.client_id AND b.not_before >= remembered_at)
                   AND NOT %s
                """.formatted(RunCutoffs.ofTools("terms", "remembered_at"))).param("id", consentId).param("now", now())
                .update() == 1;
    }

    /** Forgets the user's consent; runs that rest on it go on. @return whether it was remembered until now */
    public boolean forget(String consentId, String subject) {
        return jdbc.sql("""
                UPDATE remembered_consent SET forgotten_at = :now
                 WHERE consent_id = :id AND subject = :subject AND forgotten_at IS NULL AND ends_at > :now
                """).param("id", consentId).param("subject", subject).param("now", now()).update() == 1;
    }

    /**
     * Forgets whatever is remembered for the agent, whose row the caller has locked, so that nothing is added meanwhile.
     *
     * @return which consents were remembered until now
     */
    public List<String> forgetOfAgent(String clientId) {
        return forgetAll("client_id = :client", Map.of("client", clientId));
    }

    /** Likewise of the user, whose sessions the caller has locked. */
    public List<String> forgetOfSubject(String subject) {
        return forgetAll("subject = :subject", Map.of("subject", subject));
    }

    /** Likewise of the user, and of one agent only. */
    public List<String> forgetOfSubject(String subject, String clientId) {
        return forgetAll("subject = :subject AND client_id = :client", Map.of("subject", subject, "client", clientId));
    }

    /** In one order, so that a user and an administrator who forget at the same time wait for each other. */
    private List<String> forgetAll(String whose, Map<String, String> names) {
        String remembered = whose + " AND forgotten_at IS NULL AND ends_at > :now";
        List<String> consents = jdbc.sql("SELECT consent_id FROM remembered_consent WHERE " + remembered
                + " ORDER BY consent_id FOR UPDATE").params(names).param("now", now()).query(String.class).list();
        jdbc.sql("UPDATE remembered_consent SET forgotten_at = :now WHERE " + remembered).params(names)
                .param("now", now()).update();
        return consents;
    }

    private List<RememberedConsent> withBudgets(List<RememberedConsent> consents) {
        return consents.stream().map(one -> new RememberedConsent(one.consentId(), one.sid(), one.subject(), one.clientId(),
                one.terms(), budgets.find(one.consentId()).orElse(one.left()), one.endsAt())).toList();
    }

    private RememberedConsent consent(ResultSet row) throws SQLException {
        return new RememberedConsent(row.getString("consent_id"), row.getString("sid"), row.getString("subject"),
                row.getString("client_id"), json.terms(row.getString("terms")),
                new BudgetLeft(row.getInt("calls_left"), Map.of()),
                time(row, "ends_at"));
    }

    private OffsetDateTime now() {
        return utc(clock.instant());
    }
}
