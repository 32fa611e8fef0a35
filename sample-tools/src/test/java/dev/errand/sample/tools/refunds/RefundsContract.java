package dev.errand.sample.tools.refunds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import dev.errand.sample.tools.SampleTools;
import dev.errand.sample.tools.issuer.Credential;
import dev.errand.sample.tools.issuer.Request;
import dev.errand.sample.tools.issuer.StandInAgent;
import dev.errand.sample.tools.issuer.StandInAgent.Answer;
import dev.errand.sample.tools.issuer.StandInIssuer;
import dev.errand.toolscope.alive.Revocations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the refunds tool owes on every database, at two nodes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RefundsContract {

    private static final int CALLERS = 64;
    private static final String RESOURCE = RefundsFixture.RESOURCE;

    private final StandInIssuer issuer = new StandInIssuer();
    private final List<ConfigurableApplicationContext> nodes = new ArrayList<>();
    private final ToolDatabase database;
    private JdbcClient jdbc;

    RefundsContract(ToolDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        String url = database.newUrl();
        nodes.add(node(url));
        nodes.add(node(url));
        jdbc = nodes.getFirst().getBean(JdbcClient.class);
        await().until(() -> nodes.stream().noneMatch(node -> node.getBean(Revocations.class).stale()));
    }

    private ConfigurableApplicationContext node(String url) {
        return new SpringApplicationBuilder(SampleTools.class).profiles("refunds").run("--server.port=0",
                "--errand.dpop.issuer=" + issuer.url(), "--errand.dpop.resource=" + RESOURCE,
                "--errand.tool.key-file=" + issuer.toolKeyFile(), "--spring.datasource.url=" + url,
                // How long a caller waits for its turn depends on the machine, and who wins must not.
                "--spring.datasource.hikari.connection-timeout=60000", "--errand.tool.alive.stale-after=10m",
                "--logging.level.root=warn");
    }

    @AfterAll
    void stop() {
        nodes.forEach(ConfigurableApplicationContext::close);
    }

    /** A few in every build, many with {@code -Pfull}. */
    static IntStream rounds() {
        return IntStream.rangeClosed(1, Boolean.getBoolean("errand.full") ? 50 : 2);
    }

    /** RS-03. */
    @ParameterizedTest
    @MethodSource("rounds")
    void ofManyUsesOfOneCredentialOneHasAnEffect(int round) throws Exception {
        Credential credential = RefundsFixture.credential().with("iss", issuer.url());
        int before = count("refund");
        Map<String, Integer> answers = race(credential);

        assertThat(answers).isEqualTo(Map.of("done", 1, "401 already_used", CALLERS - 1));
        assertThat(count("refund")).isEqualTo(before + 1);
        assertThat(count("credential_use")).isEqualTo(before + 1);
        assertThat(count("credential_use WHERE state = 'committed'")).isEqualTo(before + 1);
        assertThat(outcomes(credential)).isEqualTo(Map.of("allowed", 1, "refused", CALLERS - 1));
    }

    /** What the caller sent is refused as what it is, also where the database could not store it. */
    @ParameterizedTest
    @CsvSource({"order-1234\\u0000, late, 403, identifier_not_allowed", "\\uD800, late, 403, identifier_not_allowed",
        "order-12345, la\\u0000te, 400, body_malformed"})
    void charactersThatNoDatabaseTakesAreRefusedAndConsumeNothing(String order, String why, int status, String reason) {
        StandInAgent agent = new StandInAgent(issuer, RESOURCE, port(0));
        String token = agent.sign(RefundsFixture.credential().with("iss", issuer.url()));
        int before = count("refund");
        Answer refused = agent.call(token, refund(order, why));

        assertThat(refused.status() + " " + refused.reason()).isEqualTo(status + " " + reason);
        assertThat(count("refund")).isEqualTo(before);
        assertThat(agent.call(token, refund("order-12345", "late")).status()).as("the untouched twin").isEqualTo(201);
    }

    private static Request refund(String order, String why) {
        return Request.postJson("/refunds", """
                {"orderId":"%s","amount":"50.00","currency":"USD","reason":"%s"}""".formatted(order, why));
    }

    private Map<String, Integer> race(Credential credential) throws Exception {
        StandInAgent first = new StandInAgent(issuer, RESOURCE, port(0));
        List<StandInAgent> agents = List.of(first, first.at(port(1)));
        agents.forEach(agent -> agent.callUnauthenticated("/refunds"));
        String token = first.sign(credential);
        CyclicBarrier barrier = new CyclicBarrier(CALLERS);
        List<Future<Answer>> calls = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
            for (int i = 0; i < CALLERS; i++) {
                StandInAgent agent = agents.get(i % agents.size());
                calls.add(threads.submit(() -> {
                    barrier.await(60, TimeUnit.SECONDS);
                    return agent.call(token, RefundsFixture.refund());
                }));
            }
        }
        Map<String, Integer> answers = new HashMap<>();
        for (Future<Answer> call : calls) {
            Answer answer = call.get();
            answers.merge(answer.status() == 201 ? "done" : answer.status() + " " + answer.reason(), 1, Integer::sum);
        }
        return answers;
    }

    private int port(int node) {
        return ((WebServerApplicationContext) nodes.get(node)).getWebServer().getPort();
    }

    private int count(String from) {
        return jdbc.sql("SELECT count(*) FROM " + from).query(Integer.class).single();
    }

    /** What the ledger hears of the credential's uses, once it has heard of all. */
    private Map<String, Integer> outcomes(Credential credential) {
        List<JsonNode> reports = await().atMost(Duration.ofSeconds(60)).until(() -> issuer.reports().stream()
                .filter(report -> report.path("credential_id").asString("").equals(credential.id())).toList(),
                all -> all.size() >= CALLERS);
        Map<String, Integer> outcomes = new HashMap<>();
        reports.forEach(report -> outcomes.merge(report.path("outcome").asString(""), 1, Integer::sum));
        return outcomes;
    }
}
