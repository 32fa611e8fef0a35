package dev.errand.sample.agent.stage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

import dev.errand.sample.agent.http.Poll;

/** Waits until a process answers, and no longer than until it dies or a deadline passes. */
final class Readiness {

    private static final Duration ONE_TRY = Duration.ofSeconds(5);

    private final Duration deadline;
    private final String path;

    /** Waits for everything that a process needs to be healthy. */
    Readiness(Duration deadline) {
        this(deadline, "/actuator/health");
    }

    private Readiness(Duration deadline, String path) {
        this.deadline = deadline;
        this.path = path;
    }

    /** Waits for a process to take requests, whoever else does not answer it yet. */
    static Readiness toTakeRequests(Duration deadline) {
        return new Readiness(deadline, "/actuator/health/readiness");
    }

    /**
     * Returns once {@code process} says that it is.
     *
     * @throws IllegalStateException if it does not; the message ends with the last lines of its output
     */
    void await(StageProcess process) {
        HttpRequest health = HttpRequest.newBuilder(URI.create(process.url() + path)).timeout(ONE_TRY).build();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(ONE_TRY).build()) {
            if (Poll.until(deadline, () -> state(process, http, health)).isEmpty()) {
                throw failure(process, "was not ready within " + deadline.toSeconds() + " s");
            }
        }
    }

    private static Optional<Boolean> state(StageProcess process, HttpClient http, HttpRequest health) {
        if (!process.alive()) {
            throw failure(process, "has ended");
        }
        return healthy(http, health) ? Optional.of(true) : Optional.empty();
    }

    private static boolean healthy(HttpClient http, HttpRequest health) {
        try {
            return http.send(health, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static IllegalStateException failure(StageProcess process, String what) {
        return new IllegalStateException("The process " + process.name() + " " + what + ". Its last output:\n" + process.tail());
    }

}
