package dev.errand.authz.outage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.Patience;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A file of which the database gave only a part is not taken for the whole, over a real connection. */
@Timeout(240)
class BrokenExportTest {

    private static final String EXPORT = "/admin/api/v1/ledger/export";
    private static final int ROWS = 60_000;

    /** The rows are far more than the buffers between the server and a client that does not read. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "json"})
    void endsWithoutAnEndWhenTheDatabaseGoesAway(String format) throws Exception {
        String url = TestDatabase.POSTGRESQL.newUrl();
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        try (FaultyProxy network = new FaultyProxy(port);
                RunningServer server = new RunningServer(url.replace(":" + port + "/", ":" + network.port() + "/"),
                        Patience::takeFrom);
                HttpClient client = HttpClient.newHttpClient()) {
            fill(url);
            try (InputStream whole = export(server, client, format)) {
                assertThat(new String(whole.readAllBytes(), StandardCharsets.UTF_8).lines().count()).isGreaterThan(ROWS);
            }
            try (InputStream part = export(server, client, format)) {
                assertThat(part.readNBytes(1000)).hasSize(1000);
                network.cut();
                assertThatThrownBy(part::readAllBytes).isInstanceOf(IOException.class);
            }
        }
    }

    private static InputStream export(RunningServer server, HttpClient client, String format) throws Exception {
        AdministrativeClient auditor = AdministrativeClient.auditor(server);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://localhost:" + server.port() + EXPORT + "?of=calls&format=" + format));
        auditor.headers("GET", EXPORT, auditor.token(), auditor.key).forEach(request::header);
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private static void fill(String url) {
        JdbcClient.create(new DriverManagerDataSource(url)).sql("""
                insert into tool_call (tool, execution_id, outcome, started_at, ended_at, recorded_at, content_digest, identifier)
                select 'https://many.example', 'x' || n, 'refused', now(), now(), now(), 'd', repeat('i', 500)
                from generate_series(1, :rows) n
                """).param("rows", ROWS).update();
    }
}
