package dev.errand.authz.outage;

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

/** The same as {@link DatabaseOutageTest} on the embedded database, which has no network to fail. */
@Timeout(240)
class EmbeddedDatabaseOutageTest {

    private static RunningServer server;
    private static DataSource direct;

    @BeforeAll
    static void start() {
        String url = TestDatabase.H2.newUrl() + ";LOCK_TIMEOUT=1000";
        server = new RunningServer(url, Patience::takeFrom);
        direct = new DriverManagerDataSource(url, "sa", "");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Outage> outages() {
        Set<String> drawing = Set.of("exchange", "refresh");
        Set<String> issuing = Set.of("code", "exchange", "refresh");
        return Stream.of(
                new Outage("the pool is exhausted", () -> Outage.everyConnection(server)),
                new Outage("runs are locked", drawing, () -> Outage.locked(direct, "SELECT * FROM run FOR UPDATE")),
                new Outage("the ledger takes nothing", issuing, () -> {
                    JdbcClient.create(direct).sql("ALTER TABLE issuance RENAME TO gone").update();
                    return () -> JdbcClient.create(direct).sql("ALTER TABLE gone RENAME TO issuance").update();
                }));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void nothingIsIssuedNothingIsConsumedAndItRecovers(Outage outage, TestReporter reporter) throws Exception {
        new Errands(server).survive(outage, JdbcClient.create(direct), reporter);
    }
}
