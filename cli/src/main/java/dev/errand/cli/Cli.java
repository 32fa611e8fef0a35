package dev.errand.cli;

import java.nio.file.Path;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

import dev.errand.cli.scopes.ScopesCommand;
import dev.errand.cli.scopes.UnusableFile;

/** The command line of Errand; the script {@code ./errand} hands over to it. */
@Command(name = "errand", mixinStandardHelpOptions = true, versionProvider = BuildVersion.class, description = "An OAuth 2.0 authorization server for AI agents: one credential per tool call.", footer = {
    "", "./errand serve starts the server alone."})
public final class Cli {

    private Cli() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(Path.of(System.getProperty("errand.home", "."))).execute(arguments));
    }

    /** All commands, for the checkout in {@code home}. */
    public static CommandLine commandLine(Path home) {
        return new CommandLine(new Cli()).addSubcommand(new DemoCommand(home)).addSubcommand(ScopesCommand.of(home))
                .setExecutionExceptionHandler(Cli::failed);
    }

    private static int failed(Exception failure, CommandLine commandLine, ParseResult parsed) {
        commandLine.getErr().println(failure.getMessage());
        return failure instanceof UnusableFile
                ? commandLine.getCommandSpec().exitCodeOnInvalidInput()
                : commandLine.getCommandSpec().exitCodeOnExecutionException();
    }

}
