package org.insula.host;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.insula.onnx.Tensor;
import org.insula.store.Store;
import org.insula.teach.EmbeddingCache;
import org.insula.teach.OnnxExport;

/**
 * Answers by name, from any thread: built-in models and those of a {@link ModelFolder}. Everything is computed on as many
 * workers as there are cores, however many callers wait, and tenants take turns by what their requests cost.
 *
 * <p>Callers wait on their own threads; interrupting one withdraws what it asked. Closing finishes what was accepted, and
 * closes nothing that it was given.
 */
public final class Host implements AutoCloseable {
    /** The name of the built-in encoder of texts, for {@link #embed}. */
    public static final String TEXT_EMBEDDING = "text-embedding";

    private static final int MOST_WORKS = 10_000;

    private final HostOptions options;
    private final Catalogue catalogue;
    private final Encoders encoders;
    private final FairScheduler scheduler;
    private final Residency<String, OpenNetwork> networks;
    private final Optional<Languages> languages;
    private final Meter meter;
    private final Lru<String, NetworkWork> works = new Lru<>(MOST_WORKS);
    private final Admission admission;
    private final Optional<UsageMeter> usage;
    private final Pulse pulse;
    private final Optional<Parts> parts;

    /** What there is only where something can be stored. */
    private record Parts(Access access, Workbench workbench, Teaching teaching) {}

    /**
     * A host of what came with Insula and lies in a folder.
     *
     * @param builtIn models that came with Insula; their names are taken
     * @param folder the taught ones
     */
    public Host(List<Hosted> builtIn, ModelFolder folder, HostOptions options) {
        this(builtIn, folder, options, Meter.NONE);
    }

    /** @param meter is told what was computed for whom */
    public Host(List<Hosted> builtIn, ModelFolder folder, HostOptions options, Meter meter) {
        this.options = options;
        this.encoders = folder.encoders();
        this.catalogue = new Catalogue(builtIn, folder, Optional.empty());
        this.meter = meter;
        this.scheduler = new FairScheduler(options.scheduler(), meter);
        this.networks =
                new Residency<>(options.modelBytes(), open -> open.network().close());
        this.languages = options.languages().map(Languages::new);
        this.usage = Optional.empty();
        this.pulse = new Pulse(InstantSource.system());
        this.admission = new Admission(usage, InstantSource.system());
        this.parts = Optional.empty();
    }

    /**
     * A host for several, who teach here too.
     *
     * @param builtIn models that came with Insula; their names are taken
     * @param folder models that all tenants share
     * @param encoders of every kind; stay the caller's to close, after this
     * @param store what tenants have; stays the caller's to close, after this
     * @param cache what encoders have found before
     * @param version of Insula, for the provenance of what is taught
     */
    public Host(
            List<Hosted> builtIn,
            ModelFolder folder,
            HostOptions options,
            Encoders encoders,
            Store store,
            EmbeddingCache cache,
            String version,
            InstantSource clock) {
        this.options = options;
        this.encoders = encoders;
        PublishedModels published = new PublishedModels(store, encoders, options.headBytes());
        this.catalogue = new Catalogue(builtIn, folder, Optional.of(published));
        UsageMeter counting = new UsageMeter(store, clock);
        this.meter = counting;
        this.usage = Optional.of(counting);
        this.languages = options.languages().map(Languages::new);
        this.pulse = new Pulse(clock);
        this.scheduler = new FairScheduler(options.scheduler(), meter);
        this.networks =
                new Residency<>(options.modelBytes(), open -> open.network().close());
        this.admission = new Admission(usage, clock);
        Access access = new Access(store, clock);
        Teaching teaching = new Teaching(
                store, encoders, cache, scheduler, counting, options.scheduler().workers(), version, clock);
        this.parts = Optional.of(
                new Parts(access, new Workbench(store, encoders, published, catalogue, access, cache), teaching));
        teaching.resume();
    }

    /** Whether there are tenants, projects and keys, or only models. */
    public boolean keepsTenants() {
        return parts.isPresent();
    }

    /** Who asks. */
    public Access access() {
        return parts().access();
    }

    /** What people work at. */
    public Workbench workbench() {
        return parts().workbench();
    }

    /** Teaching in the background. */
    public Teaching teaching() {
        return parts().teaching();
    }

    private Parts parts() {
        return parts.orElseThrow(() -> new IllegalStateException("This host was opened without a store."));
    }

    /** Every model that this caller may use: the built-in ones, then the others. */
    public List<ModelInfo> models(Caller caller) {
        return catalogue.list(caller);
    }

    /**
     * The model of that name.
     *
     * @param name a model's, or {@code PROJECT@NUMBER} for a version that need not be published
     * @throws HostException if there is none that this caller may use
     */
    public Servable model(Caller caller, String name) {
        return catalogue.find(caller, name);
    }

