package dev.errand.sample.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.errand.sample.agent.http.Poll;
import dev.errand.sample.agent.http.Refusal;
import dev.errand.sample.agent.http.Reply;
import dev.errand.sample.agent.oauth.Credential;
import dev.errand.sample.agent.oauth.Limit;
import dev.errand.sample.agent.stage.Stage;
import dev.errand.sample.agent.tool.Tool;
import dev.errand.sample.agent.tool.ToolCall;

import static org.assertj.core.api.Assertions.assertThat;

/** A credential that is out when its run ends is refused by the tools before it expires, and consumed by none of it. */
@ExtendWith(SharedStage.class)
class RevocationFeedIT {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final Limit ONE_DOLLAR = Limit.usd("1.00");
    private static final ToolCall READ = ToolCall.readOrder(Wishes.ORDER);
    private static final ToolCall REFUND = ToolCall.refund(Wishes.ORDER, ONE_DOLLAR.max());

    @Test
    void bothToolsRefuseWhatIsOutWhenTheRunEnds(Stage stage, Backstage backstage) {
        OpenRun run = backstage.openRun();
        OpenRun other = backstage.openRun();
        Outstanding reading = reading(stage, run);
        Outstanding refund = refund(stage, run);
        Outstanding twinReading = reading(stage, other);
        Outstanding twinRefund = refund(stage, other);
        assertThat(reading.callNotCovered().status()).as("before").isEqualTo(403);
        assertThat(refund.callNotCovered().status()).as("before").isEqualTo(403);

        long ended = System.nanoTime();
        assertThat(run.client().revoke(run.tokens().runToken()).status()).isEqualTo(200);
        reading.awaitRefusalOfItsRun(ended);
        refund.awaitRefusalOfItsRun(ended);

        assertEnded(reading.call());
        assertEnded(refund.call());
        assertThat(twinReading.call()).as("twin: the run beside it").isInstanceOf(Reply.Granted.class);
        assertThat(twinRefund.call()).as("twin: the run beside it").isInstanceOf(Reply.Granted.class);
    }

    private static Outstanding reading(Stage stage, OpenRun run) {
        Credential credential = run.credential(Wishes.readOrder(stage.orders()));
        return new Outstanding(run, stage.orders(), credential, READ, ToolCall.readOrder(Wishes.OTHER_ORDER));
    }

    private static Outstanding refund(Stage stage, OpenRun run) {
        Credential credential = run.credential(Wishes.refund(stage.refunds(), ONE_DOLLAR));
        return new Outstanding(run, stage.refunds(), credential, REFUND, ToolCall.refund(Wishes.OTHER_ORDER, "1.00"));
    }

    private static void assertEnded(Reply<?> reply) {
        assertThat(reply).isInstanceOf(Reply.Refused.class);
        assertThat(ended(((Reply.Refused<?>) reply).refusal())).as(reply.toString()).isTrue();
    }

    private static boolean ended(Refusal refusal) {
        return refusal.status() == 401 && refusal.error().equals("invalid_token")
                && !Set.of("", "token_expired", "already_used").contains(refusal.reason());
    }

    /** A credential that has been issued and not used, with the call that it is for and one that it does not cover. */
    private record Outstanding(OpenRun run, Tool tool, Credential credential, ToolCall covered, ToolCall notCovered) {

        Reply<?> call() {
            return tool.call(run.http(), credential, covered);
        }

        /** Refused either way, which uses nothing up; for which reason tells what the tool has heard. */
        Refusal callNotCovered() {
            Reply<?> reply = tool.call(run.http(), credential, notCovered);
            assertThat(reply).isInstanceOf(Reply.Refused.class);
            return ((Reply.Refused<?>) reply).refusal();
        }

        void awaitRefusalOfItsRun(long since) {
            assertThat(Poll.until(LONG_ENOUGH, () -> Optional.of(callNotCovered()).filter(RevocationFeedIT::ended)))
                    .as(tool.name() + " hears of it").isPresent();
            System.out.println("Until " + tool.name() + " refused a credential of the ended run: "
                    + Duration.ofNanos(System.nanoTime() - since).toMillis() + " ms");
        }
    }

}
