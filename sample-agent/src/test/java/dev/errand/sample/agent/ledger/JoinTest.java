package dev.errand.sample.agent.ledger;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class JoinTest {

    private static final SentCall ALLOWED = new SentCall("run-1", "c1", "allowed", "");
    private static final SentCall REFUSED = new SentCall("run-1", "c1", "refused", "already_used");

    @Test
    void nothingIsMissingWhereEachCallHasItsRow() {
        assertThat(join(row(REFUSED), row(ALLOWED)).missing(List.of(ALLOWED, REFUSED))).isEmpty();
    }

    @Test
    void oneRowDoesNotStandForTwoCalls() {
        assertThat(join(row(REFUSED), row(ALLOWED)).missing(List.of(REFUSED, REFUSED))).containsExactly(REFUSED);
    }

    @Test
    void rowOfAnotherReasonCredentialOrRunDoesNotCount() {
        assertThat(join(
                row(new SentCall("run-1", "c1", "refused", "limit_exceeded")),
                row(new SentCall("run-1", "c2", "refused", "already_used")),
                row(new SentCall("run-2", "c1", "refused", "already_used"))).missing(List.of(REFUSED))).containsExactly(REFUSED);
    }

    @Test
    void knowsCredentialsWithAndWithoutCalls() {
        Join join = Join.from(JsonMapper.builder().build().readTree("""
                {"calls":[{"tool":"t","outcome":"allowed","reason":null,
                           "issuance":{"credential_id":"c1","kind":"credential","run_id":"run-1"}}],
                 "unreported":[{"credential_id":"c2","kind":"credential"},{"credential_id":"r1","kind":"run_token"}]}"""));
        assertThat(join.credentials()).containsExactlyInAnyOrder("c1", "c2");
        assertThat(join.missing(List.of(ALLOWED))).isEmpty();
    }

    private static Join join(JoinedCall... rows) {
        return new Join(List.of(rows), List.of());
    }

    private static JoinedCall row(SentCall call) {
        return new JoinedCall("https://orders.example", "read-order", "order-1", call.outcome(), call.reason(),
                new Issuance(call.credentialId(), "credential", call.runId(), "https://orders.example", "read:orders", 1,
                        "user-1", Instant.EPOCH, "token_exchange"));
    }

}
