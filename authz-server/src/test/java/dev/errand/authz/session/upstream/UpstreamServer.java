package dev.errand.authz.session.upstream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.core.env.MapPropertySource;

import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.TestClock;
import dev.errand.authz.testing.TestDatabase;
import dev.errand.authz.user.upstream.UpstreamAccounts;
import dev.errand.authz.user.upstream.UpstreamIdentity;

/** A running server with two providers: {@code op} for those who are registered, {@code other} for everybody. */
final class UpstreamServer implements AutoCloseable {

    /** Alice's account in the set-up file. */
    static final String ALICE = "user-678";

    /** Who alice is at {@code op}. */
    static final String ALICE_THERE = "alice-there";

    private final TestClock clock = TestClock.atNoon();

    final StandInProvider op = new StandInProvider(clock);
    final StandInProvider other = new StandInProvider(clock);
    final RunningServer server;

    UpstreamServer() {
        this(Map.of());
    }

    UpstreamServer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(op.properties("op", AccountPolicy.REGISTERED));
        properties.putAll(other.properties("other", AccountPolicy.CREATED));
        // A machine that is busy is no provider that is slow.
        properties.put("errand.upstream.timeout", "30s");
        properties.putAll(more);
        server = RunningServer.at(clock, TestDatabase.H2.newUrl(), context -> context.getEnvironment().getPropertySources()
                .addFirst(new MapPropertySource("upstream", properties)));
        server.bean(UpstreamAccounts.class).link(new UpstreamIdentity(op.issuer(), ALICE_THERE), ALICE, "test");
    }

    BrowserUser browser() {
        return new BrowserUser(server);
    }

    /** A browser in which alice is logged in at {@code op} in this session of it. */
    BrowserUser alice(String sid) {
        BrowserUser browser = browser();
        Reply reply = Journey.begin(browser, "op").succeed(op, ALICE_THERE, sid);
        if (!Journey.seen(reply).equals("302 /")) {
            throw new AssertionError("no login: " + Journey.seen(reply));
        }
        return browser;
    }

    static boolean isLoggedIn(BrowserUser browser) {
        return browser.get("/login").body().contains("You are logged in");
    }

    /** How our sessions behind which this one stands stand: state and reason. */
    List<String> sessions(String upstreamSid) {
        return server.jdbc().sql("""
                select trim(concat(state, ' ', coalesce(end_reason, ''))) from user_session where upstream_sid = :sid
                order by auth_time, sid
                """).param("sid", upstreamSid).query(String.class).list();
    }

    long sessions() {
        return server.jdbc().sql("select count(*) from user_session").query(Long.class).single();
    }

    @Override
    public void close() {
        server.close();
        op.close();
        other.close();
    }
}
