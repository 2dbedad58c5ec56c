package org.insula.language;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A hosted GGUF model: it writes many texts at once, fairly shared between tenants, and turns texts into embeddings and
 * tokens. Safe to use from many threads. Whoever opens it closes it; what is still being written then ends with an error.
 */
public final class LanguageModel implements AutoCloseable {
    private final ModelInfo info;
    private final MemoryEstimate memory;
    private final int contextTokens;
    private final int maxWaiting;
    private final Engine engine;
    private final Map<Long, Generation> generations = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private volatile boolean closed;

    private LanguageModel(
            Gguf gguf, ModelInfo info, MemoryEstimate memory, Path file, int contextTokens, LanguageOptions options) {
        this.info = info;
        this.memory = memory;
        this.contextTokens = contextTokens;
        this.maxWaiting = options.maxWaiting();
        Path natives = options.natives().orElseGet(() -> Natives.unpack(options.cache()));
        LocalEngine.Settings settings = new LocalEngine.Settings(
                natives.toAbsolutePath(),
                file.toAbsolutePath(),
                options.slots(),
                contextTokens,
                Math.min(options.chunkTokens(), contextTokens),
                Math.min(options.threads(), Runtime.getRuntime().availableProcessors()),
                options.gpuLayers(),
                gguf.number(info.architecture() + ".pooling_type").isPresent());
        this.engine =
                options.isolated() ? new WorkerEngine(settings, new Post()) : new LocalEngine(settings, new Post());
    }

    /**
     * Opens a model. Before anything native sees the file, its header is checked and the memory that it will take is
     * estimated.
     *
     * @throws LanguageException if the file is no model, is cut off or contradicts itself, needs more memory than allowed, or
     *     cannot be loaded
     */
    public static LanguageModel open(Path gguf, LanguageOptions options) {
        Gguf header = Gguf.read(gguf);
        ModelInfo info = ModelInfo.of(header, gguf);
        int context = info.contextLength() > 0
                ? Math.min(options.contextTokens(), info.contextLength())
                : options.contextTokens();
        MemoryEstimate memory = MemoryEstimate.of(header, info, options.slots(), context, options.chunkTokens());
        long budget = options.memoryBudget().orElseGet(LanguageModel::machineMemory);
        if (memory.total() > budget) {
            throw new LanguageException(
                    LanguageException.Reason.OUT_OF_MEMORY,
                    "'" + gguf.getFileName() + "' needs about " + memory + " with " + options.slots() + " slots of "
                            + context + " tokens, and " + MemoryEstimate.megabytes(budget)
                            + " are allowed; take a smaller quantisation, fewer slots or a shorter context.");
        }
        return new LanguageModel(header, info, memory, gguf, context, options);
    }

    private static long machineMemory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    /** What the file says of itself. */
    public ModelInfo info() {
        return info;
    }

    /** How much memory it takes at most, as estimated before it was opened. */
    public MemoryEstimate memory() {
        return memory;
    }

    /** How many tokens prompt and text may have together. */
    public int contextTokens() {
        return contextTokens;
    }

    /** As {@link #generate(GenerationRequest, Consumer)}, for those who only want the end. */
    public Generation generate(GenerationRequest request) {
        return generate(request, delta -> {});
    }

    /**
     * Begins to write, or waits until it is this tenant's turn. Comes back at once.
     *
     * @param listener is told what is new, on a thread of the generation's own; if it throws, the generation is cancelled
     * @return what to wait for; a request that cannot be served, such as one that does not fit into the context, fails there
     * @throws LanguageException if too many requests are open already, or the model is closed
     */
    public Generation generate(GenerationRequest request, Consumer<Delta> listener) {
        ensureOpen();
        if (generations.size() >= maxWaiting) {
            throw new LanguageException(
                    LanguageException.Reason.OVERLOADED,
                    maxWaiting + " requests are open already, which is the most that may be; come again later.");
        }
        long id = lastId.incrementAndGet();
        Generation generation = new Generation(request.choices(), listener, () -> cancel(id));
        generations.put(id, generation);
        engine.submit(id, request);
        return generation;
    }

    private void cancel(long id) {
        if (generations.containsKey(id)) {
            engine.cancel(id);
        }
    }

    /**
     * Texts as embeddings; waits for them.
     *
     * @param texts at most 2,048, none empty, each no longer than the context
     * @throws LanguageException if a text is too long, or the model gives none
     */
    public Embeddings embed(List<String> texts, Tenant tenant) {
        ensureOpen();
        return LocalEngine.join(engine.embed(List.copyOf(texts), tenant));
    }

    /** The tokens of a prompt, as {@link #generate} would see them. */
    public int[] tokenize(Prompt prompt) {
        ensureOpen();
        return LocalEngine.join(engine.tokenize(prompt));
    }

    /**
     * The text of tokens.
     *
     * @param markup whether special tokens are part of it
     * @throws LanguageException if a token is not one of this model
     */
    public String detokenize(int[] tokens, boolean markup) {
        ensureOpen();
        return LocalEngine.join(engine.detokenize(tokens.clone(), markup));
    }

    /** What it is doing. */
    public LanguageStats stats() {
        ensureOpen();
        return LocalEngine.join(engine.stats());
    }

    Engine engine() {
        return engine;
    }

    private void ensureOpen() {
        if (closed) {
            throw closedException();
        }
    }

    private LanguageException closedException() {
        return new LanguageException(
                LanguageException.Reason.CLOSED, "The model '" + info.name() + "' was closed; open it again.");
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            engine.close();
            generations.values().forEach(generation -> generation.failed(closedException()));
            generations.clear();
        }
    }

    /** Hands what the engine tells to the generation that it is about. */
    private final class Post implements Events {
        @Override
        public void started(long id) {}

        @Override
        public void delta(long id, Delta delta) {
            Generation generation = generations.get(id);
            if (generation != null) {
                generation.grown(delta);
            }
        }

        @Override
        public void done(long id, Usage usage) {
            Generation generation = generations.remove(id);
            if (generation != null) {
                generation.done(usage);
            }
        }

        @Override
        public void failed(long id, LanguageException problem) {
            Generation generation = generations.remove(id);
            if (generation != null) {
                generation.failed(problem);
            }
        }

        @Override
        public void broken(RuntimeException problem) {
            LanguageException failure = new LanguageException(
                    LanguageException.Reason.WORKER_FAILED,
                    "The model stopped computing (" + problem + "); open it again.",
                    problem);
            List.copyOf(generations.keySet()).forEach(id -> failed(id, failure));
        }
    }
}
