package org.insula.language;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/** A model in this process. One thread owns it and computes step after step; while there is nothing to do, it sleeps. */
final class LocalEngine implements Engine {
    private static final int MAX_TEXTS = 2_048;
    private static final long STACK_BYTES = 16 << 20; // grammars are walked by recursion

    private final Settings settings;
    private final Events events;
    private final BlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
    private final Thread owner;
    private final FreeCores cores;

    private LlamaModel model;
    private LlamaBackend backend;
    private Embedder embedder;
    private Scheduler scheduler;
    private EmbeddingQueue embeddings;
    private boolean closed;

    /**
     * What the engine needs to know; the header has been read.
     *
     * @param contextTokens of each slot
     * @param pools whether the model says how its embeddings are pooled
     */
    record Settings(
            Path natives,
            Path file,
            int slots,
            int contextTokens,
            int chunk,
            int threads,
            int gpuLayers,
            boolean pools) {}

    /** Loads the model; comes back when it can be used. */
    LocalEngine(Settings settings, Events events) {
        this.settings = settings;
        this.events = events;
        this.cores = new FreeCores(settings.threads());
        CompletableFuture<Void> opened = new CompletableFuture<>();
        owner = Thread.ofPlatform()
                .daemon()
                .name("insula-language")
                .stackSize(STACK_BYTES)
                .unstarted(() -> run(opened));
        owner.start();
        join(opened);
    }

    static <T> T join(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw Llama.unexpected(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LanguageException(
                    LanguageException.Reason.CLOSED, "The thread was interrupted while it waited for the model.", e);
        }
    }

    private void run(CompletableFuture<Void> opened) {
        try {
            open();
            opened.complete(null);
            work();
        } catch (RuntimeException e) {
            if (!opened.completeExceptionally(e)) {
                events.broken(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release();
        }
    }

    private void open() {
        model = new LlamaModel(Llama.load(settings.natives()), settings.file(), settings.gpuLayers());
        VirtualTokenCounter counter = new VirtualTokenCounter();
        if (model.writes()) {
            backend = new LlamaBackend(
                    model, settings.slots(), settings.contextTokens(), settings.chunk(), settings.threads());
            scheduler = new Scheduler(backend, counter, settings.chunk(), events, System::nanoTime);
        }
        embedder = new Embedder(model, settings.contextTokens(), settings.pools());
        embeddings = new EmbeddingQueue(embedder, counter);
    }

    private void work() throws InterruptedException {
        boolean idle = true;
        while (!closed) {
            Runnable command = idle ? commands.take() : commands.poll();
            while (command != null && !closed) {
                command.run();
                command = commands.poll();
            }
            idle = closed || !step();
        }
    }

    private boolean step() {
        int threads = cores.count(System.nanoTime());
        if (backend != null) {
            backend.context().threads(threads);
        }
        boolean wrote = scheduler != null && scheduler.step();
        return embeddings.step(threads) || wrote;
    }

    private void release() {
        if (embedder != null) {
            embedder.close();
        }
        if (backend != null) {
            scheduler.close();
            backend.close();
        }
        if (model != null) {
            model.close();
        }
    }

    @Override
    public void submit(long id, GenerationRequest request) {
        try {
            Job job = job(id, request);
            commands.add(() -> scheduler.submit(job));
        } catch (LanguageException e) {
            events.failed(id, e);
        }
    }

    private Job job(long id, GenerationRequest request) {
        if (scheduler == null) {
            throw new LanguageException(
                    LanguageException.Reason.INVALID_REQUEST,
                    "This model only reads texts; ask it for embeddings, or take a model that writes.");
        }
        int[] prompt = model.tokenize(request.prompt());
        int room = settings.contextTokens() - prompt.length;
        if (prompt.length == 0) {
            throw new LanguageException(
                    LanguageException.Reason.INVALID_REQUEST, "The prompt is empty; give at least one token.");
        }
        if (room < 1 || request.maxTokens().orElse(1) > room) {
            throw new LanguageException(
                    LanguageException.Reason.CONTEXT_TOO_LONG,
                    "The prompt has " + prompt.length + " tokens"
                            + (request.maxTokens().isPresent()
                                    ? " and max-tokens is "
                                            + request.maxTokens().getAsInt()
                                    : "")
                            + ", and the context holds " + settings.contextTokens()
                            + "; shorten the prompt, ask for fewer tokens, or raise context-tokens.");
        }
        return new Job(id, request, prompt, request.maxTokens().orElse(room));
    }

    @Override
    public void cancel(long id) {
        if (scheduler != null) {
            commands.add(() -> scheduler.cancel(id));
        }
    }

    @Override
    public CompletableFuture<int[]> tokenize(Prompt prompt) {
        return now(() -> model.tokenize(prompt));
    }

    @Override
    public CompletableFuture<String> detokenize(int[] tokens, boolean markup) {
        return now(() -> model.detokenize(tokens, markup));
    }

    private static <T> CompletableFuture<T> now(java.util.function.Supplier<T> work) {
        try {
            return CompletableFuture.completedFuture(work.get());
        } catch (LanguageException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<Embeddings> embed(List<String> texts, Tenant tenant) {
        CompletableFuture<Embeddings> answer = new CompletableFuture<>();
        try {
            List<int[]> tokens = tokens(texts);
            commands.add(() -> embeddings.add(tenant, tokens, answer));
        } catch (LanguageException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private List<int[]> tokens(List<String> texts) {
        if (texts.size() > MAX_TEXTS) {
            throw new LanguageException(
                    LanguageException.Reason.INVALID_REQUEST,
                    texts.size() + " texts came; give at most " + MAX_TEXTS + " at once.");
        }
        List<int[]> all = new ArrayList<>();
        for (String text : texts) {
            int[] tokens = model.tokenize(Prompt.plain(text));
            if (tokens.length == 0 || tokens.length > embedder.tokens()) {
                throw new LanguageException(
                        LanguageException.Reason.CONTEXT_TOO_LONG,
                        "Text " + (all.size() + 1) + " has " + tokens.length + " tokens; give from 1 to "
                                + embedder.tokens() + ".");
            }
            all.add(tokens);
        }
        return all;
    }

    @Override
    public CompletableFuture<LanguageStats> stats() {
        CompletableFuture<LanguageStats> answer = new CompletableFuture<>();
        commands.add(() -> answer.complete(
                scheduler == null
                        ? new LanguageStats(0, 0, 0, 0, 0, 0, 0, settings.threads(), 0)
                        : scheduler.stats(backend.context().threads())));
        return answer;
    }

    @Override
    public void close() {
        commands.add(() -> closed = true);
        try {
            owner.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