    /** Like {@link #predict(Caller, String, byte[], Duration)} with the patience of the options. */
    public Answer predict(Caller caller, String name, byte[] content) throws InterruptedException {
        return predict(caller, name, content, options.patience());
    }

    /**
     * Looks at one signal with the model of that name.
     *
     * @param patience how long the caller waits
     * @throws HostException if there is no such model, it takes tensors only, it took too long or the host is stopping
     * @throws org.insula.embedding.EncodingException if nothing can be seen in the content
     */
    public Answer predict(Caller caller, String name, byte[] content, Duration patience) throws InterruptedException {
        return predict(caller, hosted(caller, name), content, patience);
    }

    /**
     * Like {@link #predict(Caller, String, byte[])}, without looking the model up again.
     *
     * @param model as this host gave it to the same caller
     */
    public Answer predict(Caller caller, Hosted model, byte[] content) throws InterruptedException {
        return predict(caller, model, content, options.patience());
    }

    private Answer predict(Caller caller, Hosted model, byte[] content, Duration patience) throws InterruptedException {
        admission.admit(caller);
        return counted(
                caller,
                model.name(),
                content.length,
                () -> scheduler.compute(caller.tenant(), new Looking(model), content, content.length, patience));
    }

    private interface Asking<T> {
        T answer() throws InterruptedException;
    }

    /** Counted as usage of a model that is one. */
    private <T> T counted(Caller caller, String model, long bytes, Asking<T> asking) throws InterruptedException {
        boolean failed = true;
        long began = System.nanoTime();
        try {
            T answer = asking.answer();
            failed = false;
            return answer;
        } finally {
            boolean error = failed;
            pulse.asked(caller.tenant().id(), error, System.nanoTime() - began);
            usage.ifPresent(meter -> meter.asked(caller.tenant(), model, error, bytes));
        }
    }

    /**
     * Listens to a live stream on a caller's behalf, in turn with everybody else.
     *
     * @param model as this host gave it to the same caller
     * @param sampleRate of the stream, in hertz
     * @throws HostException if the model does not judge sounds, or a quota is used up
     */
    public Listening listen(Caller caller, Hosted model, int sampleRate, ListenOptions how) {
        admission.admit(caller);
        return new Listening(
                scheduler,
                caller.tenant(),
                () -> admission.requireTime(caller),
                options.patience(),
                model.name(),
                model.listen(sampleRate, how));
    }

    /**
     * Follows a live stream of a sensor on a caller's behalf, in turn with everybody else.
     *
     * @param model as this host gave it to the same caller
     * @param rateHz samples a second, where it is known
     * @param names of the channels, where they have some
     * @throws HostException if the model does not judge movements of sensors, or a quota is used up
     */
    public Following follow(Caller caller, Hosted model, OptionalDouble rateHz, Optional<List<String>> names) {
        admission.admit(caller);
        return new Following(
                scheduler,
                caller.tenant(),
                () -> admission.requireTime(caller),
                options.patience(),
                model.name(),
                model.follow(rateHz, names));
    }

    /** The model of that name, if it looks at signals. */
    private Hosted hosted(Caller caller, String name) {
        return switch (model(caller, name)) {
            case Hosted model -> model;
            case HostedNetwork network ->
                throw new HostException(
                        HostException.Reason.BAD_INPUT,
                        "Model '" + network.name()
                                + "' is a bare network, which takes tensors and not files; ask it through the Open"
                                + " Inference Protocol, POST /v2/models/" + network.name() + "/infer.");
            case HostedLanguage language -> throw writes(language);
        };
    }

    /**
     * Runs the network of that name: a bare one, or the exported graph of a taught model.
     *
     * @param inputs a tensor for each input by name
     * @return the outputs by name, in the graph's order
     * @throws HostException if there is no such model, it took too long or the host is stopping
     * @throws org.insula.onnx.OnnxException if the tensors do not fit, or the network fails
     * @throws org.insula.teach.TeachException if the model's kind has no single graph
     */
    public Map<String, Tensor> infer(Caller caller, String name, Map<String, Tensor> inputs, Duration patience)
            throws InterruptedException {
        return infer(caller, model(caller, name), inputs, patience);
    }

    /**
     * Like {@link #infer(Caller, String, Map, Duration)}, without looking the model up again.
     *
     * @param model as this host gave it to the same caller
     */
    public Map<String, Tensor> infer(Caller caller, Servable model, Map<String, Tensor> inputs, Duration patience)
            throws InterruptedException {
        long bytes = 0;
        for (Tensor tensor : inputs.values()) {
            bytes += (tensor.isFloat() ? 4L : 8L) * tensor.size();
        }
        admission.admit(caller);
        NetworkWork work = work(model);
        long held = bytes;
        return counted(
                caller, work.name(), held, () -> scheduler.compute(caller.tenant(), work, inputs, held, patience));
    }

