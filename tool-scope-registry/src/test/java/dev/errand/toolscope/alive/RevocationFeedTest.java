package dev.errand.toolscope.alive;

import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import dev.errand.toolscope.alive.RevocationFeed.Polled;
import dev.errand.toolscope.testing.StandInIssuer;

import static org.assertj.core.api.Assertions.assertThat;

/** What is made of the feed's answers, good ones and others. */
class RevocationFeedTest {

    private static final String FEED = "/revocations";
    private static final long IN_A_MINUTE = FakeTime.START.getEpochSecond() + 60;
    private static final String ONE = "{\"credential_id\":\"c-1\",\"expires_at\":" + IN_A_MINUTE + "}";

    private final FakeTime time = new FakeTime();
    private final HeardRevocations heard = time.heard(5);
    private final StandInIssuer issuer = new StandInIssuer();
    private final Deque<HttpHandler> answers = new ConcurrentLinkedDeque<>();
    private TimedRequests requests = requests(Duration.ofSeconds(30));
    private RevocationFeed feed = new RevocationFeed(requests, issuer.at(FEED), heard);

    RevocationFeedTest() {
        issuer.on(FEED, exchange -> answers.removeFirst().handle(exchange));
    }

    @AfterEach
    void close() {
        requests.close();
        issuer.close();
    }

    @Test
    void asksForAllOnceAndThenForWhatIsNew() {
        answers.add(StandInIssuer.json(page("a 1&2", ONE, false)));
        answers.add(StandInIssuer.json(page("b", "", false)));
        answers.add(StandInIssuer.json(page("b", "", false)));
        assertThat(Stream.generate(feed::poll).limit(3)).containsOnly(Polled.UP_TO_DATE);
        assertThat(issuer.requests()).containsExactly("GET /revocations?wait=0",
                "GET /revocations?wait=0&since=a%201%262", "GET /revocations?wait=0&since=b");
        assertThat(heard.reason("c-1")).contains("run_ended");
        assertThat(heard.stale()).isFalse();
    }

    @Test
    void takesAllPagesBeforeItCallsItselfUpToDate() {
        answers.add(StandInIssuer.json(page("1", ONE, true)));
        answers.add(StandInIssuer.status(500));
        assertThat(feed.poll()).isEqualTo(Polled.UNANSWERED);
        assertThat(heard.reason("c-1")).as("what was heard counts").isPresent();
        assertThat(heard.stale()).as("but more was to come").isTrue();
        answers.add(StandInIssuer.json(page("2", "", true)));
        answers.add(StandInIssuer.json(page("3", ONE.replace("c-1", "c-2"), false)));
        assertThat(feed.poll()).isEqualTo(Polled.UP_TO_DATE);
        assertThat(heard.reason("c-2")).isPresent();
        assertThat(heard.stale()).isFalse();
        assertThat(issuer.requests()).endsWith("GET /revocations?wait=0&since=1", "GET /revocations?wait=0&since=2");
    }

