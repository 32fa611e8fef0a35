package dev.errand.authz.session.keycloak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.springframework.util.FileSystemUtils;

/** A real Keycloak as a process on this machine, with one realm; it takes a minute to start, and half a gigabyte. */
final class KeycloakProcess implements AutoCloseable {

    /** Where the build unpacked it. */
    private static final Path HOME = Path.of(System.getProperty("errand.keycloak.home", ""));

    private final Process process;

    private KeycloakProcess(Process process) {
        this.process = process;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Returns once it listens. */
    static KeycloakProcess start(int port, String realm) throws IOException {
        FileSystemUtils.deleteRecursively(HOME.resolve("data"));
        Files.createDirectories(HOME.resolve("data/import"));
        Files.writeString(HOME.resolve("data/import/errand-realm.json"), realm);
        ProcessBuilder builder = new ProcessBuilder("sh", HOME.resolve("bin/kc.sh").toString(), "start-dev", "--import-realm",
                "--cache=local", "--http-host=127.0.0.1", "--http-port=" + port).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
        builder.environment().put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
        KeycloakProcess started = new KeycloakProcess(builder.start());
        started.awaitListening();
        return started;
    }

    private void awaitListening() throws IOException {
        List<String> said = new ArrayList<>();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (line.contains("Listening on: ")) {
                // Nobody reads the rest, but somebody has to take it.
                Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {}));
                return;
            }
        }
        close();
        throw new IllegalStateException("Keycloak did not start: " + String.join("\n", said));
    }

    @Override
    public void close() {
        // The script's child is the server.
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