    /**
     * What the network of that name takes and gives; opens it if need be.
     *
     * @throws org.insula.teach.TeachException if the model's kind has no single graph
     */
    public TensorPort tensors(Caller caller, String name) throws InterruptedException {
        return tensors(caller, model(caller, name));
    }

    /**
     * Like {@link #tensors(Caller, String)}, without looking the model up again.
     *
     * @param model as this host gave it to the same caller
     */
    public TensorPort tensors(Caller caller, Servable model) throws InterruptedException {
        NetworkWork work = work(model);
        Optional<TensorPort> known = work.knownPort();
        return known.isPresent()
                ? known.get()
                : scheduler.compute(caller.tenant(), new Opening(work), work, 0, options.patience());
    }

    private NetworkWork work(Servable model) {
        String key = switch (model) {
            case Hosted hosted -> hosted.key();
            case HostedNetwork network -> network.key();
            case HostedLanguage language -> throw writes(language);
        };
        return works.get(key, _ -> new NetworkWork(model.name(), key, networks, () -> OpenNetwork.open(onnx(model))));
    }

    private static byte[] onnx(Servable model) throws java.io.IOException {
        return switch (model) {
            case Hosted hosted ->
                OnnxExport.of(
                        hosted.taught()
                                .orElseThrow(() -> new HostException(
                                        HostException.Reason.BAD_INPUT,
                                        "The built-in model '" + hosted.name()
                                                + "' has no graph of its own; send it a file instead of tensors.")),
                        hosted.encoder());
            case HostedNetwork network -> Files.readAllBytes(network.file());
            case HostedLanguage language -> throw writes(language);
        };
    }

    private static HostException writes(HostedLanguage model) {
        return new HostException(
                HostException.Reason.BAD_INPUT,
                "Model '" + model.name() + "' is a language model, which takes conversations and texts; ask it through"
                        + " OpenAI's interface, POST "
                        + (model.info().embedding() ? "/v1/embeddings." : "/v1/chat/completions."));
    }

    /** The language models that this caller may use, those for embeddings among them. */
    public List<ModelInfo> languages(Caller caller) {
        return models(caller).stream().filter(Host::isLanguage).toList();
    }

    private static boolean isLanguage(ModelInfo model) {
        return model.kind().equals(HostedLanguage.KIND) || model.kind().equals(HostedLanguage.EMBEDDING);
    }

    /**
     * Works with the language model of that name, which is opened if need be and stays open meanwhile. What is computed is
     * charged to the caller's tenant, and tenants share a model by the tokens it computes for them.
     *
     * @param bytes how long the request is, for the usage
     * @throws HostException if there is no such model, it is of another kind, or a quota is used up
     * @throws org.insula.language.LanguageException if it cannot be opened or cannot serve this
     */
    public <R> R language(Caller caller, String name, long bytes, LanguageUse<R> use) throws InterruptedException {
        if (!(model(caller, name) instanceof HostedLanguage model)) {
            List<String> names = languages(caller).stream().map(ModelInfo::name).toList();
            throw new HostException(
                    HostException.Reason.BAD_INPUT,
                    "Model '" + name + "' writes no text; "
                            + (names.isEmpty()
                                    ? "add a language model with 'insula models add FILE.gguf'."
                                    : "choose one of " + String.join(", ", names) + "."));
        }
        Languages open = languages.orElseThrow(() -> new HostException(
                HostException.Reason.BAD_INPUT, "This host opens no language models; start it with 'insula up'."));
        admission.admit(caller);
        return counted(caller, name, bytes, () -> open.use(model, caller, meter, use));
    }

    /** One signal looked at. */
    private record Looking(Hosted model) implements Work<byte[], Answer> {
        @Override
        public String name() {
            return model.name();
        }

        @Override
        public List<Answer> run(List<byte[]> inputs) {
            return List.of(model.answer(inputs.getFirst()));
        }
    }

    /** A network opened to be described. */
    private record Opening(NetworkWork work) implements Work<NetworkWork, TensorPort> {
        @Override
        public String name() {
            return work.name() + " opened";
        }

        @Override
        public List<TensorPort> run(List<NetworkWork> inputs) throws Exception {
            return List.of(work.port());
        }
    }

    /**
     * The names that give embeddings: {@value #TEXT_EMBEDDING} and the models of kind text, which {@link #embed} takes, then
     * the language models.
     */
    public List<String> embedders(Caller caller) {
        List<String> names = new ArrayList<>();
        if (encoders.kinds().contains(SentenceWork.KIND) && caller.mayUse(TEXT_EMBEDDING)) {
            names.add(TEXT_EMBEDDING);
        }
        models(caller).stream()
                .filter(model -> model.kind().equals(SentenceWork.KIND))
                .forEach(model -> names.add(model.name()));
        languages(caller).forEach(model -> names.add(model.name()));
        return names;
    }

