package dev.errand.authz.authorize;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.authorize.Consents.Memory;
import dev.errand.authz.authorize.Consents.Pending;
import dev.errand.authz.grant.code.WiredCodes;
import dev.errand.authz.run.RememberedConsents;
import dev.errand.authz.run.WiredRuns;
import dev.errand.authz.secret.FreshSecrets;
import dev.errand.authz.secret.Secrets;
import dev.errand.authz.session.SessionEnding;
import dev.errand.authz.session.UserSession;
import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What pushed requests and the consents to them owe on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsentsContract {

    private static final String BROWSER = "browser-1";

    private final TestDatabase database;
    private WiredRuns runs;
    private List<Node> nodes;
    private PushedRequests requests;
    private Consents consents;
    private PushedRequest pushed;
    private String uri;

    ConsentsContract(TestDatabase database) {
        this.database = database;
    }

    private record Node(Leaves leaves, PushedRequests requests, Consents consents) {

        static Node of(Leaves leaves) {
            Secrets secrets = FreshSecrets.make();
            PushedRequests requests = new PushedRequests(leaves.jdbc, WiredRuns.JSON, secrets, leaves.clock);
            return new Node(leaves, requests,
                    new Consents(leaves.jdbc, requests, leaves.sessions, leaves.agents, WiredCodes.of(leaves),
                            leaves.ledger, new RememberedConsents(leaves.jdbc, WiredRuns.JSON, leaves.clock), WiredRuns.JSON,
                            secrets,
                            leaves.transaction, leaves.clock));
        }
    }

    @BeforeAll
    void start() {
        Leaves leaves = new Leaves(database);
        runs = new WiredRuns(leaves);
        nodes = List.of(Node.of(leaves), Node.of(leaves.secondNode()));
        requests = nodes.getFirst().requests();
        consents = nodes.getFirst().consents();
    }

    @BeforeEach
    void push() {
        pushed = new PushedRequest(WiredRuns.AGENT, "http://127.0.0.1/callback", "st-1", "challenge", "jkt-1", null,
                runs.terms(10), Duration.ofMinutes(15), false);
        uri = requests.push(pushed);
    }

    private Pending pending(UserSession session) {
        PushedRequest opened = requests.open(uri, WiredRuns.AGENT, BROWSER).orElseThrow();
        return new Pending(uri, BROWSER, opened, session);
    }

    private long codes(UserSession session) {
        return runs.leaves.count("authorization_code", "sid = '" + session.sid() + "'");
    }

    private long events(String kind, UserSession session) {
        return runs.leaves.count("event", "kind = '" + kind + "' and session = '" + session.sid() + "'");
    }

    @Test
    void opensWhatWasPushedForItsClientAndBrowserAgainAndAgain() {
        assertThat(requests.open(uri, "other-agent", BROWSER)).isEmpty();
        assertThat(requests.open(uri, WiredRuns.AGENT, BROWSER)).contains(pushed);
        assertThat(requests.open(uri, WiredRuns.AGENT, BROWSER)).contains(pushed);
        assertThat(requests.open(uri, WiredRuns.AGENT, "browser-2")).isEmpty();
        assertThat(requests.use(uri, "browser-2")).isFalse();
        assertThat(requests.use(uri, BROWSER)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "\uD800", "urn:ietf:params:oauth:request_uri:x", "' OR '1'='1"})
    void knowsNoOtherUriClientOrBrowser(String other) {
        assertThat(requests.open(other, WiredRuns.AGENT, BROWSER)).isEmpty();
        assertThat(requests.open(uri, other, BROWSER)).isEmpty();
        assertThat(requests.use(other, BROWSER)).isFalse();
        assertThat(requests.use(uri, other)).isFalse();
        assertThat(requests.open(uri, WiredRuns.AGENT, BROWSER)).isPresent();
    }

    @Test
    void isOpenedWithinNinetySecondsAndAnsweredWithinHalfAnHour() {
        String late = requests.push(pushed);
        runs.leaves.clock.advance(PushedRequests.TO_OPEN.minusMillis(1));
        assertThat(requests.open(uri, WiredRuns.AGENT, BROWSER)).isPresent();
        runs.leaves.clock.advance(Duration.ofMillis(1));
        assertThat(requests.open(late, WiredRuns.AGENT, BROWSER)).isEmpty();

        runs.leaves.clock.advance(Duration.ofMinutes(30).minusMillis(2));
        assertThat(requests.open(uri, WiredRuns.AGENT, BROWSER)).as("a reload gives no more time").isPresent();
        runs.leaves.clock.advance(Duration.ofMillis(1));
        assertThat(requests.open(uri, WiredRuns.AGENT, BROWSER)).isEmpty();
        assertThat(requests.use(uri, BROWSER)).isFalse();
    }

    @Test
    void aRequestThatNobodyOpenedCannotBeUsed() {
        assertThat(requests.use(uri, BROWSER)).isFalse();
        assertThat(requests.open(uri, WiredRuns.AGENT, BROWSER)).isPresent();
        assertThat(requests.use(uri, BROWSER)).isTrue();
        assertThat(requests.use(uri, BROWSER)).isFalse();
        assertThat(requests.open(uri, WiredRuns.AGENT, BROWSER)).isEmpty();
    }

    @Test
    void ofManyBrowsersAtOnceOneKeepsTheRequest() throws Exception {
        AtomicInteger number = new AtomicInteger();
        List<Optional<String>> kept = Race.over(nodes, 64, node -> {
            String browser = "browser-" + number.incrementAndGet();
            return () -> node.requests().open(uri, WiredRuns.AGENT, browser).map(_ -> browser);
        });

        List<String> winners = kept.stream().flatMap(Optional::stream).toList();
        assertThat(winners).hasSize(1);
        assertThat(requests.use(uri, winners.getFirst())).isTrue();
    }

    @Test
    void ofManyDecisionsAtOnceOneIsTaken() throws Exception {
        UserSession session = runs.setTheStage();
        Pending pending = pending(session);
        List<String> answers = Race.over(nodes, 64, node -> () -> Thread.currentThread().threadId() % 4 == 0
                ? node.consents().decline(pending, "denied by the user") ? "declined" : "nothing"
                : node.consents().approve(pending, pushed.terms(), Memory.NONE).map(_ -> "approved").orElse("nothing"));

        assertThat(Collections.frequency(answers, "nothing")).isEqualTo(63);
        int approved = Collections.frequency(answers, "approved");
        assertThat(codes(session)).isEqualTo(approved);
        assertThat(runs.leaves.count("consent", "sid = '" + session.sid() + "'")).isEqualTo(approved);
        assertThat(events("consent_given", session)).isEqualTo(approved);
        assertThat(events("consent_refused", session)).isEqualTo(1 - approved);
    }

    @Test
    void noConsentIsGivenInASessionThatEnded() throws Exception {
        UserSession session = runs.setTheStage();
        List<Pending> pending = Stream.generate(() -> {
            push();
            return pending(session);
        }).limit(16).toList();
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger next = new AtomicInteger();
        List<Boolean> tooLate = Race.over(nodes, 17, node -> () -> {
            int mine = next.getAndIncrement();
            if (mine == 8) {
                ended.set(node.leaves().sessions.end(session.sid(), SessionEnding.LOGOUT));
                return false;
            }
            boolean late = ended.get();
            Pending one = pending.get(mine > 8 ? mine - 1 : mine);
            return node.consents().approve(one, pushed.terms(), Memory.NONE).isPresent() && late;
        });

        assertThat(tooLate).doesNotContain(true);
        assertThat(ended).isTrue();
        Pending after = pending.getFirst();
        assertThat(consents.approve(after, pushed.terms(), Memory.NONE)).isEmpty();
        assertThat(codes(session)).isEqualTo(events("consent_given", session));
    }

    @Test
    void anApprovalThatCannotBeRecordedUsesNothingUp() {
        UserSession session = runs.setTheStage();
        Pending pending = pending(session);
        runs.leaves.transaction.executeWithoutResult(status -> {
            assertThat(consents.approve(pending, pushed.terms(), Memory.NONE)).isPresent();
            status.setRollbackOnly();
        });

        assertThat(codes(session)).isZero();
        assertThat(events("consent_given", session)).isZero();
        assertThat(consents.approve(pending, pushed.terms(), Memory.NONE)).isPresent();
    }
}
