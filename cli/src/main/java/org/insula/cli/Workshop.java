package org.insula.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.insula.dataset.Dataset;
import org.insula.dataset.DatasetLimits;
import org.insula.dataset.DatasetReader;
import org.insula.embedding.Encoder;
import org.insula.gesture.GestureKind;
import org.insula.host.Encoders;
import org.insula.host.ExpressionClassifier;
import org.insula.host.Host;
import org.insula.host.HostOptions;
import org.insula.host.Hosted;
import org.insula.host.HostedLanguage;
import org.insula.host.ModelFolder;
import org.insula.host.Servable;
import org.insula.language.LanguageOptions;
import org.insula.movement.MovementKind;
import org.insula.perception.FaceEncoder;
import org.insula.perception.PictureEncoder;
import org.insula.perception.SoundEncoder;
import org.insula.perception.TextEncoder;
import org.insula.store.Store;
import org.insula.teach.EmbeddingCache;
import org.insula.teach.LearnerOptions;
import org.insula.teach.ModelFile;
import org.insula.teach.Progress;
import org.insula.teach.Teacher;

/** What every command works with: the encoders, the data directory, the terminal and the clock. Reading it is reading
 * how the parts fit together. */
final class Workshop implements AutoCloseable {
    static final String VERSION = "0.1.0";
    static final String EXPRESSION = "expression";

    private static final int STOP_SECONDS = 10;

    private final Path home;
    private final Optional<Path> examples;
    private final Terminal terminal;
    private final InstantSource clock;
    private final Encoders encoders;

    /**
     * @param home where the cache and hosted models are, unless a command says {@code --data}
     * @param examples the folder of examples to teach the first time
     */
    Workshop(Path home, Optional<Path> examples, Terminal terminal, InstantSource clock) {
        this.home = home;
        this.examples = examples;
        this.terminal = terminal;
        this.clock = clock;
        this.encoders = new Encoders(makers(), List.of(new MovementKind(), GestureKind.hands(), GestureKind.bodies()));
    }

    /** A new plain kind is one more line here, one with shapes stands in the constructor. */
    private static SequencedMap<String, Supplier<? extends Encoder>> makers() {
        SequencedMap<String, Supplier<? extends Encoder>> makers = new LinkedHashMap<>();
        makers.put("face", FaceEncoder::new);
        makers.put("picture", PictureEncoder::new);
        makers.put("sound", SoundEncoder::new);
        makers.put("text", TextEncoder::new);
        return makers;
    }

    /** The examples that Insula came with, where it was started from a clone or a distribution. */
    Optional<Path> examples() {
        return examples;
    }

    Path home() {
        return home;
    }

    Terminal terminal() {
        return terminal;
    }

    Encoders encoders() {
        return encoders;
    }

    int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Examples of a kind; where these may move, a folder of frames is one of them. */
    Dataset dataset(Path data, String kind) {
        DatasetReader reader = new DatasetReader(DatasetLimits.standard());
        return (mayBeFrames(kind) ? reader.takingFrames() : reader).read(data);
    }

    /** Whether a folder of frames may be an example of this kind. */
    static boolean mayBeFrames(String kind) {
        return kind.equals("hand") || kind.equals("body");
    }

    /** A teacher of these examples, whose cache is in {@code dataDirectory}. */
    Teacher teacher(String kind, Dataset examples, LearnerOptions options, Path dataDirectory) {
        return teacher(encoders.forExamples(kind, examples), options, dataDirectory);
    }

    Teacher teacher(Encoder encoder, LearnerOptions options, Path dataDirectory) {
        EmbeddingCache cache = new EmbeddingCache(dataDirectory.resolve("cache"));
        return new Teacher(encoder, cache, options, cores(), VERSION, clock);
    }

    ModelFolder models(Path dataDirectory) {
        return new ModelFolder(dataDirectory.resolve("models"), encoders);
    }

    List<Hosted> builtIn() {
        return List.of(Hosted.builtIn(
                EXPRESSION,
                "face",
                "Names the apparent expression of a face, without having been taught here.",
                encoders,
                new ExpressionClassifier()));
    }

    InstantSource clock() {
        return clock;
    }

    /** A host for several tenants, who teach there too. */
    Host host(Path dataDirectory, ModelFolder folder, Store store) {
        EmbeddingCache cache = new EmbeddingCache(dataDirectory.resolve("cache"));
        HostOptions options = HostOptions.of(cores())
                .languages(
                        LanguageOptions.defaults(dataDirectory.resolve("cache").resolve("llama")));
        return new Host(builtIn(), folder, options, encoders, store, cache, VERSION, clock);
    }

    /** The model of a file, of the data directory, or built in. */
    Hosted model(String name) {
        for (Hosted model : builtIn()) {
            if (model.name().equals(name)) {
                return model;
            }
        }
        Path file = Path.of(name);
        if (Files.exists(file) || name.endsWith(".insula") || name.contains("/")) {
            return Hosted.taught(name, ModelFile.read(file), encoders);
        }
        Servable found = models(home)
                .find(name)
                .orElseThrow(() -> new CliException("There is no model '" + name
                        + "': it is neither a file, nor a built-in name (" + EXPRESSION + "), nor hosted in " + home
                        + "; check its name or see 'insula models list'."));
        if (found instanceof Hosted model) {
            return model;
        }
        if (found instanceof HostedLanguage) {
            throw new CliException("Model '" + name + "' is a language model; talk to it with 'insula chat " + name
                    + "', or through OpenAI's interface of 'insula up'.");
        }
        throw new CliException(
                "Model '" + name + "' is a bare network, which takes tensors and not files; ask it through"
                        + " the Open Inference Protocol of 'insula up'.");
    }

    Progress progress(String what) {
        return (done, total) -> terminal.progress(what, done, total);
    }

    /**
     * Runs work that Ctrl-C stops cleanly: it is interrupted, finishes the example in hand and keeps what it has.
     *
     * @throws CancellationException if it was stopped
     */
    <T> T stoppable(Supplier<T> work) {
        return stoppable(work, "Stopped. What was looked at is kept; start again to go on from there.", STOP_SECONDS);
    }

    /**
     * Runs work that Ctrl-C stops.
     *
     * @param farewell what is said then
     * @param seconds how long the work is waited for
     */
    <T> T stoppable(Supplier<T> work, String farewell, int seconds) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread worker = Thread.ofPlatform().name("insula-work").unstarted(task);
        Thread stopper = Thread.ofPlatform().unstarted(() -> stop(worker, farewell, seconds));
        Runtime.getRuntime().addShutdownHook(stopper);
        try {
            worker.start();
            return task.get();
        } catch (InterruptedException e) {
            worker.interrupt();
            Thread.currentThread().interrupt();
            throw new CancellationException("The work was stopped; what was done is kept, so start it again to go on.");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case Throwable cause -> throw new IllegalStateException(cause);
            }
        } finally {
            terminal.clear();
            forget(stopper);
        }
    }

    private void stop(Thread worker, String farewell, int seconds) {
        worker.interrupt();
        terminal.remark(farewell);
        try {
            worker.join(TimeUnit.SECONDS.toMillis(seconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread stopper) {
        try {
            Runtime.getRuntime().removeShutdownHook(stopper);
        } catch (IllegalStateException e) {
            return; // shutting down already: the hook is running
        }
    }

    @Override
    public void close() {
        encoders.close();
    }
}
