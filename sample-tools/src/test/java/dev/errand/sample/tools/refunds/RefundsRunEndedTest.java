package dev.errand.sample.tools.refunds;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

import dev.errand.sample.tools.issuer.Credential;
import dev.errand.sample.tools.issuer.StandInAgent.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** SE-01 at a tool that changes something: a credential that is out when its run ends, and a feed that does not answer. */
@TestPropertySource(properties = {"test.database=refunds-ended", "test.stale-after=2s"})
class RefundsRunEndedTest extends RefundsFixture {

    @Test
    void aCredentialOfAnEndedRunRefundsNothingAndIsReported() {
        Credential ended = credential();
        ISSUER.revoke(ended, "session_ended");
        await().until(() -> revocations().reason(ended.id()).isPresent());
        int before = refunds();
        Answer refused = agent().call(ended, refund());
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.challenge()).startsWith("DPoP error=\"invalid_token\"").contains("reason=\"session_ended\"");
        assertThat(refunds()).isEqualTo(before);
        assertThat(reportedReason(ended)).isEqualTo("session_ended");
        assertThat(agent().call(credential(), refund()).status()).as("the untouched twin").isEqualTo(201);
    }

    @Test
    void whileTheFeedIsStaleNothingIsRefundedAndNothingUsedUp() {
        Credential credential = credential();
        String token = agent().sign(credential);
        int before = refunds();
        ISSUER.failToAnswerFeed();
        try {
            await().until(revocations()::stale);
            Answer refused = agent().call(token, refund());
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.reason()).isEqualTo("revocation_feed_stale");
            assertThat(refused.retryAfter()).isEqualTo("1");
            assertThat(refunds()).isEqualTo(before);
        } finally {
            ISSUER.answerFeed();
        }
        await().until(() -> !revocations().stale());
        assertThat(agent().call(token, refund()).status()).as("the same credential, once the tool hears again").isEqualTo(201);
        assertThat(reportedReason(credential)).isEqualTo("revocation_feed_stale");
    }

    /** The reason of the first refusal of the credential that the ledger hears of. */
    private static String reportedReason(Credential credential) {
        return await().until(() -> ISSUER.reports().stream()
                .filter(report -> report.path("credential_id").asString("").equals(credential.id()))
                .filter(report -> report.path("outcome").asString("").equals("refused"))
                .map(report -> report.path("reason").asString("")).findFirst().orElse(""), reason -> !reason.isEmpty());
    }
}
