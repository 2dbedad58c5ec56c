package org.insula.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Wires everything from top to bottom and runs one command. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        boolean terminal = Boolean.getBoolean("insula.terminal"); // the launcher looks whether stderr is one
        Path home = Path.of(Optional.ofNullable(System.getenv("INSULA_DATA"))
                .orElse(Path.of(System.getProperty("user.home"), ".insula").toString()));
        Optional<Path> examples =
                Optional.ofNullable(System.getProperty("insula.examples")).map(Path::of);
        int exit;
        try (Workshop workshop =
                new Workshop(home, examples, new Terminal(out, err, terminal), InstantSource.system())) {
            exit = run(workshop, args);
        }
        System.exit(exit);
    }

    /** Runs one command and gives its exit code: 0 good, 1 the work failed, 2 bad usage. */
    static int run(Workshop workshop, String... args) {
        Terminal terminal = workshop.terminal();
        CommandLine line = new CommandLine(new InsulaCommand(), new Commands(workshop));
        addHelp(line);
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setUsageHelpWidth(100);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(new Failures(terminal));
        line.setExecutionExceptionHandler(new Failures(terminal));
        return line.execute(args);
    }

    private static void addHelp(CommandLine line) {
        if (line.getCommandSpec().userObject() instanceof CommandLine.HelpCommand) {
            return; // it has one of its own
        }
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
        line.getSubcommands().values().forEach(Main::addHelp);
    }
}
