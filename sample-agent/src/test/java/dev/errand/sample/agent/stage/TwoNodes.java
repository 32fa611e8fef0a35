package dev.errand.sample.agent.stage;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.errand.sample.agent.browser.Account;
import dev.errand.sample.agent.oauth.AgentIdentity;

/**
 * Two processes of the authorization server on one database, behind one address: what is committed on one node has to
 * count on the other at once. The tools are registered and never started.
 */
public final class TwoNodes implements AutoCloseable {

    private static final Duration START_UP = Duration.ofMinutes(5);

    private final Jars jars;
    private final Cast cast;
    private final Ports ports = Ports.free();
    private final List<Integer> nodes;
    private final Path directory = PrivateFile.directory();
    private final List<StageProcess> processes = new ArrayList<>();
    private final Thread onExit = new Thread(this::end, "end-of-nodes");
    private final Relay relay;

    /**
     * Opens the address; nothing answers there before {@link #start()}.
     *
     * @param properties of both nodes, such as where their database is
     */
    public TwoNodes(Jars jars, SecureRandom random, Map<String, String> properties) {
        this.jars = jars;
        this.cast = Cast.random(random);
        Ports others = Ports.free();
        this.nodes = List.of(others.orders(), others.refunds());
        PrivateFile.write(directory.resolve("bootstrap.yaml"), Bootstrap.yaml(cast, issuer(), orders(), refunds()));
        PrivateFile.write(directory.resolve("server.properties"), properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue()).collect(Collectors.joining("\n")));
        this.relay = new Relay(ports.server(), nodes);
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Starts both, the second once the first has made its tables, and returns when they answer. */
    public void start() {
        for (int node : nodes) {
            StageProcess process = StageProcess.start("node", url(node), jars.server(), List.of(
                    "--server.address=127.0.0.1",
                    "--server.port=" + node,
                    "--errand.issuer=" + issuer(),
                    "--errand.bootstrap=" + directory.resolve("bootstrap.yaml"),
                    "--errand.data=" + directory,
                    "--spring.config.additional-location=file:" + directory.resolve("server.properties")),
                    directory.resolve("node-" + node + ".log"));
            processes.add(process);
            new Readiness(START_UP).await(process);
        }
    }

    /** SIGKILL for both. */
    public void kill() {
        processes.forEach(StageProcess::kill);
        processes.clear();
    }

    /** The address of both. */
    public URI issuer() {
        return url(ports.server());
    }

    public URI orders() {
        return url(ports.orders());
    }

    private URI refunds() {
        return url(ports.refunds());
    }

    public AgentIdentity agent() {
        return cast.agent();
    }

    public Account user() {
        return cast.user();
    }

    private static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private void end() {
        kill();
        PrivateFile.delete(directory);
    }

    @Override
    public void close() {
        end();
        relay.close();
        Runtime.getRuntime().removeShutdownHook(onExit);
    }

}
