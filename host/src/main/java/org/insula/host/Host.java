package org.insula.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Answers by name, from any thread: built-in models and those of a {@link ModelFolder}. Looking at a signal happens on as
 * many threads as there are cores, however many callers wait; answers begin in the order in which they were asked for.
 *
 * <p>Closing waits for the answers that were begun, then closes nothing that it was given.
 */
public final class Host implements AutoCloseable {
    private final Map<String, Hosted> builtIn = new LinkedHashMap<>();
    private final ModelFolder folder;
    private final ExecutorService workers;

    /**
     * @param builtIn models that came with Insula; their names are taken
     * @param folder the taught ones
     * @param threads how many signals are looked at at once
     */
    public Host(List<Hosted> builtIn, ModelFolder folder, int threads) {
        builtIn.forEach(model -> this.builtIn.put(model.name(), model));
        this.folder = folder;
        this.workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("insula-look-", 1).factory());
    }

    /** Every model: the built-in ones, then the taught ones by name. */
    public List<ModelInfo> models() {
        List<ModelInfo> infos = new ArrayList<>();
        builtIn.values().forEach(model -> infos.add(info(model, true)));
        folder.all().forEach(model -> infos.add(info(model, false)));
        return infos;
    }

    /**
     * The model of that name.
     *
     * @throws HostException if there is none
     */
    public Hosted model(String name) {
        Hosted known = builtIn.get(name);
        if (known != null) {
            return known;
        }
        return folder.find(name)
                .orElseThrow(() -> new HostException(
                        HostException.Reason.NOT_FOUND,
                        "There is no model '" + name + "'; choose one of " + String.join(", ", names()) + "."));
    }

    /**
     * Looks at one signal with the model of that name.
     *
     * @throws HostException if there is no such model, or the host is stopping
     * @throws org.insula.embedding.EncodingException if nothing can be seen in the content
     */
    public Answer predict(String name, byte[] content) throws InterruptedException {
        Hosted model = model(name);
        try {
            return workers.submit(() -> model.answer(content)).get();
        } catch (RejectedExecutionException e) {
            throw new HostException(HostException.Reason.STOPPING, "Insula is stopping; ask again when it is up.", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case Throwable cause -> throw new IllegalStateException(cause);
            }
        }
    }

    /**
     * Copies a model file into the folder, under a name.
     *
     * @throws HostException if the name is taken or is no name
     * @throws org.insula.teach.TeachException if the file is not a whole model
     */
    public ModelInfo add(String name, Path file) {
        if (builtIn.containsKey(name)) {
            throw new HostException(
                    HostException.Reason.CONFLICT, "'" + name + "' is a built-in model; give yours another name.");
        }
        return info(folder.add(name, file), false);
    }

    /**
     * Removes a taught model and its file.
     *
     * @throws HostException if there is none, or it is built in
     */
    public void remove(String name) {
        if (builtIn.containsKey(name)) {
            throw new HostException(
                    HostException.Reason.CONFLICT, "'" + name + "' is a built-in model, which cannot be removed.");
        }
        Hosted model = model(name);
        folder.remove(model.name());
    }

    private List<String> names() {
        return models().stream().map(ModelInfo::name).toList();
    }

    private static ModelInfo info(Hosted model, boolean builtIn) {
        return new ModelInfo(model.name(), model.kind(), model.classifier().labels(), model.about(), builtIn);
    }

    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(30, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
