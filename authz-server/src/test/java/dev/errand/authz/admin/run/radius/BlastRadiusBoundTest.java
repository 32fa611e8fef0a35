package dev.errand.authz.admin.run.radius;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.authz.admin.run.radius.Amounts.Unit;
import dev.errand.authz.admin.run.radius.Reach.Part;
import dev.errand.authz.admin.run.radius.Reach.ScopeAt;
import dev.errand.authz.ledger.Outcome;
import dev.errand.authz.run.RunEnding;
import dev.errand.authz.run.Runs;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.running.ToolCall;
import dev.errand.authz.testing.Rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * The blast radius is an upper bound: who holds all of a run's secrets and tries everything never gets beyond what the
 * report said at the start. And it is no idle bound: who does the right thing reaches it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlastRadiusBoundTest {

    private static final List<ToolCall> CEILINGS = List.of(ToolCall.ORDER, ToolCall.INVOICE, ToolCall.refund("40.00"),
            ToolCall.note("25.00"), ToolCall.refund("12.50").on("order-1"));

    private final RunningServer server = new RunningServer();
    private BrowserUser user;

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void logIn() {
        user = BrowserUser.alice(server);
    }

    private Holder holder(Random random, ToolCall... ceiling) {
        return new Holder(server, user, new AgentInstance(server).run(user, ceiling), random);
    }

    private BlastRadius radius(Holder holder) {
        return server.bean(BlastRadii.class).of(holder.runId()).orElseThrow();
    }

    static IntStream seeds() {
        return IntStream.range(0, Rounds.of(5, 200));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nobodyGetsBeyondIt(int seed) {
        Random random = new Random(seed);
        Holder holder = holder(random, IntStream.rangeClosed(0, random.nextInt(CEILINGS.size()))
                .mapToObj(CEILINGS::get).toArray(ToolCall[]::new));
        holder.live(random.nextInt(8));

        BlastRadius report = radius(holder);
        holder.tools.startCounting();
        holder.attack(45);

        assertWithin(report.now(), holder);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nobodyGetsBeyondWhatIsLeftAfterRevoking(int seed) {
        Random random = new Random(seed);
        Holder holder = holder(random, CEILINGS.toArray(ToolCall[]::new));
        holder.live(2 + random.nextInt(6));

        BlastRadius report = radius(holder);
        holder.tools.startCounting();
        assertThat(server.bean(Runs.class).revoke(holder.runId(), "admin", RunEnding.ADMIN)).isTrue();
        assertThat(radius(holder).drawable()).isEmpty();
        assertThat(radius(holder).now()).isEqualTo(report.afterRevoking());
        holder.attack(30);

        assertWithin(report.afterRevoking(), holder);
    }

    private static void assertWithin(Reach bound, Holder holder) {
        Reach reached = reached(holder);
        assertThat(reached.calls()).isLessThanOrEqualTo(bound.calls());
        assertWithin(bound.amounts(), reached.amounts());
        reached.scopes().forEach((scope, part) -> {
            assertThat(bound.scopes()).containsKey(scope);
            assertThat(part.calls()).isLessThanOrEqualTo(bound.scopes().get(scope).calls());
            assertWithin(bound.scopes().get(scope).amounts(), part.amounts());
        });
        reached.until().ifPresent(last -> assertThat(last).isBefore(bound.until().orElseThrow()));
    }

    private static void assertWithin(Amounts bound, Amounts reached) {
        reached.of().forEach((unit, amount) -> assertThat(amount).isLessThanOrEqualTo(bound.get(unit)));
    }

    private static Reach reached(Holder holder) {
        Reach reached = Reach.NONE;
        for (ToolStandIn.Accepted call : holder.tools.accepted()) {
            Amounts amounts = new Amounts(new TreeMap<>(call.amounts()));
            SortedMap<ScopeAt, Part> part = new TreeMap<>(Map.of(call.scope(), new Part(1, amounts)));
            reached = reached.plus(new Reach(1, amounts, part, Optional.of(call.at())));
        }
        return reached;
    }

    private static Amounts dollars(String amount) {
        return new Amounts(new TreeMap<>(Map.of(Holder.DOLLARS, new BigDecimal(amount))));
    }

    @Test
    void whoDrawsWellReachesIt() {
        Holder holder = holder(new Random(1), ToolCall.refund("40.00"));
        BlastRadius report = radius(holder);
        assertThat(report.now().calls()).isEqualTo(10);
        assertThat(report.now().amounts()).isEqualTo(dollars("50.00"));

        holder.draw(ToolCall.refund("40.00"));
        IntStream.range(0, 9).forEach(_ -> holder.draw(ToolCall.refund(holder.credentials.size() == 1 ? "10.00" : "0.00")));
        holder.credentials.forEach(holder::exhaust);

        assertThat(holder.credentials).hasSize(10);
        assertThat(reached(holder).calls()).isEqualTo(10);
        assertThat(reached(holder).amounts()).isEqualTo(dollars("50.00"));
        assertThat(reached(holder).scopes()).isEqualTo(report.now().scopes());
    }

    @Test
    void whoKeptCredentialsReachesWhatIsLeftAfterRevoking() {
        Holder holder = holder(new Random(2), ToolCall.refund("40.00"), ToolCall.note("25.00"), ToolCall.INVOICE);
        holder.draw(ToolCall.refund("15.00"));
        holder.draw(ToolCall.refund("5.00"), ToolCall.note("12.00"));
        holder.draw(ToolCall.INVOICE);
        holder.exhaust(holder.credentials.getFirst());
        holder.report(holder.credentials.getFirst(), Outcome.ALLOWED);
        holder.report(holder.credentials.getLast(), Outcome.ALLOWED);
        holder.tools.startCounting();
        holder.use(holder.credentials.getLast(), "read:invoices", Map.of());

        Reach left = radius(holder).afterRevoking();
        assertThat(left.calls()).isEqualTo(3);
        assertThat(left.amounts()).isEqualTo(dollars("12.00"));
        server.bean(Runs.class).revoke(holder.runId(), "admin", RunEnding.ADMIN);
        holder.credentials.forEach(holder::exhaust);
        assertThat(reached(holder).amounts()).isEqualTo(dollars("12.00"));
    }

    @Test
    void whoIsPatientReachesItsEnd() {
        Holder holder = holder(new Random(3), ToolCall.refund("40.00"));
        BlastRadius report = radius(holder);
        Instant until = report.now().until().orElseThrow();
        assertThat(until).isEqualTo(report.drawable().orElseThrow().drawnUntil().plusSeconds(5));

        Duration toTheEnd = Duration.between(server.clock.instant(), until.minusSeconds(7));
        for (int i = 0; i < 4; i++) {
            server.clock.advance(toTheEnd.dividedBy(4));
            assertThat(holder.refresh()).isTrue();
        }
        assertThat(holder.draw(ToolCall.refund("1.00"))).isTrue();
        server.clock.advance(Duration.between(server.clock.instant(), until.minusMillis(1)));
        String last = holder.credentials.getLast();
        Map<Unit, BigDecimal> dollar = Map.of(Holder.DOLLARS, BigDecimal.ONE);
        assertThat(holder.use(last, "write:refunds-under-50", dollar)).isTrue();

        server.clock.advance(Duration.ofMillis(1));
        assertThat(radius(holder).now()).isEqualTo(Reach.NONE);
    }

    @Test
    void whoCannotRefreshHasTheLastRunTokenAndWhatItOpens() {
        Holder holder = holder(new Random(4), ToolCall.refund("40.00"));
        Instant start = server.clock.instant();
        Instant deadline = start.plus(Duration.ofMinutes(15));
        consumeRefreshToken(holder);
        assertThat(radius(holder).drawable().orElseThrow().drawnUntil()).isEqualTo(deadline);
        server.clock.advance(Duration.ofSeconds(299));
        assertThat(holder.open(2, "2.00", ToolCall.refund("1.00"))).isTrue();

        server.clock.advance(Duration.ofSeconds(1));
        BlastRadius report = radius(holder);
        assertThat(report.ended()).contains("tokens_expired");
        assertThat(report.drawable()).isEmpty();
        assertThat(report.now().calls()).isEqualTo(2);
        assertThat(report.now().amounts()).isEqualTo(dollars("2.00"));
        assertThat(holder.draw(ToolCall.refund("1.00"))).isFalse();
        server.clock.advance(Duration.ofMinutes(9));
        assertThat(holder.refresh(0)).isTrue();
        assertThat(holder.drawFrom(holder.descendants.getFirst(), ToolCall.refund("1.00"))).isTrue();
        server.clock.advance(Duration.between(server.clock.instant(), deadline));
        assertThat(holder.drawFrom(holder.descendants.getFirst(), ToolCall.refund("1.00"))).isFalse();
    }

    @Test
    void whoCannotRefreshAndOpenedNothingHasNothingLeft() {
        Holder holder = holder(new Random(4), ToolCall.refund("40.00"));
        consumeRefreshToken(holder);
        server.clock.advance(Duration.ofMinutes(5));
        assertThat(radius(holder).ended()).contains("tokens_expired");
        assertThat(radius(holder).now()).isEqualTo(Reach.NONE);
        assertThat(holder.open(1, "1.00", ToolCall.refund("1.00"))).isFalse();
        assertThat(holder.draw(ToolCall.refund("1.00"))).isFalse();
    }

    private void consumeRefreshToken(Holder holder) {
        server.jdbc().sql("update refresh_token set state = 'consumed' where run_id = :run").param("run", holder.runId())
                .update();
    }

    /** What a child takes, its parent has no more: the two together reach what the one did. */
    @Test
    void childrenArePartOfIt() {
        Holder holder = holder(new Random(6), ToolCall.refund("40.00"), ToolCall.ORDER);
        Reach before = radius(holder).now();
        assertThat(holder.open(4, "20.00", ToolCall.refund("20.00"))).isTrue();
        BlastRadius report = radius(holder);
        assertThat(report.children().keySet()).containsExactly(holder.descendants.getFirst().runId());
        assertThat(report.now().calls()).isEqualTo(before.calls());
        assertThat(report.now().amounts()).isEqualTo(before.amounts());
        assertThat(report.afterRevoking()).isEqualTo(Reach.NONE);

        assertThat(holder.drawFrom(holder.descendants.getFirst(), ToolCall.refund("20.00"))).isTrue();
        holder.report(holder.credentials.getFirst(), Outcome.UNKNOWN);
        assertThat(radius(holder).afterRevoking().amounts()).isEqualTo(dollars("20.00"));
        assertThat(radius(holder).done()).extracting(Done::scope, Done::unknown)
                .containsExactly(tuple("write:refunds-under-50", 1));
        server.bean(Runs.class).revoke(holder.runId(), "admin", RunEnding.ADMIN);
        assertThat(holder.drawFrom(holder.descendants.getFirst(), ToolCall.refund("0.00"))).isFalse();
        assertThat(radius(holder).children()).isEmpty();
        holder.credentials.forEach(holder::exhaust);
        assertThat(reached(holder).amounts()).isEqualTo(dollars("20.00"));
    }

    @Test
    void tellsWhatWasDoneAndMayHaveBeen() {
        Holder holder = holder(new Random(5), ToolCall.refund("40.00"), ToolCall.ORDER);
        holder.draw(ToolCall.refund("15.00"));
        holder.report(holder.credentials.getLast(), Outcome.ALLOWED);
        holder.draw(ToolCall.refund("5.00"));
        holder.report(holder.credentials.getLast(), Outcome.UNKNOWN);
        holder.draw(ToolCall.ORDER);
        holder.report(holder.credentials.getLast(), Outcome.ALLOWED);
        holder.report(holder.credentials.getLast(), Outcome.REFUSED);

        List<Done> done = radius(holder).done();
        assertThat(done).extracting(Done::scope, Done::changed, Done::allowed, Done::unknown).containsExactly(
                tuple("read:orders", false, 1, 0),
                tuple("write:refunds-under-50", true, 1, 1));
        assertThat(done.getLast().amounts()).isEqualTo(dollars("15.00"));
        assertThat(done.getLast().unknownAmounts()).isEqualTo(dollars("5.00"));
    }

    @Test
    void knowsNoOtherRun() {
        assertThat(server.bean(BlastRadii.class).of("run-0")).isEmpty();
    }
}
