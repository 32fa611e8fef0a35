package dev.errand.authz.ending.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.run.Run;
import dev.errand.authz.run.RunEnding;
import dev.errand.authz.session.LoginMethod;
import dev.errand.authz.session.SessionEnding;
import dev.errand.authz.session.UserSession;
import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.Rounds;
import dev.errand.authz.testing.TestDatabase;

import static dev.errand.authz.ending.feed.WiredFeed.ORDERS;
import static dev.errand.authz.ending.feed.WiredFeed.REFUNDS;
import static org.assertj.core.api.Assertions.assertThat;

/** What the feeds owe on every database: whoever reads on from where he was misses nothing that was committed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RevocationFeedContract {

    private final TestDatabase database;
    private List<WiredFeed> nodes;
    private WiredFeed first;
    private UserSession session;

    RevocationFeedContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        Leaves leaves = new Leaves(database);
        nodes = List.of(new WiredFeed(leaves), new WiredFeed(leaves.secondNode()));
        first = nodes.getFirst();
    }

    @BeforeEach
    void open() {
        first.leaves.clock.advance(Duration.ofMinutes(10));
        session = first.wired.setTheStage();
    }

    private Run run() {
        return first.wired.open(session, 100);
    }

    private static List<String> ids(FeedPage page) {
        return page.revoked().stream().map(Revocation::credentialId).toList();
    }

    @Test
    void anEndingTellsOfEveryCredentialThatIsOutAndOfNoOther() {
        Run ended = run();
        Run other = run();
        List<String> out = List.of(first.draw(ended, ORDERS, 60), first.draw(ended, ORDERS, 30));
        String refund = first.draw(ended, REFUNDS, 60);
        first.draw(other, ORDERS, 60);
        FeedPage before = first.everything(ORDERS);
        assertThat(before.revoked()).isEmpty();

        first.wired.runs.revoke(ended.runId(), "test", RunEnding.ADMIN);

        assertThat(ids(first.after(ORDERS, before))).containsExactlyInAnyOrderElementsOf(out);
        assertThat(first.everything(ORDERS).revoked()).allSatisfy(one -> {
            assertThat(one.runId()).isEqualTo(ended.runId());
            assertThat(one.reason()).isEqualTo("admin");
            assertThat(one.endedAt()).isEqualTo(first.leaves.clock.instant());
        });
        assertThat(ids(first.everything(REFUNDS))).containsExactly(refund);
        assertThat(first.everything("https://nobody.example").revoked()).isEmpty();
    }

    @Test
    void whatExpiredIsTold5SecondsLongerAndThenGone() {
        Run run = run();
        String brief = first.draw(run, ORDERS, 10);
        String longer = first.draw(run, ORDERS, 60);
        first.wired.runs.complete(run.runId());

        first.leaves.clock.advance(Duration.ofSeconds(15).minusMillis(1));
        assertThat(ids(first.everything(ORDERS))).containsExactlyInAnyOrder(brief, longer);
        first.leaves.clock.advance(Duration.ofMillis(1));
        assertThat(ids(first.everything(ORDERS))).containsExactly(longer);
        first.feed.sweep();
        assertThat(first.leaves.count("revocation", "credential_id = '" + brief + "'")).isZero();
        assertThat(first.leaves.count("revocation", "credential_id = '" + longer + "'")).isOne();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 999_999_999_999_999_999L})
    void aPositionThatTheFeedNeverHadIsNone(long position) {
        Run run = run();
        String id = first.draw(run, ORDERS, 60);
        first.wired.runs.complete(run.runId());
        assertThat(ids(first.feed.read(ORDERS, OptionalLong.of(position)))).containsExactly(id);
        assertThat(ids(first.feed.read(ORDERS, OptionalLong.of(first.everything(ORDERS).position())))).isEmpty();
    }

    /** The time of an answer that is cut says no more than the answer holds. */
    @Test
    void aThousandAtATime() {
        FeedPage before = first.everything(ORDERS);
        Run one = run();
        List<String> all = new ArrayList<>(IntStream.range(0, RevocationFeed.LIMIT).mapToObj(_ -> first.draw(one, ORDERS, 60))
                .toList());
        first.wired.runs.complete(one.runId());
        first.leaves.clock.advance(Duration.ofSeconds(1));
        Run other = run();
        all.add(first.draw(other, ORDERS, 60));
        first.wired.runs.complete(other.runId());
        first.leaves.clock.advance(Duration.ofSeconds(1));

        FeedPage page = first.after(ORDERS, before);
        assertThat(page.revoked()).hasSize(RevocationFeed.LIMIT);
        assertThat(page.more()).isTrue();
        assertThat(page.asOf()).isEqualTo(first.leaves.clock.instant().minusSeconds(1));
        FeedPage rest = first.after(ORDERS, page);
        assertThat(rest.revoked()).hasSize(1);
        assertThat(rest.more()).isFalse();
        assertThat(rest.asOf()).isEqualTo(first.leaves.clock.instant());
        Set<String> read = new HashSet<>(ids(page));
        read.addAll(ids(rest));
        assertThat(read).containsExactlyInAnyOrderElementsOf(all);
    }

    /** One transaction that ends several sessions, against those that end their runs one by one. */
    @Test
    void noReaderMissesAnythingOfEndingsThatRace() throws Exception {
        for (int round = 0; round < Rounds.of(3, 200); round++) {
            open();
            raceEndings();
        }
    }

    private void raceEndings() throws Exception {
        List<UserSession> sessions = new ArrayList<>(List.of(session));
        IntStream.range(0, 3).forEach(_ -> sessions.add(
                first.leaves.sessions.open(session.subject(), LoginMethod.PASSWORD).orElseThrow().session()));
        List<Run> runs = sessions.stream()
                .flatMap(one -> IntStream.range(0, 5).mapToObj(_ -> first.wired.open(one, 10))).toList();
        FeedPage start = first.everything(ORDERS);
        FeedPage startOfRefunds = first.everything(REFUNDS);
        Set<String> out = new HashSet<>();
        Set<String> refunds = new HashSet<>();
        for (Run run : runs) {
            out.add(first.draw(run, ORDERS, 60));
            refunds.add(first.draw(run, REFUNDS, 60));
        }
        CountDownLatch left = new CountDownLatch(runs.size() + sessions.size());
        List<Callable<Set<String>>> all = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            WiredFeed node = nodes.get(i % 2);
            String runId = runs.get(i).runId();
            all.add(counted(left, () -> node.wired.runs.complete(runId)));
        }
        for (int i = 0; i < sessions.size(); i++) {
            WiredFeed node = nodes.get(i % 2);
            String sid = sessions.get(i).sid();
            all.add(counted(left, () -> node.leaves.sessions.end(sid, SessionEnding.LOGOUT)));
        }
        nodes.forEach(node -> all.add(() -> read(node, ORDERS, start, left)));
        nodes.forEach(node -> all.add(() -> read(node, REFUNDS, startOfRefunds, left)));
        List<Set<String>> seen = Race.of(all);

        int readers = seen.size() - 4;
        assertThat(seen.get(readers)).containsExactlyInAnyOrderElementsOf(out);
        assertThat(seen.get(readers + 1)).containsExactlyInAnyOrderElementsOf(out);
        assertThat(seen.get(readers + 2)).containsExactlyInAnyOrderElementsOf(refunds);
        assertThat(seen.get(readers + 3)).containsExactlyInAnyOrderElementsOf(refunds);
    }

    private static Callable<Set<String>> counted(CountDownLatch left, Runnable ending) {
        return () -> {
            try {
                ending.run();
                return Set.of();
            } finally {
                left.countDown();
            }
        };
    }

    /** Reads on and on from where it was, once more after the last ending, and hears of nothing twice. */
    private static Set<String> read(WiredFeed node, String tool, FeedPage start, CountDownLatch left) {
        Set<String> seen = new HashSet<>();
        FeedPage page = start;
        boolean last;
        do {
            last = left.getCount() == 0;
            FeedPage next = node.after(tool, page);
            assertThat(ids(next)).as("heard after %d, up to %d", page.position(), next.position())
                    .doesNotHaveDuplicates().noneMatch(seen::contains);
            assertThat(next.position()).as("goes on").isGreaterThanOrEqualTo(page.position());
            seen.addAll(ids(next));
            page = next;
        } while (!last || page.more());
        return seen;
    }

    /** What was drawn while the run ended is in the feed, or was not drawn. */
    @Test
    void theEndingSeesEveryCredentialThatWasDrawnBeforeIt() throws Exception {
        for (int round = 0; round < Rounds.of(5, 200); round++) {
            open();
            Run run = run();
            FeedPage start = first.everything(ORDERS);
            Set<String> drawn = ConcurrentHashMap.newKeySet();
            CountDownLatch drawing = new CountDownLatch(6);
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                WiredFeed node = nodes.get(i % 2);
                all.add(() -> drawUntilRefused(node, run, drawn, drawing));
            }
            all.add(() -> {
                drawing.await();
                return first.wired.runs.complete(run.runId());
            });
            Race.of(all);

            assertThat(ids(first.after(ORDERS, start))).containsExactlyInAnyOrderElementsOf(drawn);
        }
    }

    private static boolean drawUntilRefused(WiredFeed node, Run run, Set<String> drawn, CountDownLatch drawing) {
        for (String id = node.draw(run, ORDERS, 60); id != null; id = node.draw(run, ORDERS, 60)) {
            drawn.add(id);
            drawing.countDown();
        }
        return true;
    }

    @Test
    void anEndingThatIsUndoneTellsNobody() {
        Run run = run();
        first.draw(run, ORDERS, 60);
        FeedPage before = first.everything(ORDERS);
        first.leaves.transaction.executeWithoutResult(status -> {
            first.wired.runs.complete(run.runId());
            status.setRollbackOnly();
        });
        assertThat(first.after(ORDERS, before)).isEqualTo(before);
        first.wired.runs.complete(run.runId());
        assertThat(first.after(ORDERS, before).revoked()).hasSize(1);
    }
}
