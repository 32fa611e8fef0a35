package dev.errand.authz.run;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static dev.errand.authz.store.Columns.utc;

/**
 * Instants at which an agent's runs that are not younger end, or those that may reach a tool and whose consent is not. From
 * the commit on nothing is drawn from such a run anywhere, and no consent that is not younger opens one: whoever reads them
 * compares. That the runs are ended follows one by one. Thread-safe.
 */
@Component
public final class RunCutoffs {

    private static final NotBefore AGENTS = new NotBefore("run_not_before", "client_id");
    private static final NotBefore TOOLS = new NotBefore("tool_not_before", "tool");

    /** No run is older, nor is any code. */
    private static final Duration LONGEST = Duration.ofHours(25);

    /** By how much the clocks of nodes may differ. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    public RunCutoffs(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Cuts off every run that the agent has opened by now, and every consent, in the caller's transaction. */
    public void declare(String clientId) {
        AGENTS.declare(jdbc, clientId, now());
    }

    /** Cuts off every run that may reach the tool by a consent of until now, and every such consent. */
    public void declareOfTool(String tool) {
        TOOLS.declare(jdbc, tool, now());
    }

    /** SQL: whether a tool that this stored ceiling holds a scope of was stopped at this time or later. */
    static String ofTools(String ceiling, String consentedAt) {
        return "EXISTS (SELECT 1 FROM tool_not_before stopped WHERE stopped.not_before >= " + consentedAt + " AND "
                + TermsJson.mentions(ceiling, "stopped.tool") + ")";
    }

    /** Whether the consent of a run that would be opened counts no more. What is remembered is as old as when that began. */
    boolean cutOff(Footing footing) {
        return jdbc.sql("""
                SELECT count(*) FROM (SELECT not_before FROM run_not_before WHERE client_id = :client UNION ALL
                                      SELECT not_before FROM tool_not_before WHERE tool IN (:tools)) stopped
                 WHERE not_before >= CAST(:at AS timestamp(6) with time zone) OR not_before >= (
                       SELECT remembered_at FROM remembered_consent WHERE consent_id = :consent)
                """).param("client", footing.clientId()).param("tools", footing.tools())
                .param("at", utc(footing.consentedAt())).param("consent", footing.consentId())
                .query(Long.class).single() > 0;
    }

    /**
     * Runs of the agent that nobody has ended yet and that were cut off just now: also those that only seem to be younger,
     * because the clock of the node where they were opened is ahead.
     */
    public List<String> toEnd(String clientId, int limit) {
        return AGENTS.of(jdbc, clientId).map(at -> openedBy(at.plus(CLOCKS), clientId, limit)).orElseGet(List::of);
    }

    /** Likewise runs that may reach the tool. */
    public List<String> toEndOfTool(String tool, int limit) {
        return TOOLS.of(jdbc, tool).map(at -> consentedBy(at.plus(CLOCKS), tool, limit)).orElseGet(List::of);
    }

    /** Runs that were cut off, whosever, and that nobody has ended yet; forgets instants before which none was opened. */
    List<String> overdue(int limit) {
        Stream.of(AGENTS, TOOLS).forEach(table -> table.forget(jdbc, now().minus(LONGEST)));
        Stream<String> ofAgents = AGENTS.all(jdbc).stream()
                .flatMap(client -> AGENTS.of(jdbc, client).stream().flatMap(at -> openedBy(at, client, limit).stream()));
        Stream<String> ofTools = TOOLS.all(jdbc).stream()
                .flatMap(tool -> TOOLS.of(jdbc, tool).stream().flatMap(at -> consentedBy(at, tool, limit).stream()));
        return Stream.concat(ofAgents, ofTools).distinct().toList();
    }

    /** Those whose time is over anyway are not among them. */
    private List<String> openedBy(OffsetDateTime at, String clientId, int limit) {
        return jdbc.sql("""
                SELECT run_id FROM run WHERE client_id = :client AND state = 'active' AND deadline > :now AND opened_at <= :at
                 ORDER BY opened_at DESC, run_id DESC FETCH FIRST :limit ROWS ONLY
                """).param("client", clientId).param("now", now()).param("at", at).param("limit", limit).query(String.class)
                .list();
    }

    private List<String> consentedBy(OffsetDateTime at, String tool, int limit) {
        return jdbc.sql("SELECT run_id FROM run WHERE state = 'active' AND deadline > :now"
                + " AND COALESCE(consented_at, opened_at) <= :at AND "
                + TermsJson.mentions("ceiling", "CAST(:tool AS varchar(512))")
                + " ORDER BY opened_at DESC, run_id DESC FETCH FIRST :limit ROWS ONLY").param("now", now()).param("at", at)
                .param("tool", tool).param("limit", limit).query(String.class).list();
    }

    private OffsetDateTime now() {
        return utc(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
