package dev.errand.authz.race;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.errand.authz.running.OAuthRequest;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.Race;
import dev.errand.authz.testing.TestDatabase;

/**
 * One server on two nodes, which share nothing but their database. They have all the time that they need.
 */
final class TwoNodes implements AutoCloseable {

    private final RunningServer first;
    private final RunningServer second;
    private final AtomicInteger turn = new AtomicInteger();

    TwoNodes(TestDatabase database) {
        String url = database.newUrl() + (database == TestDatabase.H2 ? ";LOCK_TIMEOUT=60000" : "");
        first = new RunningServer(url);
        second = first.secondNode();
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
