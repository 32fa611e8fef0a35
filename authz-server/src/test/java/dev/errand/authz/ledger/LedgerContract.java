package dev.errand.authz.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.errand.authz.ledger.ToolCallReceipt.Status;
import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the ledger owes on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LedgerContract {

    private static final String TOOL = "https://refunds.example";
    private static final String OTHER_TOOL = "https://orders.example";

    private final TestDatabase database;
    private Leaves leaves;
    private Ledger ledger;
    private List<Ledger> nodes;
    private String run;
    private String credential;

    LedgerContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void open() {
        leaves = new Leaves(database);
        ledger = leaves.ledger;
        nodes = List.of(ledger, leaves.secondNode().ledger);
    }

    @BeforeEach
    void newIds() {
        run = "run-" + UUID.randomUUID();
        credential = "credential-" + UUID.randomUUID();
    }

    private Instant now() {
        return leaves.clock.instant();
    }

    private IssuanceEntry issuance(String id, int maxUses) {
        return new IssuanceEntry(id, "credential", "https://as.example", "kid-1", run, "sid-1", "user-1", "agent-1",
                "agent-1", TOOL, "write:refunds-under-50", 3, 4, null, "[{\"type\":\"tool_call\"}]", "jkt-1", "consent-1", now(),
                now().plusSeconds(60), "permit", "1", "token_exchange", "request-1", maxUses);
    }

    private void issue(IssuanceEntry entry) {
        leaves.transaction.executeWithoutResult(_ -> ledger.issuance(entry));
    }

    private ToolCallEntry call(String executionId, Outcome outcome) {
        return new ToolCallEntry(TOOL, executionId, credential, run, "write:refunds-under-50", "create-refund",
                "order-12345", "digest", outcome, null, now(), now().plusMillis(12));
    }

    private static String newExecution() {
        return UUID.randomUUID().toString();
    }

    private long alarms(String kind) {
        return leaves.count("event", "alarm and kind = '" + kind + "' and run_id = '" + run + "'");
    }

    @Test
    void refusesIssuanceOutsideOfATransaction() {
        assertThatThrownBy(() -> ledger.issuance(issuance(credential, 1))).isInstanceOf(IllegalStateException.class);
        assertThat(leaves.count("issuance", "credential_id = '" + credential + "'")).isZero();

        issue(issuance(credential, 1));
        assertThat(leaves.count("issuance", "credential_id = '" + credential + "'")).isOne();
    }

    @Test
    void issuanceGoesWithItsTransaction() {
        leaves.transaction.executeWithoutResult(status -> {
            ledger.issuance(issuance(credential, 1));
            status.setRollbackOnly();
        });

        assertThat(leaves.count("issuance", "credential_id = '" + credential + "'")).isZero();
    }

    @Test
    void oneCredentialIsIssuedOnce() {
        issue(issuance(credential, 1));

        assertThatThrownBy(() -> issue(issuance(credential, 1)))
                .isInstanceOf(org.springframework.dao.DuplicateKeyException.class);
    }

    @Test
    void refusalsAndAlarmsOutliveARollback() {
        EventEntry event = new EventEntry(now(), "word", run, null, null, null, "detail", false);
        leaves.transaction.executeWithoutResult(status -> {
            ledger.refusal(refusal("agent-1"));
            ledger.alarm(new EventEntry(now(), "alarm_word", run, null, null, null, "detail", true));
            ledger.event(event);
            status.setRollbackOnly();
        });

        assertThat(leaves.count("refusal", "run_id = '" + run + "'")).isOne();
        assertThat(alarms("alarm_word")).isOne();
        assertThat(leaves.count("event", "kind = 'word' and run_id = '" + run + "'")).isZero();
        ledger.event(event);
        assertThat(leaves.count("event", "kind = 'word' and run_id = '" + run + "'")).isOne();
    }

    private RefusalEntry refusal(String agent) {
        return new RefusalEntry(now(), "/oauth2/token", agent, agent == null ? null : run, null, null, null, "s\u0000\n"
                + "x".repeat(40_000), null, "invalid_scope", "scope_unknown", "p".repeat(1000), "request-1");
    }

    @Test
    void keepsWhatWasAskedForWithinBoundsAndInOneLine() {
        ledger.refusal(refusal("agent-1"));

        String scope = leaves.jdbc.sql("select scope from refusal where run_id = :run").param("run", run)
                .query(String.class).single();
        assertThat(scope).hasSize(255).startsWith("s\uFFFD\uFFFDx");
    }

    @Test
    void countsRefusalsOfStrangersInsteadOfWritingThem() throws Exception {
        long rows = leaves.count("refusal", "1 = 1");
        Race.over(nodes, 16, node -> () -> {
            node.refusal(refusal(null));
            return true;
        });

        assertThat(leaves.count("refusal", "1 = 1")).isEqualTo(rows);
        assertThat(leaves.jdbc.sql("select sum(refused) from refusal_count").query(Long.class).single()).isEqualTo(16);
    }

    @Test
    void joinsACallToItsIssuance() {
        IssuanceEntry issued = issuance(credential, 1);
        issue(issued);
        ToolCallEntry call = call(newExecution(), Outcome.ALLOWED);
        assertThat(ledger.toolCall(call)).isEqualTo(ToolCallReceipt.recorded());

        CallHistory history = ledger.calls(new CallQuery(run, null));
        assertThat(history.calls()).containsExactly(new CallHistory.Row(call, issued));
        assertThat(history.unreported()).isEmpty();
        assertThat(ledger.calls(new CallQuery(null, credential))).isEqualTo(history);
        assertThat(ledger.calls(new CallQuery("another", null)).calls()).isEmpty();
    }

    @Test
    void listsCredentialsThatNobodyReported() {
        IssuanceEntry issued = issuance(credential, 1);
        issue(issued);
        IssuanceEntry runToken = new IssuanceEntry("token-" + credential, "run_token", "https://as.example", "kid-1",
                run, "sid-1", "user-1", "agent-1", "agent-1", "https://as.example", null, null, null, null, "jkt-1",
                null, now(), now().plusSeconds(300), "permit", "1", "authorization_code", "request-1");
        issue(runToken);

        assertThat(ledger.calls(new CallQuery(run, null)).unreported()).containsExactly(issued);
        assertThat(ledger.calls(new CallQuery(null, credential)).unreported()).containsExactly(issued);
        assertThat(ledger.calls(new CallQuery(null, null)).unreported()).contains(issued).doesNotContain(runToken);
    }

    @Test
    void listsCallsInTheirOrder() {
        issue(issuance(credential, 3));
        List<String> executions = List.of(newExecution(), newExecution(), newExecution());
        for (String execution : executions) {
            ledger.toolCall(call(execution, Outcome.ALLOWED));
            leaves.clock.advance(Duration.ofSeconds(1));
        }

        assertThat(ledger.calls(new CallQuery(run, null)).calls()).extracting(row -> row.call().executionId())
                .containsExactlyElementsOf(executions);
    }

    @Test
    void sameReportTwiceLeavesOneRow() {
        issue(issuance(credential, 1));
        ToolCallEntry call = call(newExecution(), Outcome.ALLOWED);

        assertThat(ledger.toolCall(call).status()).isEqualTo(Status.RECORDED);
        assertThat(ledger.toolCall(call).status()).isEqualTo(Status.DUPLICATE);
        assertThat(leaves.count("tool_call", "run_id = '" + run + "'")).isOne();
        assertThat(alarms("credential_overused")).isZero();
    }

    @Test
    void otherReportUnderTheSameExecutionIsAConflictAndAlarms() {
        issue(issuance(credential, 2));
        String execution = newExecution();
        ledger.toolCall(call(execution, Outcome.REFUSED));

        assertThat(ledger.toolCall(call(execution, Outcome.ALLOWED)).status()).isEqualTo(Status.CONFLICT);
        assertThat(alarms("call_report_conflict")).isOne();
        assertThat(ledger.calls(new CallQuery(run, null)).calls()).extracting(row -> row.call().outcome())
                .containsExactly(Outcome.REFUSED);
    }

    @Test
    void toolMaySpeakOfItsOwnCredentialsOnly() {
        issue(issuance(credential, 1));
        ToolCallEntry own = call(newExecution(), Outcome.ALLOWED);
        ToolCallEntry others = new ToolCallEntry(OTHER_TOOL, own.executionId(), credential, run, own.scope(),
                own.action(), own.identifier(), own.parameterDigest(), own.outcome(), null, now(), now());

        assertThat(ledger.toolCall(others)).isEqualTo(ToolCallReceipt.refused("credential_of_another_tool"));
        assertThat(alarms("call_of_another_tool")).isOne();
        assertThat(leaves.count("tool_call", "run_id = '" + run + "'")).isZero();
        assertThat(ledger.toolCall(own).status()).isEqualTo(Status.RECORDED);
    }

    @Test
    void credentialWithoutIssuanceIsRefusedAndAlarms() {
        long before = leaves.count("event", "alarm and kind = 'call_without_issuance'");

        assertThat(ledger.toolCall(call(newExecution(), Outcome.ALLOWED)))
                .isEqualTo(ToolCallReceipt.refused("credential_unknown"));
        assertThat(leaves.count("event", "alarm and kind = 'call_without_issuance'")).isEqualTo(before + 1);
    }

    @Test
    void refusedCallWithoutCredentialIsFiledUnderTheRunThatTheToolNames() {
        ToolCallEntry call = new ToolCallEntry(TOOL, newExecution(), null, run, null, null, "order\u00001", null,
                Outcome.REFUSED, "wrong_audience", now(), now());
        ledger.toolCall(call);

        assertThat(ledger.calls(new CallQuery(run, null)).calls()).containsExactly(new CallHistory.Row(call, null));
    }

    @Test
    void callIsFiledUnderTheRunOfItsIssuance() {
        issue(issuance(credential, 1));
        ToolCallEntry call = call(newExecution(), Outcome.ALLOWED);
        ledger.toolCall(new ToolCallEntry(TOOL, call.executionId(), credential, "run-of-another", call.scope(),
                call.action(), call.identifier(), call.parameterDigest(), call.outcome(), null, now(), now()));

        assertThat(ledger.calls(new CallQuery(run, null)).calls()).hasSize(1);
        assertThat(ledger.calls(new CallQuery("run-of-another", null)).calls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void onlyAllowedCallsUseACredentialUp(Outcome outcome) {
        issue(issuance(credential, 1));
        ledger.toolCall(call(newExecution(), Outcome.ALLOWED));
        assertThat(alarms("credential_overused")).isZero();

        ledger.toolCall(call(newExecution(), outcome));
        assertThat(alarms("credential_overused")).isEqualTo(outcome == Outcome.ALLOWED ? 1 : 0);
    }

    @Test
    void overuseIsSeenAlsoWhenTheReportsComeTogether() throws Exception {
        issue(issuance(credential, 1));
        Race.over(nodes, 2, node -> () -> node.toolCall(call(newExecution(), Outcome.ALLOWED)));

        assertThat(alarms("credential_overused")).isOne();
    }

    @Test
    void severalUsesRaiseNoAlarmUntilTheyAreExceeded() {
        issue(issuance(credential, 2));
        ledger.toolCall(call(newExecution(), Outcome.ALLOWED));
        ledger.toolCall(call(newExecution(), Outcome.ALLOWED));
        assertThat(alarms("credential_overused")).isZero();

        ledger.toolCall(call(newExecution(), Outcome.ALLOWED));
        assertThat(alarms("credential_overused")).isOne();
    }

    @Test
    void ofManyEqualReportsOneIsRecorded() throws Exception {
        issue(issuance(credential, 1));
        ToolCallEntry call = call(newExecution(), Outcome.ALLOWED);

        List<Status> statuses = Race.over(nodes, 64, node -> () -> node.toolCall(call).status());
        assertThat(Collections.frequency(statuses, Status.RECORDED)).isOne();
        assertThat(Collections.frequency(statuses, Status.DUPLICATE)).isEqualTo(63);
        assertThat(leaves.count("tool_call", "run_id = '" + run + "'")).isOne();
        assertThat(alarms("credential_overused")).isZero();
    }

    @Test
    void ofManyDifferentReportsUnderOneExecutionOneIsRecorded() throws Exception {
        String execution = newExecution();
        AtomicInteger number = new AtomicInteger();

        List<Status> statuses = Race.over(nodes, 16, node -> () -> node.toolCall(new ToolCallEntry(TOOL, execution, null,
                run, null, null, "order-" + number.incrementAndGet(), null, Outcome.REFUSED, null, now(), now()))
                .status());
        assertThat(Collections.frequency(statuses, Status.RECORDED)).isOne();
        assertThat(Collections.frequency(statuses, Status.CONFLICT)).isEqualTo(15);
        assertThat(alarms("call_report_conflict")).isEqualTo(15);
    }

    @ParameterizedTest
    @CsvSource({"'', 256", "x, 255"})
    void aRefusalKeepsAsManyWholeCharactersOfATextAsFit(String before, int kept) {
        String emoji = "\uD83D\uDE00";
        String tool = before + emoji.repeat(300);
        String request = UUID.randomUUID().toString();
        ledger.refusal(new RefusalEntry(now(), "/oauth2/token", "agent-1", run, null, null, tool, null, null,
                "invalid_target", "unknown_tool", null, request));

        assertThat(leaves.jdbc.sql("select tool from refusal where run_id = :run").param("run", run)
                .query(String.class).list()).containsExactly(before + emoji.repeat(kept));
    }
}
