package org.insula.cli;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.insula.chat.ChatException;
import org.insula.dataset.DatasetException;
import org.insula.embedding.EncodingException;
import org.insula.host.HostException;
import org.insula.language.LanguageException;
import org.insula.movement.MovementException;
import org.insula.music.MusicException;
import org.insula.onnx.OnnxException;
import org.insula.server.ServerException;
import org.insula.signal.SignalException;
import org.insula.store.StoreException;
import org.insula.teach.TeachException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what went wrong in one sentence on stderr; the stack trace only where it was asked for. */
final class Failures implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
    private static final List<Class<? extends Exception>> TOLD = List.of(
            ChatException.class,
            CliException.class,
            DatasetException.class,
            EncodingException.class,
            HostException.class,
            LanguageException.class,
            MovementException.class,
            MusicException.class,
            OnnxException.class,
            ServerException.class,
            SignalException.class,
            StoreException.class,
            TeachException.class,
            CancellationException.class);

    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        terminal.error(e.getMessage());
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println("See '" + command + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
        if (line.getCommandSpec().root().userObject() instanceof InsulaCommand insula && insula.verbose()) {
            e.printStackTrace(terminal.err());
        }
        boolean told = TOLD.stream().anyMatch(type -> type.isInstance(e));
        terminal.error(told ? e.getMessage() : unexpected(e));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String unexpected(Exception e) {
        return "something failed that should not (" + e + "); run it again with --verbose and report what it prints.";
    }
}
