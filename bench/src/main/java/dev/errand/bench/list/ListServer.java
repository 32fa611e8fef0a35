package dev.errand.bench.list;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The packaged server as a process. */
final class ListServer implements Closeable {

    static final String USERNAME = "root";
    static final String PASSWORD = "a-password-for-measurements";

    private static final Path JAR = Path.of("authz-server", "target", "authz-server.jar");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Process process;
    private final URI site;

    /**
     * Where a server keeps what it has.
     *
     * @param directory for its files
     * @param url of its database
     */
    record Storage(Path directory, String url) {}

    private ListServer(Process process, URI site) {
        this.process = process;
        this.site = site;
    }

    static ListServer start(Storage storage) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        URI site = URI.create("http://127.0.0.1:" + port);
        Path setUp = storage.directory().resolve("set-up.yaml");
        Files.writeString(setUp, """
                users:
                  - {subject: user-1, username: %s, password: %s, roles: [user, admin]}
                """.formatted(USERNAME, PASSWORD));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-Xmx512m", "-jar", JAR.toString(), "--server.address=127.0.0.1", "--server.port=" + port,
                "--errand.issuer=" + site, "--errand.data=" + storage.directory().toAbsolutePath(),
                "--errand.bootstrap=" + setUp.toAbsolutePath(), "--spring.datasource.url=" + storage.url())
                .redirectErrorStream(true).redirectOutput(storage.directory().resolve("server.log").toFile()).start();
        ListServer server = new ListServer(process, site);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        server.awaitReady(storage);
        return server;
    }

    URI site() {
        return this.site;
    }

    private void awaitReady(Storage storage) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!ready(http)) {
                if (!this.process.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException("no server:\n" + Files.readString(storage.directory().resolve("server.log")));
                }
            }
        }
    }

    private boolean ready(HttpClient http) {
        try {
            this.process.waitFor(100, TimeUnit.MILLISECONDS);
            return http.send(HttpRequest.newBuilder(this.site.resolve("/actuator/health")).build(), BodyHandlers.discarding())
                    .statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() {
        this.process.destroy();
        try {
            if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
                this.process.destroyForcibly();
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
