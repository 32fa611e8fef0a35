package dev.errand.authz.race;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.TestDatabase;

/**
 * One server on two nodes, which share nothing but their database. They have all the time that they need: how long a
 * request waits for its turn before it is told to come again depends on the machine, and who wins must not.
 */
final class TwoNodes implements AutoCloseable {

    private static final MapPropertySource PATIENCE = new MapPropertySource("patience",
            Map.of("errand.store.timeout", "60s", "spring.datasource.hikari.connection-timeout", "60000",
                    "spring.datasource.hikari.connection-init-sql", "SET lock_timeout = 60000",
                    "spring.transaction.default-timeout", "60s"));

    private final RunningServer first;
    private final RunningServer second;
    private final AtomicInteger turn = new AtomicInteger();

    TwoNodes(TestDatabase database) {
        String url = database.newUrl() + (database == TestDatabase.H2 ? ";LOCK_TIMEOUT=60000" : "");
        first = new RunningServer(url, TwoNodes::patient);
        second = first.secondNode(TwoNodes::patient);
    }

    private static void patient(GenericApplicationContext context) {
        context.getEnvironment().getPropertySources().addFirst(PATIENCE);
    }

    RunningServer first() {
        return first;
    }

    RunningServer second() {
        return second;
    }

    /** The one and the other in turn. */
    RunningServer next() {
        return turn.getAndIncrement() % 2 == 0 ? first : second;
    }

    /** So many good requests, made beforehand and sent at the same moment to the one node and the other. */
    Replies race(int callers, Supplier<OAuthRequest> request) throws Exception {
        List<OAuthRequest> made = Stream.generate(() -> request.get().at(next())).limit(callers).toList();
        return new Replies(Race.of(made.stream().map(one -> (Callable<Reply>) one::send).toList()));
    }

    /** How many rows there are, in {@code FROM}'s words. */
    long count(String from, Object... parameters) {
        return first.jdbc().sql("SELECT COUNT(*) FROM " + from).params(parameters).query(Long.class).single();
    }

    @Override
    public void close() {
        second.close();
        first.close();
    }
}
