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
import com.nimbusds.jose.jwk.JWKSet;

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
    private final boolean development;

    private Stage(Jars jars, Cast cast, boolean development) {
        this.jars = jars;
        this.cast = cast;
        this.development = development;
    }

    /**
     * Starts everything and returns when it answers.
     *
     * @throws IllegalStateException if a process dies or is not ready in time; the message ends with its last output
     */
    public static Stage start(Jars jars, SecureRandom random) {
        return new Stage(jars, Cast.random(random), false).started(Bootstrap::yaml);
    }

    /** The same as somebody develops with it: people and the agent are registered, tools and scopes are not yet. */
    public static Stage startForDevelopment(Jars jars, SecureRandom random) {
        return new Stage(jars, Cast.random(random), true).started(Bootstrap::unregistered);
    }

    private Stage started(Bootstrap.Writer bootstrap) {
        Runtime.getRuntime().addShutdownHook(onExit);
        try {
            startAll(bootstrap.yaml(cast, issuer(), url(ports.orders()), url(ports.refunds())));
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void startAll(String bootstrap) {
        PrivateFile.write(bootstrap(), bootstrap);
        PrivateFile.write(adminClientKey(), cast.adminClient().toJSONString());
        startServer();
        startTool(ORDERS, ports.orders(), cast.orders());
        startTool(REFUNDS, ports.refunds(), cast.refunds());
        awaitAll();
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

    /** The public key that a tool reports under, as a JWK set: what is registered with the tool. */
    public String publicKeys(Tool tool) {
        ECKey key = tool.name().equals(ORDERS) ? cast.orders() : cast.refunds();
        return new JWKSet(key.toPublicJWK()).toString();
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

    /** Somebody who may read everything and change nothing. */
    public Account auditor() {
        return cast.auditor();
    }

    /** The file with the private key of the administrative client {@code errand-cli}. */
    public Path adminClientKey() {
        return directory.resolve("admin-client.jwk");
    }

    /**
     * Cuts the server off without warning and starts it again on the same data; returns when the tools hear from it again.
     */
    public void restartServer() {
        Objects.requireNonNull(processes.remove(SERVER)).kill();
        startServer();
        awaitAll();
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
                "--errand.dev-mode=" + development,
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

    /** A tool is healthy once it hears from the server, which does not speak with one that nobody has registered yet. */
    private void awaitAll() {
        Readiness healthy = new Readiness(START_UP);
        Readiness tools = development ? Readiness.toTakeRequests(START_UP) : healthy;
        healthy.await(Objects.requireNonNull(processes.get(SERVER)));
        List.of(ORDERS, REFUNDS).forEach(name -> tools.await(Objects.requireNonNull(processes.get(name))));
    }

    private Path bootstrap() {
        return directory.resolve("bootstrap.yaml");
    }

    private String database(String name) {
        // WRITE_DELAY=0: what was acknowledged survives a kill. OPTIMIZE_REUSE_RESULTS=FALSE: it is seen by everybody.
        return "jdbc:h2:file:" + directory.resolve(name)
                + ";WRITE_DELAY=0;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;OPTIMIZE_REUSE_RESULTS=FALSE";
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
