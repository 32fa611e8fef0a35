package dev.errand.sample.agent.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.errand.sample.agent.http.Poll;
import dev.errand.sample.agent.oauth.RandomText;

/**
 * A PostgreSQL cluster of this machine's own installation, with every setting on that makes a commit durable. It refuses
 * to run as root: root's tests run it as the user {@code postgres}, which Debian's package brings.
 */
public final class Postgres implements Database {

    private static final Path INSTALLATIONS = Path.of("/usr/lib/postgresql");
    private static final Duration START_UP = Duration.ofMinutes(2);
    private static final Duration TO_DIE = Duration.ofSeconds(30);
    private static final String USER = "errand";
    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    private final Path binaries;
    private final Path directory;
    private final String password;
    private final int port;
    private final Thread onExit = new Thread(this::kill, "end-of-postgres");
    private @Nullable Process postmaster;

    /** @throws IllegalStateException if PostgreSQL is not installed or does not start; the message says so */
    public static Postgres start(SecureRandom random) {
        Postgres postgres = new Postgres(installed(), freePort(), RandomText.bits256(random));
        try {
            postgres.initialise();
            postgres.recover();
            postgres.requireDurable();
            return postgres;
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    private Postgres(Path binaries, int port, String password) {
        this.binaries = binaries;
        this.port = port;
        this.password = password;
        this.directory = PostgresUser.directory();
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path installed() {
        try (Stream<Path> versions = Files.isDirectory(INSTALLATIONS) ? Files.list(INSTALLATIONS) : Stream.empty()) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("postgres")) && Files.isExecutable(bin.resolve("initdb")))
                    .max(Path::compareTo).orElseThrow(() -> new IllegalStateException("PostgreSQL is missing below "
                            + INSTALLATIONS + ": install Debian's package postgresql to run the crash runs on it."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void initialise() {
        Path passwordFile = PostgresUser.write(directory.resolve("password"), password);
        Process initdb = run("initdb", "-D", data(), "-U", USER, "-A", "scram-sha-256", "--pwfile=" + passwordFile, "-E", "UTF8",
                "--locale=C");
        if (initdb.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("initdb failed:\n" + output());
        }
    }

    @Override
    public void recover() {
        if (postmaster != null && postmaster.isAlive()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("-D", data(), "-p", String.valueOf(port), "-k", directory.toString(),
                "-c", "listen_addresses=127.0.0.1"));
        DURABLE.forEach(setting -> command.addAll(List.of("-c", setting + "=on")));
        postmaster = run("postgres", command.toArray(String[]::new));
        if (Poll.until(START_UP, this::answering).isEmpty()) {
            throw new IllegalStateException("PostgreSQL was not ready within " + START_UP.toSeconds() + " s:\n" + output());
        }
    }

    private Optional<Boolean> answering() {
        if (!Objects.requireNonNull(postmaster).isAlive()) {
            throw new IllegalStateException("PostgreSQL has ended:\n" + output());
        }
        try (Connection connection = connect()) {
            return Optional.of(connection.isValid(1));
        } catch (SQLException notYet) {
            return Optional.empty();
        }
    }

    private void requireDurable() {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            for (String setting : DURABLE) {
                ResultSet row = statement.executeQuery("SHOW " + setting);
                if (!row.next() || !"on".equals(row.getString(1))) {
                    throw new IllegalStateException(setting + " is not on");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("spring.datasource.url", url(), "spring.datasource.username", USER, "spring.datasource.password", password);
    }

    /** The postmaster first: it would answer the death of a child by a restart of its own. */
    @Override
    public boolean kill() {
        if (postmaster == null) {
            return false;
        }
        List<ProcessHandle> children = postmaster.descendants().toList();
        postmaster.destroyForcibly().onExit().join();
        children.forEach(ProcessHandle::destroyForcibly);
        if (Poll.until(TO_DIE, () -> Optional.of(true).filter(yes -> children.stream().noneMatch(Postgres::runs))).isEmpty()) {
            throw new IllegalStateException("Processes of PostgreSQL outlive SIGKILL");
        }
        return true;
    }

    /** A process that nobody has buried yet is still there, but runs no program. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /** Commits that the server sent with its last breath are still carried out: they are waited for. */
    @Override
    public Connection afterCrash() throws SQLException {
        Connection connection = connect();
        if (Poll.until(TO_DIE, () -> alone(connection)).isEmpty()) {
            connection.close();
            throw new IllegalStateException("PostgreSQL still works for a server that is dead");
        }
        return connection;
    }

    private static Optional<Boolean> alone(Connection connection) {
        try (Statement statement = connection.createStatement(); ResultSet others = statement.executeQuery("""
                SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
                """)) {
            return others.next() && others.getLong(1) == 0 ? Optional.of(true) : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), USER, password);
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(onExit);
        PostgresUser.delete(directory);
    }

    private Process run(String program, String... arguments) {
        List<String> command = new ArrayList<>(PostgresUser.prefix());
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("output").toFile())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String output() {
        try {
            return Files.readString(directory.resolve("output"));
        } catch (IOException e) {
            return "(no output to read: " + e.getMessage() + ")";
        }
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

}
