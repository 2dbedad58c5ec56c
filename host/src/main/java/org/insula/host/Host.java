package org.insula.host;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.insula.onnx.Tensor;
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

    private final Map<String, Hosted> builtIn = new LinkedHashMap<>();
    private final ModelFolder folder;
    private final HostOptions options;
    private final FairScheduler scheduler;
    private final Residency<String, OpenNetwork> networks;
    private final Map<String, NetworkWork> works = new ConcurrentHashMap<>();

    /**
     * @param builtIn models that came with Insula; their names are taken
     * @param folder the taught ones
     */
    public Host(List<Hosted> builtIn, ModelFolder folder, HostOptions options) {
        builtIn.forEach(model -> this.builtIn.put(model.name(), model));
        this.folder = folder;
        this.options = options;
        this.scheduler = new FairScheduler(options.scheduler(), (_, _, _) -> {});
        this.networks =
                new Residency<>(options.modelBytes(), open -> open.network().close());
    }

    /** Every model that this caller may use: the built-in ones, then the others by name. */
    public List<ModelInfo> models(Caller caller) {
        List<ModelInfo> infos = new ArrayList<>();
        builtIn.values().forEach(model -> infos.add(ModelInfo.of(model)));
        folder.all().forEach(model -> infos.add(ModelInfo.of(model)));
        infos.removeIf(model -> !caller.mayUse(model.name()));
        return infos;
    }

    /**
     * The model of that name.
     *
     * @throws HostException if there is none that this caller may use
     */
    public Servable model(Caller caller, String name) {
        Optional<Servable> found =
                Optional.<Servable>ofNullable(builtIn.get(name)).or(() -> folder.find(name));
        return found.filter(_ -> caller.mayUse(name))
                .orElseThrow(() -> new HostException(
                        HostException.Reason.NOT_FOUND,
                        "There is no model '" + name + "'; choose one of " + String.join(", ", names(caller)) + "."));
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
        Hosted model = hosted(caller, name);
        return scheduler.compute(caller.tenant(), new Looking(model), content, content.length, patience);
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
        return scheduler.compute(caller.tenant(), work(model), inputs, bytes, patience);
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
        String key = key(model);
        NetworkWork known = works.get(model.name());
        if (known != null && known.key().equals(key)) {
            return known;
        }
        NetworkWork work = new NetworkWork(model.name(), key, networks, () -> OpenNetwork.open(onnx(model)));
        works.put(model.name(), work);
        if (known != null) {
            networks.drop(known.key());
        }
        return work;
    }

    private static String key(Servable model) {
        return switch (model) {
            case Hosted taught -> taught.name() + "@" + System.identityHashCode(taught.classifier());
            case HostedNetwork network -> network.name() + "@" + network.version();
        };
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
        };
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

    /** The names that {@link #embed} takes: {@value #TEXT_EMBEDDING}, then the models of kind text. */
    public List<String> embedders(Caller caller) {
        List<String> names = new ArrayList<>();
        if (folder.encoders().kinds().contains(SentenceWork.KIND) && caller.mayUse(TEXT_EMBEDDING)) {
            names.add(TEXT_EMBEDDING);
        }
        models(caller).stream()
                .filter(model -> model.kind().equals(SentenceWork.KIND))
                .forEach(model -> names.add(model.name()));
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
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return scheduler.compute(caller.tenant(), embedder(caller, name), content, content.length, patience);
    }

    private SentenceWork embedder(Caller caller, String name) {
        if (name.equals(TEXT_EMBEDDING) && embedders(caller).contains(name)) {
            return new SentenceWork(name, () -> folder.encoders().forKind(SentenceWork.KIND));
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

    /** How many requests wait for their turn now. */
    public int waiting() {
        return scheduler.waiting();
    }

    /** The last turns that were given to tenants, oldest first. */
    public List<Decision> decisions() {
        return scheduler.decisions();
    }

    /**
     * Copies a model file into the folder, under a name.
     *
     * @param file ends in {@code .insula}, or in {@code .onnx} for a bare network
     * @throws HostException if the name is taken or is no name
     * @throws org.insula.teach.TeachException if the file is not a whole model
     */
    public ModelInfo add(String name, Path file) {
        if (builtIn.containsKey(name)) {
            throw new HostException(
                    HostException.Reason.CONFLICT, "'" + name + "' is a built-in model; give yours another name.");
        }
        return ModelInfo.of(folder.add(name, file));
    }

    /**
     * Removes a model of the folder and its file.
     *
     * @throws HostException if there is none, or it is built in
     */
    public void remove(String name) {
        if (builtIn.containsKey(name)) {
            throw new HostException(
                    HostException.Reason.CONFLICT, "'" + name + "' is a built-in model, which cannot be removed.");
        }
        folder.remove(model(Caller.owner(), name).name());
    }

    private List<String> names(Caller caller) {
        return models(caller).stream().map(ModelInfo::name).toList();
    }

    @Override
    public void close() {
        scheduler.close();
        networks.close();
    }
}
