package dev.errand.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

/** Runs the sample agent's demo in a process of its own; its exit code is this command's. */
@Command(name = "demo", mixinStandardHelpOptions = true, versionProvider = BuildVersion.class, description = {
    "Starts the server and two tools, runs one errand, then the attacks that must fail.",
    "Exits with 0 only if every line came out as it must."})
final class DemoCommand implements Callable<Integer> {

    private final Path home;

    DemoCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() throws IOException {
        return new JarProcess(home, "sample-agent").run();
    }

}
