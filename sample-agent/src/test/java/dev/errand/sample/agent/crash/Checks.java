package dev.errand.sample.agent.crash;

import java.math.BigDecimal;

import tools.jackson.databind.JsonNode;

import dev.errand.sample.agent.http.Refusal;
import dev.errand.sample.agent.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** What a client can see of a run, and has to. */
final class Checks {

    private Checks() {}

    /** What was received has been debited, and no more than was asked for. */
    static void budget(RememberedRun run) {
        JsonNode budget = run.look().path("budget");
        assertThat(Instance.MAX_CALLS - budget.path("calls_left").asInt(0)).as("calls debited from %s", run)
                .isBetween(run.fewestCalls(), run.mostCalls());
        BigDecimal left = new BigDecimal(budget.path("totals").path("amount").path("left").asString("0"));
        assertThat(new BigDecimal(Instance.TOTAL.max()).subtract(left)).as("amount debited from %s", run)
                .isBetween(run.leastAmount(), run.mostAmount());
    }

    /** Neither its run token nor its refresh token gives anything any more. */
    static void ended(RememberedRun run, Instance instance) {
        Refusal exchange = refused(run.exchange(instance.read()), "exchange of " + run);
        assertThat(exchange.error()).as("exchange of %s", run).isEqualTo("invalid_request");
        assertThat(exchange.reason()).as("exchange of %s", run).isIn("run_ended", "session_ended");
        Refusal refresh = refused(run.present(run.tokens().refreshToken()), "refresh of " + run);
        String reason = run.hasLostSuccessor() ? "refresh_reused" : exchange.reason();
        assertThat(refresh).as("refresh of %s", run).isEqualTo(new Refusal(400, "invalid_grant", reason));
    }

    static Refusal refused(Reply<?> reply, String what) {
        return switch (reply) {
            case Reply.Refused<?>(Refusal refusal) -> refusal;
            case Reply.Granted<?> granted -> throw new AssertionError(what + " was granted");
        };
    }

}
