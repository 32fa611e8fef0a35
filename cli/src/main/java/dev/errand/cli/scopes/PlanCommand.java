package dev.errand.cli.scopes;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what applying a document would change; changes nothing. */
@Command(name = "plan", mixinStandardHelpOptions = true, description = "Says in words what applying a document would change.")
final class PlanCommand implements Callable<Integer> {

    @Mixin
    private final ServerOptions server;
    @Parameters(paramLabel = "FILE", description = "The document, or - for standard input.")
    private String file = "";
    @Spec
    private CommandSpec spec = CommandSpec.create();

    PlanCommand(Path home) {
        this.server = new ServerOptions(home);
    }

    @Override
    public Integer call() {
        Document document = Document.read(file, System.in);
        PrintWriter out = spec.commandLine().getOut();
        PlanLine.print(server.registry().plan(document).lines(), out);
        return 0;
    }
}
