package dev.errand.sample.agent.crash;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import dev.errand.sample.agent.crash.Tally.Seen;
import dev.errand.sample.agent.stage.Jars;
import dev.errand.sample.agent.stage.LoneServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * IN-11: what the server acknowledged survives SIGKILL. One kill on H2 in every build; twenty on each database with
 * {@code -Pfull}. {@code -Derrand.crash.seed=} repeats a run's choices, though not how its threads met.
 */
class CrashRunIT {

    private static final boolean FULL = Boolean.getBoolean("errand.full");
    private static final int KILLS = FULL ? 20 : 1;
    private static final int CREDENTIALS = FULL ? 500 : 20;
    private static final int INSTANCES = 4;

    private final SecureRandom secure = new SecureRandom();

    @Test
    void h2LosesNothingThatWasAcknowledged() {
        killsOn(server -> new H2File(server.directory()));
    }

    @Test
    @EnabledIfSystemProperty(named = "errand.full", matches = "true", disabledReason = "takes minutes: runs with -Pfull")
    void postgresLosesNothingThatWasAcknowledged() {
        killsOn(server -> Postgres.start(secure));
    }

    private void killsOn(Function<LoneServer, Database> under) {
        Jars jars = Jars.builtIn(Path.of(System.getProperty("errand.home", "..")));
        try (LoneServer server = new LoneServer(jars, secure); Database database = under.apply(server)) {
            Map<String, String> properties = new HashMap<>(database.properties());
            properties.put("errand.session-idle", "PT8H");
            // A login that a kill cuts off stays counted as a failed one; so many kills would lock the user out.
            properties.put("errand.login.failures", "1000");
            properties.put("errand.login.failures-per-address", "1000");
            // All instances log in at once at a server that has just started: on a busy machine each takes its time.
            properties.put("errand.login.hash-wait", "60s");
            properties.put("errand.store.timeout", "30s");
            properties.put("spring.transaction.default-timeout", "30s");
            properties.put("spring.datasource.hikari.connection-timeout", "30000");
            server.configure(properties);
            server.start();
            server.awaitReady();
            Tally tally = played(server, database);
            assertThat(tally.of(Seen.KILLS)).isEqualTo(KILLS);
            assertThat(tally.of(Seen.CREDENTIALS)).as("credentials received").isGreaterThanOrEqualTo(CREDENTIALS);
        }
    }

    private Tally played(LoneServer server, Database database) {
        long seed = Long.getLong("errand.crash.seed", secure.nextLong());
        System.out.println("Crash run on " + database.name() + ", seed " + seed);
        Tally tally = new Tally();
        List<Instance> instances = Stream.generate(() -> new Instance(server, InstantSource.system(), secure, tally))
                .limit(INSTANCES).toList();
        try {
            new CrashRun(server, database, instances, new SplittableRandom(seed), tally).play(KILLS);
        } catch (RuntimeException | Error e) {
            System.out.println("The server's last output:\n" + server.tail());
            throw e;
        } finally {
            System.out.println("Crash run on " + database.name() + ": " + tally);
        }
        return tally;
    }

}
