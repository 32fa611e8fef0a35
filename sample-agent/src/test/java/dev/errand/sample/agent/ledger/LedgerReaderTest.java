package dev.errand.sample.agent.ledger;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.errand.sample.agent.ledger.JoinedCall.Issuance;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerReaderTest {

    private static final SentCall ALLOWED = new SentCall("run-1", "c1", "allowed", "");
    private static final SentCall REFUSED = new SentCall("run-1", "c1", "refused", "already_used");

    @Test
    void nothingIsMissingWhereEachCallHasItsRow() {
        assertThat(LedgerReader.missing(List.of(ALLOWED, REFUSED), List.of(row(REFUSED), row(ALLOWED)))).isEmpty();
    }

    @Test
    void oneRowDoesNotStandForTwoCalls() {
        assertThat(LedgerReader.missing(List.of(REFUSED, REFUSED), List.of(row(REFUSED), row(ALLOWED)))).containsExactly(REFUSED);
    }

    @Test
    void rowOfAnotherReasonCredentialOrRunDoesNotCount() {
        assertThat(LedgerReader.missing(List.of(REFUSED), List.of(
                row(new SentCall("run-1", "c1", "refused", "limit_exceeded")),
                row(new SentCall("run-1", "c2", "refused", "already_used")),
                row(new SentCall("run-2", "c1", "refused", "already_used"))))).containsExactly(REFUSED);
    }

    private static JoinedCall row(SentCall call) {
        return new JoinedCall("https://orders.example", "read-order", "order-1", call.outcome(), call.reason(), new Issuance(
                call.credentialId(), call.runId(), "read:orders", 1, "user-1", "agent-1", Instant.EPOCH, "token_exchange"));
    }

}
