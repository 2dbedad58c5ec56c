package org.insula.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code insula}: what it can do is the list of its commands. */
@Command(
        name = "insula",
        description = "Teach by showing examples; ask what was taught. Nothing leaves this machine.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            TeachCommand.class,
            PredictCommand.class,
            EvaluateCommand.class,
            ChatCommand.class,
            ListenCommand.class,
            MusicCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            ModelsCommand.class,
            ProjectsCommand.class,
            KeysCommand.class,
            TenantsCommand.class,
            UsageCommand.class,
            DoctorCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            VersionCommand.class,
            HelpCommand.class
        })
final class InsulaCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace when something fails.")
    private boolean verbose;

    boolean verbose() {
        return verbose;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "No command was given; try 'insula help'.");
    }
}
