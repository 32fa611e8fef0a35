package dev.errand.authz.badinput;

import java.util.ArrayList;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.errand.authz.running.RunningServer;

/** Sends bad requests one after the other, and remembers what was wrong with the answers. Not thread-safe. */
final class Barrage implements AutoCloseable {

    private static final Books NOTHING = new Books(0, 0, 0, 0);

    private final Wire wire;
    private final JdbcClient jdbc;
    private final List<String> wrong = new ArrayList<>();
    private Books books;
    private Books written = NOTHING;
    private int sent;

    Barrage(RunningServer server) {
        this.wire = new Wire(server.port());
        this.jdbc = server.jdbc();
        this.books = Books.read(jdbc);
    }

    /**
     * Sends to every endpoint, as every caller that has business there, bad requests of every kind.
     *
     * @param share one of how many kinds each endpoint and caller gets; the next ones get the next
     */
    void send(List<Endpoint> endpoints, List<Caller> callers, List<Badness> kinds, int share) {
        int turn = 0;
        for (Endpoint endpoint : endpoints) {
            for (Caller caller : callers.stream().filter(one -> one.at().test(endpoint)).toList()) {
                for (int i = turn % share; i < kinds.size(); i += share) {
                    send(endpoint, caller, kinds.get(i));
                }
                BadParameters.of(endpoint).forEach(kind -> send(endpoint, caller, kind));
                requireNothingIssued(endpoint);
                turn++;
            }
        }
    }

    WireReply send(Endpoint endpoint, Caller caller, Badness badness) {
        WireReply reply = wire.send(badness.change().apply(caller.good().apply(endpoint)));
        sent++;
        written = endpoint.keepsBooks() ? change() : NOTHING;
        wrong.addAll(new Verdict(endpoint, badness, caller).on(reply, written));
        return reply;
    }

    /** Where no books are kept of refusals, nothing was issued by all of the requests together. */
    private void requireNothingIssued(Endpoint endpoint) {
        Books change = change();
        if (change.issued() + change.pushed() > 0) {
            wrong.add(endpoint.name() + ": " + change);
        }
    }

    /** What the server wrote down since it was last asked. */
    private Books change() {
        Books now = Books.read(jdbc);
        Books change = now.since(books);
        books = now;
        return change;
    }

    /** What the last request had the server write down. */
    Books written() {
        return written;
    }

    /** Notes that an answer was not the one that the request has to get. */
    void expect(String what, String answer, String expected) {
        if (!answer.matches(expected)) {
            wrong.add("%s: %s instead of %s".formatted(what, answer, expected));
        }
    }

    int sent() {
        return sent;
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    @Override
    public void close() {
        wire.close();
    }
}
