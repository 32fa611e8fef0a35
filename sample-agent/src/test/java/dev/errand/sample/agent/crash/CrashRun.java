package dev.errand.sample.agent.crash;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

import dev.errand.sample.agent.crash.Tally.Seen;
import dev.errand.sample.agent.http.Http;
import dev.errand.sample.agent.stage.LoneServer;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

/** Kills the server under load, again and again, and holds what it knows afterwards against what its clients remember. */
final class CrashRun {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);
    private static final int FEWEST_CREDENTIALS = 20;
    private static final int MOST_CREDENTIALS = 60;

    private final LoneServer server;
    private final Database database;
    private final List<Instance> instances;
    private final SplittableRandom random;
    private final Tally tally;
    private final Set<String> lost = new HashSet<>();

    CrashRun(LoneServer server, Database database, List<Instance> instances, SplittableRandom random, Tally tally) {
        this.server = server;
        this.database = database;
        this.instances = instances;
        this.random = random;
        this.tally = tally;
    }

    /** Kills and starts again; every second time, a database with processes of its own is killed too. */
    void play(int kills) {
        JsonNode keys = keys();
        for (int kill = 1; kill <= kills; kill++) {
            killUnderLoad(kill % 2 == 0);
            StoredState stored = stored();
            server.start();
            inspect(stored);
            server.awaitReady();
            assertThat(keys()).as("the signing keys").isEqualTo(keys);
            together(instances.stream().map(instance -> new Aftermath(instance, stored, random.split(), tally)).toList());
        }
        server.kill();
        inspect(stored());
    }

    private void killUnderLoad(boolean withDatabase) {
        Trigger trigger = Trigger.random(random, FEWEST_CREDENTIALS, MOST_CREDENTIALS);
        try (ExecutorService threads = Executors.newFixedThreadPool(instances.size())) {
            List<Future<Void>> loads = instances.stream()
                    .map(instance -> threads.submit(new Load(instance, trigger, random.split(), tally))).toList();
            boolean pulled = trigger.await(LONG_ENOUGH);
            server.kill();
            tally.add(Seen.KILLS);
            if (withDatabase && database.kill()) {
                tally.add(Seen.DATABASE_KILLS);
            }
            loads.forEach(CrashRun::result);
            assertThat(pulled).as("the load reached its kill: %s", trigger).isTrue();
        }
    }

    private StoredState stored() {
        database.recover();
        try (Connection connection = database.afterCrash()) {
            return StoredState.read(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void inspect(StoredState stored) {
        Books books = new Books(stored);
        books.balance();
        instances.forEach(instance -> instance.runs()
                .forEach(run -> books.agreeWith(run, server.agent().clientId(), instance.jkt())));
        Set<String> remembered = instances.stream().flatMap(instance -> instance.runs().stream())
                .map(RememberedRun::id).collect(toSet());
        Set<String> unknown = books.unknown(remembered);
        assertThat(lost).as("runs that a second redemption ended").allMatch(run -> !stored.runs().get(run).active());
        unknown.removeAll(lost);
        assertThat(unknown).as("runs that nobody was told of")
                .hasSizeLessThanOrEqualTo((int) instances.stream().filter(i -> i.redemptionInDoubt().isPresent()).count());
        lost.addAll(unknown);
    }

    private JsonNode keys() {
        return Http.plain().json(HttpMethod.GET, URI.create(server.issuer() + "/oauth2/jwks"), null, null).body();
    }

    private static <T> void together(List<? extends Callable<T>> tasks) {
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
            tasks.stream().map(threads::submit).toList().forEach(CrashRun::result);
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException thrown -> throw thrown;
                case Error thrown -> throw thrown;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

}
