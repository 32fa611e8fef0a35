package dev.errand.cli.scopes;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.errand.cli.Cli;

import static org.assertj.core.api.Assertions.assertThat;

/** What is asked of a server, and what becomes of its answer; a stand-in for the server gives it. */
class ImportCommandTest {

    private static final String IMPORT = "/admin/api/v1/registry/import";

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/oauth2/token", exchange -> answer(exchange, 200, "{\"access_token\":\"a\"}"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void imports(int status, String body) {
        server.createContext(IMPORT, exchange -> {
            asked.set(exchange.getRequestMethod() + " " + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, status, body);
        });
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int run() throws IOException, JOSEException {
        Path key = Files.writeString(directory.resolve("key.jwk"), new ECKeyGenerator(Curve.P_256).generate().toJSONString());
        return Cli.commandLine(directory).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute("scopes",
                "import", "https://refunds.example", "--server", "http://localhost:" + server.getAddress().getPort(), "--key",
                key.toString());
    }

    @Test
    void printsTheDocumentAndNothingElse() throws Exception {
        imports(200, "tools: []\n# a comment\n");
        assertThat(run()).as(err.toString()).isZero();
        assertThat(out.toString()).isEqualTo("tools: []\n# a comment\n");
        assertThat(asked.get()).isEqualTo("POST application/json {\"resource\":\"https://refunds.example\"}");
    }

    @Test
    void saysWhyThereIsNone() throws Exception {
        imports(422, "{\"title\":\"About another\",\"reason\":\"resource_mismatch\"}");
        assertThat(run()).isOne();
        assertThat(err.toString()).startsWith("The server refused (422): About another [resource_mismatch]");
        assertThat(out.toString()).isEmpty();
    }
}
