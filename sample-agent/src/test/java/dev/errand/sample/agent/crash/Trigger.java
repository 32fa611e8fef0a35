package dev.errand.sample.agent.crash;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Says when to kill, by what happened and never by the clock: after so many credentials, once an agent is about to do
 * one kind of thing, and a few answers to anybody later. Thread-safe.
 */
final class Trigger {

    private final CountDownLatch pulled = new CountDownLatch(1);
    private final Deed deed;
    private int credentials;
    private int answers;
    private boolean armed;

    Trigger(int credentials, Deed deed, int answers) {
        this.credentials = credentials;
        this.deed = deed;
        this.answers = answers;
    }

    static Trigger random(RandomGenerator random, int fewest, int most) {
        Deed[] deeds = Deed.values();
        return new Trigger(random.nextInt(fewest, most + 1), deeds[random.nextInt(deeds.length)], random.nextInt(3));
    }

    /** An agent is about to do something. */
    synchronized void about(Deed next) {
        armed |= credentials <= 0 && next == deed;
        check();
    }

    /** An agent was given a credential. */
    synchronized void credential() {
        credentials--;
        answered();
    }

    /** An agent had any other answer. */
    synchronized void answered() {
        if (armed) {
            answers--;
        }
        check();
    }

    private void check() {
        if (armed && answers <= 0) {
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
        return credentials + " credentials, then " + answers + " answers after the next " + deed;
    }

}
