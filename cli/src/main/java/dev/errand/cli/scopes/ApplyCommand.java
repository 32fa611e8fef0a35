package dev.errand.cli.scopes;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the plan, then carries out that plan or nothing: a registry that changed in between is left alone. */
@Command(name = "apply", mixinStandardHelpOptions = true, description = {"Registers a document, all of it or nothing.",
    "What it does not mention stays as it is; an entry that differs becomes a new version."})
final class ApplyCommand implements Callable<Integer> {

    @Mixin
    private final ServerOptions server;
    @Parameters(paramLabel = "FILE", description = "The document, or - for standard input.")
    private String file = "";
    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, kept with every version (default: the file's name).")
    private @Nullable String why;
    @Spec
    private CommandSpec spec = CommandSpec.create();

    ApplyCommand(Path home) {
        this.server = new ServerOptions(home);
    }

    @Override
    public Integer call() {
        Document document = Document.read(file, System.in);
        PrintWriter out = spec.commandLine().getOut();
        RegistryApi registry = server.registry();
        RegistryApi.Plan plan = registry.plan(document);
        PlanLine.print(plan.lines(), out);
        if (!plan.lines().isEmpty()) {
            registry.apply(document, plan.revision(), why == null ? "errand scopes apply " + document.name() : why)
                    .forEach(out::println);
        }
        return 0;
    }
}
