package dev.errand.sample.agent.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A packaged application running as a process, its output in a file. */
final class StageProcess {

    private static final int TAIL_LINES = 40;
    private static final long GRACE_SECONDS = 10;

    private final String name;
    private final URI url;
    private final Path log;
    private final Process process;

    private StageProcess(String name, URI url, Path log, Process process) {
        this.name = name;
        this.url = url;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts {@code jar} on this JVM's own Java.
     *
     * @param url where it will answer
     */
    static StageProcess start(String name, URI url, Path jar, List<String> arguments, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A demo lives for seconds: the quick compiler and collector and a small heap start faster.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Duser.timezone=UTC", "-jar",
                jar.toString()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new StageProcess(name, url, log, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    URI url() {
        return url;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Asks the process to end. */
    void askToEnd() {
        process.destroy();
    }

    /** Ends the process, by force if it does not end by itself. */
    void end() {
        askToEnd();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process as a power switch would, and returns when it has ended. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** The last lines of its output. */
    String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no output to read: " + e.getMessage() + ")";
        }
    }

}
