package dev.errand.authz.outage;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import org.junit.jupiter.api.TestReporter;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;

import static org.assertj.core.api.Assertions.assertThat;

/** One request of each kind that issues, consumes or shows something, each good, and made anew each time it is sent. */
final class Errands {

    static final Set<String> ALL = Set.of("PAR", "code", "exchange", "refresh", "revocation", "consent page",
            "administration");

    private static final int ATTEMPTS = 500;

    private final Map<String, Supplier<Reply>> requests = new LinkedHashMap<>();

    Errands(RunningServer server) {
        AgentInstance agent = new AgentInstance(server);
        BrowserUser alice = BrowserUser.alice(server);
        BrowserUser admin = new BrowserUser(server);
        admin.logIn("admin", "battery staple");
        AgentInstance.Run run = agent.run(alice);
        AgentInstance.Run ending = agent.run(alice);
        String code = agent.code(alice);
        String requestUri = agent.requestUri();
        requests.put("PAR", () -> agent.push().send());
        requests.put("code", () -> agent.redeem(code).send());
        requests.put("exchange", () -> run.exchangeRefund("5.00", "USD", "order-12345").send());
        requests.put("refresh", () -> run.refresh().send());
        requests.put("revocation", () -> ending.revoke(ending.token()).send());
        requests.put("consent page", () -> alice.open(requestUri));
        requests.put("administration", () -> admin.get("/admin/api/v1/ledger/calls?run_id=" + run.runId()));
    }

    /** Sends what the outage makes impossible, and after it the same requests again, which must succeed. */
    void survive(Outage outage, JdbcClient direct, TestReporter reporter) throws Exception {
        Books before = Books.read(direct);
        Map<String, Future<Answer>> answers = new LinkedHashMap<>();
        try (AutoCloseable _ = outage.beginning().begin();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            outage.hit().forEach(name -> answers.put(name, callers.submit(() -> timed(requests.get(name)))));
        }
        for (Map.Entry<String, Future<Answer>> answer : answers.entrySet()) {
            assertUnavailable(answer.getKey(), answer.getValue().get().reply());
            reporter.publishEntry(outage + ": " + answer.getKey(), answer.getValue().get().millis() + " ms");
        }
        assertThat(Books.read(direct)).isEqualTo(before);
        requests.forEach(Errands::assertRecovered);
    }

    private record Answer(Reply reply, long millis) {}

    private static Answer timed(Supplier<Reply> request) {
        long start = System.nanoTime();
        Reply reply = request.get();
        return new Answer(reply, Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    private static void assertUnavailable(String request, Reply reply) {
        assertThat(reply.status()).as(request + ": " + reply.body()).isEqualTo(503);
        assertThat(reply.http().headers().firstValue("Retry-After")).as(request).isPresent();
        assertThat(reply.http().headers().firstValue("Cache-Control")).as(request).contains("no-store");
        assertThat(reply.body()).as(request).contains("_unavailable").doesNotContain("Exception", "SQL", "token\":");
    }

    /** A connection that broke unnoticed may cost a request: it is told to come again, and does. */
    private static void assertRecovered(String name, Supplier<Reply> request) {
        Reply reply = request.get();
        for (int i = 0; i < ATTEMPTS && reply.status() == 503; i++) {
            reply = request.get();
        }
        assertThat(reply.status()).as(name + ": " + reply.body()).isIn(200, 201);
    }
}