    /**
     * What a text means, as a vector: texts of like meaning point alike.
     *
     * @param name {@value #TEXT_EMBEDDING}, or a model of kind text for the encoder that it was taught on
     * @throws HostException if there is no such model, it is of another kind, it took too long or the host is stopping
     * @throws org.insula.embedding.EncodingException if the text is blank or too long
     */
    public SentenceEmbedding embed(Caller caller, String name, String text, Duration patience)
            throws InterruptedException {
        admission.admit(caller);
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        SentenceWork work = embedder(caller, name);
        return counted(
                caller,
                name,
                content.length,
                () -> scheduler.compute(caller.tenant(), work, content, content.length, patience));
    }

    private SentenceWork embedder(Caller caller, String name) {
        if (name.equals(TEXT_EMBEDDING) && embedders(caller).contains(name)) {
            return new SentenceWork(name, () -> encoders.forKind(SentenceWork.KIND));
        }
        Servable model = model(caller, name);
        if (model instanceof Hosted hosted && hosted.kind().equals(SentenceWork.KIND)) {
            return new SentenceWork(name, hosted::encoder);
        }
        throw new HostException(
                HostException.Reason.BAD_INPUT,
                "Model '" + name + "' is of kind " + model.kind() + ", which embeds no texts; choose one of "
                        + String.join(", ", embedders(caller)) + ".");
    }

    /**
     * Has something computed on the workers, in turn with everybody's requests, admitted and counted as these are.
     *
     * @param work what usage and decisions call it
     * @param bytes how much memory the task holds while it waits
     * @param task what throws out of it is thrown from here
     * @param patience how long the caller waits
     * @throws HostException if too much waits already, a quota is used up, it took too long or the host is stopping
     */
    public <T> T compute(Caller caller, String work, long bytes, Callable<T> task, Duration patience)
            throws InterruptedException {
        admission.admit(caller);
        return counted(
                caller,
                work,
                bytes,
                () -> scheduler.compute(caller.tenant(), new Doing<T>(work), task, bytes, patience));
    }

    /** Something that callers bring themselves. */
    private record Doing<T>(String name) implements Work<Callable<T>, T> {
        @Override
        public List<T> run(List<Callable<T>> inputs) throws Exception {
            return List.of(inputs.getFirst().call());
        }
    }

    /** How many requests wait for their turn now. */
    public int waiting() {
        return scheduler.waiting();
    }

    /** How many things are computed at once. */
    public int workers() {
        return options.scheduler().workers();
    }

    /** What was asked in the last minutes: by everybody, for who runs this Insula; everyone else sees their own. */
    public Activity activity(Caller caller) {
        return pulse.activity(
                caller.isOwner()
                        ? Optional.empty()
                        : Optional.of(caller.tenant().id()));
    }

    /**
     * Whether a model is in memory; if not, the first request reads it from the disk.
     *
     * @param model as {@link #models} gave it to the same caller
     */
    public boolean isInMemory(Caller caller, ModelInfo model) {
        return catalogue.isInMemory(caller, model.name())
                || catalogue
                        .network(model.name())
                        .map(HostedNetwork::key)
                        .filter(networks::holds)
                        .isPresent();
    }

    /**
     * The last turns that were given to tenants, oldest first. Who runs this Insula sees whose they were; everyone else
     * sees it of their own, and of the others that they had a turn, which is enough to check the rule.
     */
    public List<Decision> decisions(Caller caller) {
        String own = caller.tenant().id();
        return scheduler.decisions().stream()
                .map(turn -> caller.isOwner() || turn.tenant().equals(own)
                        ? turn
                        : new Decision(turn.number(), "", "", turn.virtualTime(), turn.stillWaiting()))
                .toList();
    }

    /**
     * Copies a model file into the folder, under a name.
     *
     * @param file ends in {@code .insula}, in {@code .onnx} for a bare network, or in {@code .gguf} for a language model
     * @throws HostException if the name is taken or is no name
     * @throws org.insula.teach.TeachException if the file is not a whole model
     */
    public ModelInfo add(String name, Path file) {
        return catalogue.add(name, file);
    }

    /**
     * Finds out whether a model of this name could be added, before it is fetched.
     *
     * @throws HostException if the name is taken or is no name
     */
    public void requireFree(String name) {
        catalogue.requireFree(name);
    }

    /**
     * Removes a model of the folder and its file.
     *
     * @throws HostException if there is none, or it is built in
     */
    public void remove(String name) {
        catalogue.remove(name);
    }

    @Override
    public void close() {
        parts.ifPresent(open -> open.teaching().close());
        scheduler.close();
        networks.close();
        languages.ifPresent(Languages::close);
        usage.ifPresent(UsageMeter::close);
    }
}