    @Test
    void ageIsCountedFromTheLastQuestionAndNotFromItsAnswer() {
        HttpHandler late = StandInIssuer.json(page("1", "", false));
        answers.add(exchange -> {
            time.pass(Duration.ofMillis(2001));
            late.handle(exchange);
        });
        assertThat(feed.poll()).isEqualTo(Polled.UP_TO_DATE);
        assertThat(heard.stale()).as("true two seconds ago").isTrue();
        answers.add(late);
        assertThat(feed.poll()).isEqualTo(Polled.UP_TO_DATE);
        assertThat(heard.stale()).as("twin").isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{}", "{\"cursor\":\"c\"", "<html>",
        "{\"as_of\":1,\"revoked\":[],\"more\":false}", "{\"cursor\":\"\",\"as_of\":1,\"revoked\":[],\"more\":false}",
        "{\"cursor\":7,\"as_of\":1,\"revoked\":[],\"more\":false}", "{\"cursor\":\"c\",\"revoked\":[],\"more\":false}",
        "{\"cursor\":\"c\",\"as_of\":\"now\",\"revoked\":[],\"more\":false}",
        "{\"cursor\":\"c\",\"as_of\":1,\"more\":false}", "{\"cursor\":\"c\",\"as_of\":1,\"revoked\":{},\"more\":false}",
        "{\"cursor\":\"c\",\"as_of\":1,\"revoked\":[]}", "{\"cursor\":\"c\",\"as_of\":1,\"revoked\":[],\"more\":\"no\"}",
        "{\"cursor\":\"c\",\"cursor\":\"d\",\"as_of\":1,\"revoked\":[],\"more\":false}",
        "{\"cursor\":\"c\",\"as_of\":1,\"revoked\":[],\"more\":false}{}"})
    void whatIsNoAnswerOfAFeedMakesNothingFresh(String body) {
        answers.add(StandInIssuer.json(body));
        assertThat(feed.poll()).isEqualTo(Polled.MALFORMED);
        assertThat(heard.stale()).isTrue();
        answers.add(StandInIssuer.json(page("c", "", false)));
        assertThat(feed.poll()).as("twin").isEqualTo(Polled.UP_TO_DATE);
        assertThat(issuer.requests()).as("no cursor was taken from it").noneMatch(asked -> asked.contains("since"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"c-1\"", "{}", "{\"credential_id\":\"c-1\"}", "{\"expires_at\":1}",
        "{\"credential_id\":\"\",\"expires_at\":1}", "{\"credential_id\":1,\"expires_at\":1}",
        "{\"credential_id\":\"c-1\",\"expires_at\":\"soon\"}", "{\"credential_id\":\"c-1\",\"expires_at\":-1}",
        "{\"credential_id\":\"c-1\",\"expires_at\":1e300}", "{\"credential_id\":\"c-1\",\"expires_at\":1e-999999999}"})
    void oneElementThatCannotBeReadMakesTheAnswerWorthless(String element) {
        answers.add(StandInIssuer.json(page("c", ONE.replace("c-1", "c-2") + "," + element, false)));
        assertThat(feed.poll()).isEqualTo(Polled.MALFORMED);
        assertThat(heard.stale()).isTrue();
    }

    @Test
    void readsTimesWithFractionsAndNothingThatItDoesNotKnow() {
        answers.add(StandInIssuer.json("{\"cursor\":\"c\",\"as_of\":1767225600.123456,\"more\":false,\"new\":[1],\"revoked\":["
                + "{\"credential_id\":\"c-1\",\"run_id\":\"r\",\"reason\":\"user_disabled\",\"ended_at\":1.5,\"by\":{},"
                + "\"expires_at\":" + IN_A_MINUTE + ".25}]}"));
        assertThat(feed.poll()).isEqualTo(Polled.UP_TO_DATE);
        assertThat(heard.reason("c-1")).contains("user_disabled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ended by Bob", "a\\\"b", "", "9", "run-ended"})
    void aReasonThatIsNoWordIsNotPassedOn(String reason) {
        answers.add(StandInIssuer.json(page("c", "{\"credential_id\":\"c-1\",\"reason\":\"" + reason + "\",\"expires_at\":"
                + IN_A_MINUTE + "}", false)));
        feed.poll();
        assertThat(heard.reason("c-1")).contains("run_ended");
    }

    static Stream<HttpHandler> failures() {
        String page = page("c", ONE, false);
        return Stream.of(StandInIssuer.status(204), StandInIssuer.status(302), StandInIssuer.status(401),
                StandInIssuer.status(404), StandInIssuer.status(429), StandInIssuer.status(500), StandInIssuer.status(503),
                StandInIssuer.cut(page), StandInIssuer.json("{\"padding\":\"" + "x".repeat(5_000_000) + "\"}"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void withoutAnAnswerNothingIsFreshAndTheNextQuestionIsTheSame(HttpHandler failure) {
        answers.add(StandInIssuer.json(page("c", "", false)));
        feed.poll();
        time.pass(Duration.ofSeconds(3));
        answers.add(failure);
        assertThat(feed.poll()).isEqualTo(Polled.UNANSWERED);
        assertThat(heard.stale()).isTrue();
        answers.add(StandInIssuer.json(page("d", "", false)));
        assertThat(feed.poll()).as("twin").isEqualTo(Polled.UP_TO_DATE);
        assertThat(issuer.requests()).filteredOn(asked -> asked.endsWith("since=c")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 410})
    void aFeedThatHasForgottenItsCursorIsAskedFromTheStart(int status) {
        answers.add(StandInIssuer.json(page("c", "", false)));
        answers.add(StandInIssuer.status(status));
        answers.add(StandInIssuer.json(page("d", ONE, false)));
        assertThat(Stream.generate(feed::poll).limit(3)).containsExactly(Polled.UP_TO_DATE, Polled.UNANSWERED,
                Polled.UP_TO_DATE);
        assertThat(issuer.requests().getLast()).isEqualTo("GET /revocations?wait=0");
    }

    @Test
    void anIssuerThatSaysNothingOrDoesNotComeToAnEndIsNotWaitedForLong() {
        requests.close();
        requests = requests(Duration.ofMillis(300));
        feed = new RevocationFeed(requests, issuer.at(FEED), heard);
        answers.add(issuer.silent());
        answers.add(issuer.endless());
        assertThat(Stream.generate(feed::poll).limit(2)).containsOnly(Polled.UNANSWERED);
        assertThat(heard.stale()).isTrue();
    }

    @Test
    void moreThanMayBeRememberedIsStaleUntilThereAreFewerAndThenAllIsSaidAgain() {
        answers.add(StandInIssuer.json(page("1", "", false)));
        answers.add(StandInIssuer.json(page("2", many(6), false)));
        assertThat(Stream.generate(feed::poll).limit(2)).containsExactly(Polled.UP_TO_DATE, Polled.TOO_MANY);
        time.pass(Duration.ofSeconds(3));
        assertThat(heard.stale()).isTrue();
        assertThat(heard.reason("c-0")).as("no revoked credential is forgotten for it").isPresent();

        time.pass(Duration.ofMinutes(3)); // the six have expired
        answers.add(StandInIssuer.json(page("3", ONE.replace(String.valueOf(IN_A_MINUTE), String.valueOf(IN_A_MINUTE + 240)),
                false)));
        assertThat(feed.poll()).isEqualTo(Polled.UP_TO_DATE);
        assertThat(issuer.requests().getLast()).isEqualTo("GET /revocations?wait=0");
        assertThat(heard.stale()).isFalse();
        assertThat(heard.reason("c-1")).isPresent();
    }

    @Test
    void aFeedWithoutAnEndIsNotFollowedForEver() {
        issuer.on(FEED, StandInIssuer.json(page("again", "", true)));
        assertThat(feed.poll()).isEqualTo(Polled.MALFORMED);
        assertThat(heard.stale()).isTrue();
    }

    private static TimedRequests requests(Duration within) {
        return new TimedRequests(RestClient.builder().requestFactory(new JdkClientHttpRequestFactory()).build(), within);
    }

    private static String many(int count) {
        return IntStream.range(0, count).mapToObj(i -> ONE.replace("c-1", "c-" + i)).collect(Collectors.joining(","));
    }

    private static String page(String cursor, String revoked, boolean more) {
        return "{\"cursor\":\"" + cursor + "\",\"as_of\":" + FakeTime.START.getEpochSecond() + ",\"revoked\":[" + revoked
                + "],\"more\":" + more + "}";
    }
}
