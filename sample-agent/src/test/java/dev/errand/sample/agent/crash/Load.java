package dev.errand.sample.agent.crash;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

import dev.errand.sample.agent.crash.Tally.Seen;
import dev.errand.sample.agent.http.Refusal;
import dev.errand.sample.agent.http.Reply;
import dev.errand.sample.agent.oauth.CallDetails;
import dev.errand.sample.agent.oauth.Credential;
import dev.errand.sample.agent.oauth.Limit;

import static org.assertj.core.api.Assertions.assertThat;

/** What one instance does without a pause, until the server does not answer any more. */
final class Load implements Callable<Void> {

    private static final int RUNS = 2;
    /** Run tokens live for five minutes. */
    private static final Duration FRESH = Duration.ofMinutes(3);
    private static final Refusal BUDGET_EXCEEDED = new Refusal(400, "access_denied", "budget_exceeded");

    private final Instance instance;
    private final Trigger trigger;
    private final RandomGenerator random;
    private final Tally tally;
    private final Deque<Deed> deck = new ArrayDeque<>();

    Load(Instance instance, Trigger trigger, RandomGenerator random, Tally tally) {
        this.instance = instance;
        this.trigger = trigger;
        this.random = random;
        this.tally = tally;
    }

    /** Ends with a request that had no answer; it may end so once the trigger was pulled, and in no other way. */
    @Override
    public Void call() {
        instance.wire().under(trigger);
        try {
            while (true) {
                step();
            }
        } catch (RuntimeException e) {
            boolean expected = e instanceof Wire.LostAnswer || (trigger.isPulled() && NoAnswer.is(e));
            if (!expected) {
                throw e;
            }
            tally.add(Seen.IN_DOUBT);
            return null;
        } finally {
            instance.wire().under(null);
            trigger.pull();
        }
    }

    private void step() {
        while (instance.liveRuns().size() < RUNS) {
            about(Deed.OPEN);
            instance.redeem(instance.consent(instance.push())).value("The redemption of the code");
            trigger.answered();
        }
        if (deck.isEmpty()) {
            deck.addAll(Deed.shuffled(random));
        }
        RememberedRun run = any(instance.liveRuns());
        boolean fresh = instance.isYoung(run.tokensAt(), FRESH);
        act(fresh ? deck.removeFirst() : Deed.REFRESH, run);
    }

    private void act(Deed deed, RememberedRun run) {
        about(deed);
        switch (deed) {
            case READ -> exchanged(run, instance.read(), run.exchange(instance.read()));
            case REFUND -> refund(run);
            case REFRESH -> run.refresh().value("The refresh");
            case LOOK -> Checks.budget(run);
            case COMPLETE -> assertThat(run.complete().status()).isEqualTo(200);
            case LOG_OUT -> instance.logOut();
            case PARK_REQUEST -> instance.parkRequest();
            case PARK_CODE -> instance.parkCode();
            case OPEN -> {
                // Done wherever a run is missing.
            }
        }
        trigger.answered();
    }

    private void refund(RememberedRun run) {
        CallDetails call = instance.refund(Limit.usd(random.nextInt(1, 6) + ".00"));
        exchanged(run, call, run.exchange(call));
    }

    private void exchanged(RememberedRun run, CallDetails call, Reply<Credential> reply) {
        switch (reply) {
            case Reply.Granted<Credential> granted -> {
                tally.add(Seen.CREDENTIALS);
                trigger.credential();
            }
            case Reply.Refused<Credential>(Refusal refusal) -> {
                assertThat(refusal).as("exchange of %s for %s", run, call.scope()).isEqualTo(BUDGET_EXCEEDED);
                BigDecimal more = new BigDecimal(call.limits().get("amount").max());
                assertThat(run.mostAmount().add(more)).as("what %s asked for when its budget was said to be exceeded", run)
                        .isGreaterThan(new BigDecimal(Instance.TOTAL.max()));
            }
        }
    }

    private void about(Deed deed) {
        trigger.about(deed, instance.wire());
    }

    private RememberedRun any(List<RememberedRun> runs) {
        return runs.get(random.nextInt(runs.size()));
    }

}
