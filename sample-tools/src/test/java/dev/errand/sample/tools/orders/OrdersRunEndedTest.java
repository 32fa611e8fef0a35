package dev.errand.sample.tools.orders;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

import dev.errand.sample.tools.issuer.Credential;
import dev.errand.sample.tools.issuer.Request;
import dev.errand.sample.tools.issuer.StandInAgent.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** SE-01 at a tool that reads: a credential that is out when its run ends, and a feed that does not answer. */
@TestPropertySource(properties = {"test.database=orders-ended", "test.stale-after=2s"})
class OrdersRunEndedTest extends OrdersFixture {

    private static final Request READ = Request.get("/orders/order-12345");

    @Test
    void aCredentialOfAnEndedRunReadsNothing() {
        Credential ended = credential("order-12345");
        ISSUER.revoke(ended, "run_ended");
        await().until(() -> revocations().reason(ended.id()).isPresent());
        Answer refused = agent().call(ended, READ);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.reason()).isEqualTo("run_ended");
        assertThat(agent().call(credential("order-12345"), READ).status()).as("the untouched twin").isEqualTo(200);
    }

    @Test
    void whileTheFeedIsStaleToReadGoesOnAndTheToolStaysReady() {
        ISSUER.failToAnswerFeed();
        try {
            await().until(revocations()::stale);
            assertThat(agent().call(credential("order-12345"), READ).status()).isEqualTo(200);
            assertThat(agent().callUnauthenticated("/actuator/health").status()).isEqualTo(503);
            assertThat(agent().callUnauthenticated("/actuator/health/readiness").status()).isEqualTo(200);
        } finally {
            ISSUER.answerFeed();
        }
        await().until(() -> !revocations().stale());
        assertThat(agent().callUnauthenticated("/actuator/health").status()).as("the twin").isEqualTo(200);
    }
}
