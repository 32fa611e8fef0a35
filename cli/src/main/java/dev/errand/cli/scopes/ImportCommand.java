package dev.errand.cli.scopes;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a tool says about itself, as the server reads it: a document to go on from. */
@Command(name = "import", mixinStandardHelpOptions = true, description = {
    "Prints a tool's own metadata (RFC 9728) as a document; registers nothing.",
    "The server fetches it, over https and from public addresses only."})
final class ImportCommand implements Callable<Integer> {

    @Mixin
    private final ServerOptions server;
    @Parameters(paramLabel = "URL", description = "The tool's resource indicator, such as https://refunds.example.")
    private String resource = "";
    @Spec
    private CommandSpec spec = CommandSpec.create();

    ImportCommand(Path home) {
        this.server = new ServerOptions(home);
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(server.registry().importOf(resource));
        out.flush();
        return 0;
    }
}
