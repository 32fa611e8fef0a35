package dev.errand.toolscope.autoconfigure;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import dev.errand.toolscope.report.CallSender;
import dev.errand.toolscope.use.CredentialUses;

/**
 * The background thread of a tool's own affairs: sends reports after each call and from time to time, forgets expired
 * uses, and asks the registry what is registered. It starts before the web server takes requests and stops after it has finished them, with a last try to send what is left.
 */
final class ToolSchedule implements SmartLifecycle {

    private static final System.Logger LOG = System.getLogger(ToolSchedule.class.getName());
    private static final Duration PURGE_EVERY = Duration.ofMinutes(1);
    private static final Duration LEARN_EVERY = Duration.ofMinutes(1);

    private final CallSender sender;
    private final CredentialUses uses;
    private final DriftCheck drift;
    private final EffectsWatch effects;
    private final ToolProperties.Report times;
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile @Nullable ScheduledExecutorService thread;

    ToolSchedule(CallSender sender, CredentialUses uses, DriftCheck drift, EffectsWatch effects,
            ToolProperties.Report times) {
        this.sender = sender;
        this.uses = uses;
        this.drift = drift;
        this.effects = effects;
        this.times = times;
    }

    /** Sends soon; wishes that come before it does are one. */
    void wake() {
        ScheduledExecutorService running = thread;
        if (running != null && woken.compareAndSet(false, true)) {
            try {
                running.execute(this::drain);
            } catch (RejectedExecutionException stopping) {
                woken.set(false);
            }
        }
    }

    private void drain() {
        woken.set(false);
        guarded(sender::drain);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the tasks never throw
    public void start() {
        ScheduledExecutorService started = Executors
                .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("errand-tool").factory());
        long every = times.retryEvery().toMillis();
        started.scheduleWithFixedDelay(this::drain, 0, every, TimeUnit.MILLISECONDS);
        started.scheduleWithFixedDelay(() -> guarded(uses::purge), PURGE_EVERY.toSeconds(), PURGE_EVERY.toSeconds(),
                TimeUnit.SECONDS);
        started.scheduleWithFixedDelay(() -> guarded(drift::inBackground), 0, every, TimeUnit.MILLISECONDS);
        started.scheduleWithFixedDelay(() -> guarded(effects::untilAnswered), 0, every, TimeUnit.MILLISECONDS);
        started.scheduleWithFixedDelay(() -> guarded(effects::again), LEARN_EVERY.toSeconds(), LEARN_EVERY.toSeconds(),
                TimeUnit.SECONDS);
        thread = started;
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopping = thread;
        thread = null;
        if (stopping == null) {
            return;
        }
        stopping.execute(this::drain);
        stopping.shutdown();
        try {
            if (!stopping.awaitTermination(times.drainOnStop().toMillis(), TimeUnit.MILLISECONDS)) {
                stopping.shutdownNow();
            }
        } catch (InterruptedException e) {
            stopping.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Below the web server's phases: started before it, stopped after it. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 4096;
    }

    /** A task that throws would not be repeated. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a background task of the tool failed: {0}",
                    e.getClass().getSimpleName());
        }
    }
}
