package dev.errand.toolscope.report;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;

import dev.errand.toolscope.testing.Race;
import dev.errand.toolscope.testing.TestDatabase;
import dev.errand.toolscope.use.ToolDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The way of a report from the call to the ledger, on a real database and over real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CallOutboxContract {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicInteger wakes = new AtomicInteger();

    private StandInLedger ledger;
    private CallRecorder recorder;
    private CallSender sender;

    private final TestDatabase kind;
    private List<ToolDatabase> nodes;

    CallOutboxContract(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeAll
    void open() {
        ToolDatabase first = ToolDatabase.of(kind);
        nodes = List.of(first, first.secondNode());
    }

    @AfterAll
    void close() {
        nodes.forEach(ToolDatabase::close);
    }

    private ToolDatabase database() {
        return nodes.getFirst();
    }

    @BeforeEach
    void start() throws Exception {
        now.set(START);
        wakes.set(0);
        JdbcClient.create(database().dataSource()).sql("DELETE FROM call_report").update();
        ledger = new StandInLedger();
        recorder = new CallRecorder(database().dataSource(), new JdbcTransactionManager(database().dataSource()),
                now::get, () -> UUID.randomUUID().toString(), wakes::incrementAndGet);
        sender = sender(database());
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void aRecordedCallIsSentOnceAndLeavesTheOutbox() {
        CallReport report = report(Outcome.ALLOWED);
        recorder.record(report);
        assertThat(sender.drain()).isTrue();
        assertThat(sender.drain()).isTrue();
        assertThat(ledger.received()).containsExactly(report.executionId());
        assertThat(rows()).isZero();
    }

    @Test
    void sendsTheAgreedForm() {
        recorder.record(new CallReport("e-1", new CallSubject("c-1", "r-1", "read:orders", "read-order", null, "digest"),
                Outcome.REFUSED, "limit_exceeded", START, START.plusMillis(5)));
        sender.drain();
        assertThat(ledger.lastBody()).isEqualTo("[{\"execution_id\":\"e-1\",\"credential_id\":\"c-1\",\"run_id\":\"r-1\","
                + "\"scope\":\"read:orders\",\"action\":\"read-order\",\"identifier\":null,"
                + "\"parameter_digest\":\"digest\",\"outcome\":\"refused\",\"reason\":\"limit_exceeded\","
                + "\"started_at\":\"2026-01-01T00:00:00Z\",\"ended_at\":\"2026-01-01T00:00:00.005Z\"}]");
    }

    @ParameterizedTest(name = "{0}: left in the outbox {1}, sent again {2}")
    @CsvSource({"recorded, 0, 0", "duplicate, 0, 0", "conflict, 1, 0", "refused, 1, 0", "busy, 1, 1"})
    void theLedgersWordDecidesWhatHappensToAReport(String status, int left, int again) {
        recorder.record(report(Outcome.ALLOWED));
        ledger.answerWith(status);
        sender.drain();
        assertThat(rows()).isEqualTo(left);
        now.set(START.plus(Duration.ofMinutes(10)));
        sender.drain();
        assertThat(ledger.received()).hasSize(1 + again);
    }

    @Test
    void aFailedAttemptIsRepeatedLaterAndLaterUntilItSucceeds() {
        recorder.record(report(Outcome.ALLOWED));
        ledger.failWith(503);
        assertThat(sender.drain()).isFalse();
        assertThat(sender.drain()).as("nothing is due").isTrue();
        now.set(START.plusSeconds(1));
        assertThat(sender.drain()).isFalse();
        now.set(START.plusSeconds(2));
        assertThat(sender.drain()).as("the second pause is two seconds").isTrue();
        ledger.failWith(0);
        now.set(START.plusSeconds(3));
        assertThat(sender.drain()).isTrue();
        assertThat(ledger.received()).hasSize(1);
        assertThat(rows()).isZero();
    }

    @Test
    void anAnswerWithoutFormLeavesTheReportInTheOutbox() {
        recorder.record(report(Outcome.ALLOWED));
        ledger.answerBody("<html>");
        assertThat(sender.drain()).isFalse();
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void moreThanABatchIsSentInBatches() {
        IntStream.range(0, 120).forEach(i -> recorder.record(report(Outcome.ALLOWED)));
        assertThat(sender.drain()).isTrue();
        assertThat(ledger.received()).hasSize(120).doesNotHaveDuplicates();
        assertThat(ledger.requests()).isEqualTo(3);
    }

    @Test
    void severalSendersShareOneOutboxWithoutSendingTwice() throws Exception {
        IntStream.range(0, 200).forEach(i -> recorder.record(report(Outcome.ALLOWED)));
        Race.over(nodes, 4, node -> sender(node)::drain);
        sender.drain();
        assertThat(ledger.received()).hasSize(200).doesNotHaveDuplicates();
        assertThat(rows()).isZero();
    }

    /** What a refused caller sent is in its report; no characters of it may keep the report from going out. */
    @ParameterizedTest
    @MethodSource("unspeakable")
    void aReportGoesOutWhateverCharactersItsCallHad(String sent, String reported) {
        CallSubject subject = new CallSubject("c-1", "r-1", "read:orders", "read-order", sent, "digest");
        recorder.recordApart(new CallReport("e-1", subject, Outcome.REFUSED, "identifier_not_allowed", START, START));
        recorder.record(report(Outcome.ALLOWED));
        assertThat(sender.drain()).isTrue();
        assertThat(rows()).isZero();
        assertThat(ledger.identifiers()).containsExactlyInAnyOrder(reported, "order-1");
    }

    static Stream<Arguments> unspeakable() {
        String emoji = "\uD83D\uDE00";
        return Stream.of(Arguments.of("order\0", "order\uFFFD"), Arguments.of("a\r\nb", "a\uFFFD\uFFFDb"),
                Arguments.of("\uD800", "\uFFFD"), Arguments.of("x\uDE00\uD83D", "x\uFFFD\uFFFD"),
                Arguments.of("x".repeat(254) + emoji, "x".repeat(254)),
                Arguments.of("x".repeat(253) + emoji, "x".repeat(253) + emoji), Arguments.of("y".repeat(300), "y".repeat(255)));
    }

    @Test
    void aReportIsRolledBackWithItsTransaction() {
        assertThatThrownBy(() -> transactions().executeWithoutResult(transaction -> {
            recorder.record(report(Outcome.ALLOWED));
            throw new IllegalStateException("the handler failed");
        })).hasMessage("the handler failed");
        assertThat(rows()).isZero();
        assertThat(wakes).hasValue(0);
    }

    @Test
    void aRefusalOutlivesTheTransactionAroundIt() {
        assertThatThrownBy(() -> transactions().executeWithoutResult(transaction -> {
            recorder.refused(new RefusedCall(CallSubject.UNIDENTIFIED, "proof_htu"));
            throw new IllegalStateException("the handler failed");
        })).hasMessage("the handler failed");
        assertThat(rows()).isEqualTo(1);
        assertThat(wakes).hasValue(1);
    }

    @Test
    void theSenderIsWokenByTheCommitAndNotBefore() {
        transactions().executeWithoutResult(transaction -> {
            recorder.record(report(Outcome.ALLOWED));
            assertThat(wakes).hasValue(0);
        });
        assertThat(wakes).hasValue(1);
    }

    @Test
    void aHeldCallIsSentWhenItIsSettled() {
        CallReport held = report(Outcome.UNKNOWN);
        recorder.hold(held);
        sender.drain();
        assertThat(ledger.received()).isEmpty();
        recorder.settle(new CallReport(held.executionId(), held.subject(), Outcome.ALLOWED, null, START, START));
        sender.drain();
        assertThat(ledger.lastBody()).contains("\"outcome\":\"allowed\"");
        assertThat(rows()).isZero();
    }

    @Test
    void aHeldCallThatNobodySettledIsSentAsUnknown() {
        CallReport held = report(Outcome.UNKNOWN);
        recorder.hold(held);
        now.set(START.plus(Duration.ofMinutes(11)));
        sender.drain();
        assertThat(ledger.lastBody()).contains("\"outcome\":\"unknown\"");
        recorder.settle(new CallReport(held.executionId(), held.subject(), Outcome.ALLOWED, null, START, START));
        sender.drain();
        assertThat(ledger.received()).hasSize(1);
    }

    private CallSender sender(ToolDatabase node) {
        RestClient client = RestClient.builder().baseUrl(ledger.url()).build();
        return new CallSender(node.dataSource(), client, URI.create(ledger.url()), now::get,
                () -> UUID.randomUUID().toString());
    }

    private TransactionTemplate transactions() {
        return database().transactions();
    }

    private int rows() {
        return JdbcClient.create(database().dataSource()).sql("SELECT count(*) FROM call_report").query(Integer.class)
                .single();
    }

    private static CallReport report(Outcome outcome) {
        CallSubject subject = new CallSubject("c-1", "r-1", "read:orders", "read-order", "order-1", "digest");
        return new CallReport(UUID.randomUUID().toString(), subject, outcome, null, START, START);
    }
}
