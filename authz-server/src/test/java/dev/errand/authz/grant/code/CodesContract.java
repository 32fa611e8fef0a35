package dev.errand.authz.grant.code;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.errand.authz.run.WiredRuns;
import dev.errand.authz.secret.Secrets;
import dev.errand.authz.testing.Leaves;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** What authorization codes owe on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CodesContract {

    private final TestDatabase database;
    private Leaves leaves;
    private List<Codes> nodes;
    private Codes codes;
    private ConsentedRequest request;
    private String code;
    private String hash;

    CodesContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        leaves = new Leaves(database);
        nodes = List.of(WiredCodes.of(leaves), WiredCodes.of(leaves.secondNode()));
        codes = nodes.getFirst();
    }

    @BeforeEach
    void issue() {
        request = new ConsentedRequest(WiredRuns.AGENT, "jkt-1", "http://127.0.0.1/callback", "challenge", "sid-1",
                WiredRuns.USER, "consent-1", new WiredRuns(leaves).terms(10));
        code = codes.issue(request);
        hash = Secrets.hash(code);
    }

    private Codes.Row row() {
        return codes.find(hash).orElseThrow();
    }

    @Test
    void findsWhatWasIssuedByItsHashAlone() {
        assertThat(row().request()).isEqualTo(request);
        assertThat(row().runId()).isNull();
        assertThat(leaves.jdbc.sql("SELECT * FROM authorization_code WHERE code_hash = ?").params(hash).query()
                .singleRow().toString()).doesNotContain(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "x", "\uD800", "' OR '1'='1"})
    void knowsNoOtherCode(String other) {
        assertThat(codes.find(Secrets.hash(other))).isEmpty();
        assertThat(codes.consume(Secrets.hash(other), "run-1")).isFalse();
        assertThat(codes.consume(hash, "run-1")).isTrue();
    }

    @Test
    void aCodeIsConsumedOnceInTheNameOfOneRun() {
        assertThat(codes.consume(hash, "run-1")).isTrue();
        assertThat(codes.consume(hash, "run-2")).isFalse();
        assertThat(row().runId()).isEqualTo("run-1");
    }

    @Test
    void aCodeLivesForAMinute() {
        leaves.clock.advance(Duration.ofSeconds(60).minusMillis(1));
        String later = Secrets.hash(codes.issue(request));
        leaves.clock.advance(Duration.ofMillis(1));

        assertThat(codes.consume(hash, "run-1")).isFalse();
        assertThat(codes.consume(later, "run-1")).isTrue();
    }

    @Test
    void aBurntCodeIsGoodForNothing() {
        codes.burn(hash);

        assertThat(codes.consume(hash, "run-1")).isFalse();
        assertThat(row().state()).isEqualTo("burnt");
    }

    @Test
    void aConsumedCodeCannotBeBurnt() {
        codes.consume(hash, "run-1");
        codes.burn(hash);

        assertThat(row().state()).isEqualTo("consumed");
        assertThat(row().runId()).isEqualTo("run-1");
    }

    @Test
    void ofAnAgentThatIsDisabledEveryCodeIsBurntAndNoOtherAgents() {
        String another = codes.issue(request);
        String others = codes.issue(new ConsentedRequest("other-agent", "jkt-1", "http://127.0.0.1/callback", "challenge",
                "sid-1", WiredRuns.USER, "consent-1", request.terms()));
        codes.consume(hash, "run-1");

        assertThat(codes.burnOfAgent(WiredRuns.AGENT)).isPositive();
        assertThat(codes.burnOfAgent(WiredRuns.AGENT)).isZero();
        assertThat(row().state()).isEqualTo("consumed");
        assertThat(codes.find(Secrets.hash(another)).orElseThrow().state()).isEqualTo("burnt");
        assertThat(codes.consume(Secrets.hash(others), "run-2")).isTrue();
    }

    @Test
    void ofManyRedemptionsAtOnceOneSucceeds() throws Exception {
        List<Boolean> consumed = Race.over(nodes, 64, node -> () -> node.consume(hash, "run-" + node.hashCode()));

        assertThat(Collections.frequency(consumed, true)).isOne();
        assertThat(row().state()).isEqualTo("consumed");
    }

    @Test
    void redemptionsAndBurningsAtOnceLeaveOneTruth() throws Exception {
        List<Boolean> consumed = Race.over(nodes, 64, node -> () -> {
            if (Thread.currentThread().threadId() % 2 == 0) {
                node.burn(hash);
                return false;
            }
            return node.consume(hash, "run-1");
        });

        long winners = Collections.frequency(consumed, true);
        assertThat(winners).isLessThanOrEqualTo(1);
        assertThat(row().state()).isEqualTo(winners == 1 ? "consumed" : "burnt");
        assertThat(row().runId()).isEqualTo(winners == 1 ? "run-1" : null);
    }
}
