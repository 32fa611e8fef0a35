package dev.errand.toolscope.alive;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.toolscope.ScopeName;
import dev.errand.toolscope.testing.Race;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls that are checked while the feed is being heard. */
class LivenessRaceTest {

    private static final ScopeName WRITE = new ScopeName("write:things");
    private static final int CALLS = 7;

    private final ScopeEffects effects = new ScopeEffects();
    private final FakeTime time = new FakeTime();

    /** A few hundred in every build, many with {@code -Pfull}. */
    static IntStream rounds() {
        return IntStream.rangeClosed(1, Boolean.getBoolean("errand.full") ? 2000 : 100);
    }

    /** Stale before and revoked after: there is no moment between at which such a call might pass. */
    @ParameterizedTest
    @MethodSource("rounds")
    void noCallSlipsThroughAsAStaleToolHearsThatItsRunHasEnded(int round) throws Exception {
        effects.learn(LivenessChecksTest.registered());
        HeardRevocations heard = time.heard(10);
        LivenessChecks checks = new LivenessChecks(effects, heard, OnlineCheck.OFF);
        CountDownLatch underWay = new CountDownLatch(CALLS);
        Callable<Liveness> hear = () -> {
            underWay.await();
            heard.add(List.of(new Revocation("c-1", "run_ended", time.wall().plusSeconds(60))));
            heard.completeAt(heard.now());
            return checks.onArrival(WRITE, "c-1");
        };
        Callable<Liveness> call = () -> {
            underWay.countDown();
            return Stream.generate(() -> checks.onArrival(WRITE, "c-1"))
                    .filter(said -> !(said instanceof Liveness.Unknowable)).findFirst().orElseThrow();
        };
        List<Callable<Liveness>> all = new ArrayList<>(List.of(hear));
        IntStream.range(0, CALLS).forEach(i -> all.add(call));

        assertThat(Race.over(all, all.size(), one -> one)).containsOnly(new Liveness.Ended("run_ended"));
        assertThat(checks.onArrival(WRITE, "c-2")).as("twin: another credential").isEqualTo(new Liveness.Alive());
    }
}
