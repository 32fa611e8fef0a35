package dev.errand.cli.scopes;

import java.nio.file.Path;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What the registry's commands have in common; does nothing by itself. */
@Command(name = "scopes", mixinStandardHelpOptions = true, description = {"Tool scopes as code: one YAML document."})
public final class ScopesCommand {

    private ScopesCommand() {}

    /** The command with its subcommands, for the checkout in {@code home}, whose local server they talk to by default. */
    public static CommandLine of(Path home) {
        return new CommandLine(new ScopesCommand()).addSubcommand(new ExportCommand(home))
                .addSubcommand(new PlanCommand(home)).addSubcommand(new ApplyCommand(home)).addSubcommand(new CheckCommand())
                .addSubcommand(new ImportCommand(home));
    }
}
