package dev.errand.cli.scopes;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints exactly the document, so that it can go into a file or a pipe. */
@Command(name = "export", mixinStandardHelpOptions = true, description = "Prints a server's tools, scopes, compositions and rules as a document.")
final class ExportCommand implements Callable<Integer> {

    @Mixin
    private final ServerOptions server;
    @Spec
    private CommandSpec spec = CommandSpec.create();

    ExportCommand(Path home) {
        this.server = new ServerOptions(home);
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(server.registry().export());
        out.flush();
        return 0;
    }
}
