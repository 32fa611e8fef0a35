package dev.errand.sample.agent.stage;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import com.nimbusds.jose.jwk.ECKey;

import dev.errand.sample.agent.browser.Account;
import dev.errand.sample.agent.oauth.AgentIdentity;
import dev.errand.sample.agent.tool.Tool;

/**
 * The authorization server and the two sample tools as processes on free loopback ports, in a temporary directory that
 * holds their data, their keys and their output. All of it ends with {@link #close()}, or with this JVM.
 */
public final class Stage implements AutoCloseable {

    /** Long, for a machine that has much else to do: a process that dies is noticed at once. */
    private static final Duration START_UP = Duration.ofMinutes(5);
    private static final String SERVER = "server";
    private static final String ORDERS = "orders";
    private static final String REFUNDS = "refunds";

    private final Jars jars;
    private final Cast cast;
    private final Ports ports = Ports.free();
    private final Path directory = PrivateFile.directory();
    private final Map<String, StageProcess> processes = new ConcurrentHashMap<>();
    private final Thread onExit = new Thread(this::end, "end-of-stage");

    private Stage(Jars jars, Cast cast) {
        this.jars = jars;
        this.cast = cast;
    }

    /**
     * Starts everything and returns when it answers.
     *
     * @throws IllegalStateException if a process dies or is not ready in time; the message ends with its last output
     */
    public static Stage start(Jars jars, SecureRandom random) {
        Stage stage = new Stage(jars, Cast.random(random));
        Runtime.getRuntime().addShutdownHook(stage.onExit);
        try {
            stage.startAll();
            return stage;
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    private void startAll() {
        PrivateFile.write(bootstrap(), Bootstrap.yaml(cast, issuer(), url(ports.orders()), url(ports.refunds())));
        PrivateFile.write(adminClientKey(), cast.adminClient().toJSONString());
        startServer();
        startTool(ORDERS, ports.orders(), cast.orders());
        startTool(REFUNDS, ports.refunds(), cast.refunds());
        await(List.of(SERVER, ORDERS, REFUNDS));
    }

    /** The authorization server's issuer. */
    public URI issuer() {
        return url(ports.server());
    }

    /** The tool that knows the orders. */
    public Tool orders() {
        return new Tool(ORDERS, url(ports.orders()));
    }

    /** The tool that makes refunds. */
    public Tool refunds() {
        return new Tool(REFUNDS, url(ports.refunds()));
    }

    /** The agent that is registered. */
    public AgentIdentity agent() {
        return cast.agent();
    }

    /** The user for whom it acts. */
    public Account user() {
        return cast.user();
    }

    /** An administrator. */
    public Account admin() {
        return cast.admin();
    }

    /** The file with the private key of the administrative client {@code errand-cli}. */
    public Path adminClientKey() {
        return directory.resolve("admin-client.jwk");
    }

    /** Cuts the server off without warning and starts it again on the same data. */
    public void restartServer() {
        Objects.requireNonNull(processes.remove(SERVER)).kill();
        startServer();
        await(List.of(SERVER));
    }

    /** The last output of every process that has ended although nobody asked it to; empty if all run. */
    public String obituaries() {
        StringBuilder text = new StringBuilder();
        processes.values().stream().filter(process -> !process.alive())
                .forEach(process -> text.append(process.name()).append(" has ended:\n").append(process.tail()).append('\n'));
        return text.toString();
    }

    private void startServer() {
        start(SERVER, issuer(), jars.server(), List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + ports.server(),
                "--errand.issuer=" + issuer(),
                "--errand.bootstrap=" + bootstrap(),
                "--errand.data=" + directory,
                "--spring.datasource.url=" + database(SERVER)));
    }

    private void startTool(String name, int port, ECKey key) {
        Path keyFile = PrivateFile.write(directory.resolve(name + ".jwk"), key.toJSONString());
        start(name, url(port), jars.tools(), List.of(
                "--spring.profiles.active=" + name,
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--errand.dpop.issuer=" + issuer(),
                "--errand.dpop.resource=" + url(port),
                "--errand.tool.key-file=" + keyFile,
                "--spring.datasource.url=" + database(name)));
    }

    private void start(String name, URI url, Path jar, List<String> arguments) {
        processes.put(name, StageProcess.start(name, url, jar, arguments, directory.resolve(name + ".log")));
    }

    private void await(List<String> names) {
        Readiness readiness = new Readiness(START_UP);
        names.forEach(name -> readiness.await(Objects.requireNonNull(processes.get(name))));
    }

    private Path bootstrap() {
        return directory.resolve("bootstrap.yaml");
    }

    private String database(String name) {
        // WRITE_DELAY=0: what was acknowledged survives a kill.
        return "jdbc:h2:file:" + directory.resolve(name)
                + ";WRITE_DELAY=0;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
    }

    private static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException alreadyExiting) {
            // The hook is running, or will: ending twice does nothing.
        }
    }

    private synchronized void end() {
        List<StageProcess> running = List.copyOf(processes.values());
        processes.clear();
        running.forEach(StageProcess::askToEnd);
        running.forEach(StageProcess::end);
        PrivateFile.delete(directory);
    }

}
