package dev.errand.authz.outage;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.errand.authz.running.Patience;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.TestDatabase;

/**
 * IN-01, IN-03, AU-01, on PostgreSQL: while the database is out, every request is answered with 503 and nothing is
 * issued or consumed; when it is back, the same requests succeed, and nobody had to restart anything. How long the
 * answers took is published, not asserted: the bound on the wait is {@link StoreTimeTest}'s.
 */
@Timeout(240)
class DatabaseOutageTest {

    private static FaultyProxy network;
    private static RunningServer server;
    private static DataSource direct;

    @BeforeAll
    static void start() {
        String url = TestDatabase.POSTGRESQL.newUrl();
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        network = new FaultyProxy(port);
        server = new RunningServer(url.replace(":" + port + "/", ":" + network.port() + "/"), Patience::takeFrom);
        direct = new DriverManagerDataSource(url);
    }

    @AfterAll
    static void stop() {
        server.close();
        network.close();
    }

    static Stream<Outage> outages() {
        return Stream.of(
                new Outage("the database is gone", () -> {
                    network.cut();
                    return network::mend;
                }),
                new Outage("the database does not answer", () -> {
                    network.hold();
                    return network::mend;
                }),
                new Outage("every answer takes 3 s", () -> {
                    network.slow(Duration.ofSeconds(3));
                    return network::mend;
                }),
                new Outage("every answer takes 0.4 s: one is bearable, all together are not", () -> {
                    network.slow(Duration.ofMillis(200));
                    return network::mend;
                }),
                new Outage("the database was restarted: every connection is dead", Set.of(), () -> {
                    network.cut();
                    return network::mend;
                }),
                new Outage("the pool is exhausted", () -> Outage.everyConnection(server)),
                new Outage("tables are locked",
                        () -> Outage.locked(direct, "LOCK TABLE run, user_session, agent, issuance, tool_call")),
                new Outage("the ledger takes nothing", Set.of("code", "exchange", "refresh"),
                        DatabaseOutageTest::fullLedger));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void nothingIsIssuedNothingIsConsumedAndItRecovers(Outage outage, TestReporter reporter) throws Exception {
        new Errands(server).survive(outage, JdbcClient.create(direct), reporter);
    }

    private static AutoCloseable fullLedger() {
        JdbcClient jdbc = JdbcClient.create(direct);
        jdbc.sql("""
                CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'disk full'; END $$
                LANGUAGE plpgsql
                """).update();
        jdbc.sql("CREATE TRIGGER refuse BEFORE INSERT ON issuance FOR EACH ROW EXECUTE FUNCTION refuse()").update();
        return () -> jdbc.sql("DROP FUNCTION refuse() CASCADE").update();
    }
}
