package dev.errand.cli.scopes;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.errand.toolscope.plan.Direction;
import dev.errand.toolscope.plan.PlannedChange;
import dev.errand.toolscope.plan.RegistryPlan;

/** Finds what a change to a document widens, for use in a pull request; asks no server. */
@Command(name = "check", mixinStandardHelpOptions = true, description = {
    "Says what one document allows that another does not.",
    "Exits with 0 if nothing is wider, with 1 if something is, with 2 if a file cannot be used."})
final class CheckCommand implements Callable<Integer> {

    @Option(names = "--against", paramLabel = "OLD", required = true, description = "The document as it was.")
    private String old = "";
    @Parameters(paramLabel = "NEW", description = "The document as it shall be, or - for standard input.")
    private String changed = "";
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Document before = Document.read(old, System.in);
        Document after = Document.read(changed, System.in);
        List<PlannedChange> wider = RegistryPlan.between(before.read(), after.read()).stream()
                .filter(change -> change.direction() == Direction.WIDER).toList();
        PrintWriter out = spec.commandLine().getOut();
        wider.forEach(change -> out.println(PlanLine.of(change, before.name(), after.name())));
        return wider.isEmpty() ? 0 : 1;
    }
}
