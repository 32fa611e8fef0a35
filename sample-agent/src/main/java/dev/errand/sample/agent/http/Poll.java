package dev.errand.sample.agent.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/** Asks again until there is an answer or a deadline has passed. */
public final class Poll {

    private static final long EVERY_MILLIS = 100;

    private Poll() {}

    /**
     * The first answer to {@code question}, or nothing if there was none by the deadline. What the question throws, this
     * throws.
     */
    public static <T> Optional<T> until(Duration deadline, Supplier<Optional<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        ScheduledFuture<?> asking = scheduler.scheduleWithFixedDelay(() -> ask(question, answer), 0, EVERY_MILLIS, MILLISECONDS);
        try {
            return Optional.of(answer.orTimeout(deadline.toMillis(), MILLISECONDS).join());
        } catch (CompletionException e) {
            return switch (e.getCause()) {
                case TimeoutException timeout -> Optional.empty();
                case RuntimeException thrown -> throw thrown;
                case null, default -> throw e;
            };
        } finally {
            asking.cancel(true);
            scheduler.shutdownNow();
        }
    }

    private static <T> void ask(Supplier<Optional<T>> question, CompletableFuture<T> answer) {
        try {
            question.get().ifPresent(answer::complete);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

}
