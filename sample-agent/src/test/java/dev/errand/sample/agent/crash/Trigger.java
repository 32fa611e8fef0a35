package dev.errand.sample.agent.crash;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * Says when to kill, by what happened and never by the clock: after so many credentials, once an agent is about to do
 * one kind of thing. Then either the answer to that is lost, or a few more answers to anybody are waited for.
 * Thread-safe.
 */
final class Trigger {

    private final CountDownLatch pulled = new CountDownLatch(1);
    private final Deed deed;
    private final boolean losing;
    private int credentials;
    private int answers;
    private boolean armed;
    private @Nullable Wire loser;

    Trigger(int credentials, Deed deed, boolean losing, int answers) {
        this.credentials = credentials;
        this.deed = deed;
        this.losing = losing;
        this.answers = answers;
    }

    static Trigger random(RandomGenerator random, int fewest, int most) {
        Deed[] deeds = Deed.values();
        return new Trigger(random.nextInt(fewest, most + 1), deeds[random.nextInt(deeds.length)], random.nextBoolean(),
                random.nextInt(3));
    }

    /** An agent is about to do something; the answer will come over its wire. */
    synchronized void about(Deed next, Wire wire) {
        if (armed || credentials > 0 || next != deed) {
            return;
        }
        armed = true;
        if (losing) {
            loser = wire;
        }
        check();
    }

    /** An agent was given a credential. */
    synchronized void credential() {
        credentials--;
    }

    /** An agent had an answer. */
    synchronized void answered() {
        if (armed) {
            answers--;
        }
        check();
    }

    synchronized boolean losesAnswerOf(Wire wire) {
        return loser == wire;
    }

    private void check() {
        if (armed && !losing && answers <= 0) {
            pull();
        }
    }

    void pull() {
        pulled.countDown();
    }

    boolean isPulled() {
        return pulled.getCount() == 0;
    }

    /** Waits until it is pulled; false if that takes longer than any load should. */
    boolean await(Duration deadline) {
        try {
            return pulled.await(deadline.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String toString() {
        return credentials + " credentials, then the next " + deed
                + (losing ? ", its answer lost" : ", then " + answers + " answers");
    }

}
