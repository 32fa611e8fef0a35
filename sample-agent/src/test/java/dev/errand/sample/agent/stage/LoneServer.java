package dev.errand.sample.agent.stage;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.errand.sample.agent.browser.Account;
import dev.errand.sample.agent.oauth.AgentIdentity;

/**
 * The authorization server alone, as a process that a test kills and starts again on the same data. The tools are
 * registered and never started: an exchange needs no more of them.
 */
public final class LoneServer implements AutoCloseable {

    private static final Duration START_UP = Duration.ofMinutes(5);

    private final Jars jars;
    private final Cast cast;
    private final Ports ports = Ports.free();
    private final Path directory = PrivateFile.directory();
    private final Thread onExit = new Thread(this::end, "end-of-server");
    private @Nullable StageProcess process;

    public LoneServer(Jars jars, SecureRandom random) {
        this.jars = jars;
        this.cast = Cast.random(random);
        PrivateFile.write(bootstrap(), Bootstrap.yaml(cast, issuer(), orders(), refunds()));
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** A temporary directory for whatever belongs to this server. */
    public Path directory() {
        return directory;
    }

    public URI issuer() {
        return url(ports.server());
    }

    public URI orders() {
        return url(ports.orders());
    }

    public URI refunds() {
        return url(ports.refunds());
    }

    public AgentIdentity agent() {
        return cast.agent();
    }

    public Account user() {
        return cast.user();
    }

    /** Sets the properties of every start, in a file: an argument could be read by anybody on this machine. */
    public void configure(Map<String, String> properties) {
        PrivateFile.write(properties(), properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue()).collect(Collectors.joining("\n")));
    }

    /** Starts the process and does not wait for it. */
    public synchronized void start() {
        process = StageProcess.start("server", issuer(), jars.server(), List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + ports.server(),
                "--errand.issuer=" + issuer(),
                "--errand.bootstrap=" + bootstrap(),
                "--errand.data=" + directory,
                "--spring.config.additional-location=file:" + properties()), directory.resolve("server.log"));
    }

    /**
     * Returns when the process answers.
     *
     * @throws IllegalStateException if it does not; the message ends with the last lines of its output
     */
    public void awaitReady() {
        new Readiness(START_UP).await(running());
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        running().kill();
    }

    /** The last lines of its output. */
    public String tail() {
        return running().tail();
    }

    private synchronized StageProcess running() {
        return Objects.requireNonNull(process, "not started");
    }

    private Path bootstrap() {
        return directory.resolve("bootstrap.yaml");
    }

    private Path properties() {
        return directory.resolve("server.properties");
    }

    private static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private synchronized void end() {
        if (process != null) {
            process.kill();
        }
        PrivateFile.delete(directory);
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(onExit);
    }

}
