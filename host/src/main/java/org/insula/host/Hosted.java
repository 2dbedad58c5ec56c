package org.insula.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.insula.embedding.Encoder;
import org.insula.embedding.LiveEncoder;
import org.insula.embedding.Where;
import org.insula.embedding.WindowedEncoder;
import org.insula.movement.MovementEncoder;
import org.insula.teach.Classifier;
import org.insula.teach.Model;
import org.insula.teach.ModelDescription;

/**
 * A model that looks at signals: a name, a kind, and a classifier over the embeddings of that kind's encoder. Encoder and
 * classifier are read when the first answer needs them. Safe for many threads.
 */
public final class Hosted implements Servable {
    private final ModelInfo info;
    private final String key;
    private final Encoders encoders;
    private final Supplier<Model> model;
    private final Classifier builtIn;

    private Hosted(ModelInfo info, String key, Encoders encoders, Supplier<Model> model, Classifier builtIn) {
        this.info = info;
        this.key = key;
        this.encoders = encoders;
        this.model = model;
        this.builtIn = builtIn;
    }

    /** A taught model under a name. */
    public static Hosted taught(String name, Model model, Encoders encoders) {
        return taught(name, model.description(), "1", encoders, () -> model);
    }

    /**
     * A taught model under a name, which is fetched whenever it is needed.
     *
     * @param version changes when the model does
     * @param model gives it, from memory or from where it lies
     */
    static Hosted taught(
            String name, ModelDescription description, String version, Encoders encoders, Supplier<Model> model) {
        ModelInfo info = new ModelInfo(name, description.kind(), description.labels(), description.about(), false);
        return fetched(info, name + "@" + version, encoders, model);
    }

    /**
     * A taught model that is fetched whenever it is needed.
     *
     * @param key another for every model and every change of it
     * @param model gives it, from memory or from where it lies
     */
    static Hosted fetched(ModelInfo info, String key, Encoders encoders, Supplier<Model> model) {
        return new Hosted(info, key, encoders, model, null);
    }

    /** A model that came with Insula. */
    public static Hosted builtIn(String name, String kind, String about, Encoders encoders, Classifier classifier) {
        return new Hosted(
                new ModelInfo(name, kind, classifier.labels(), about, true), name, encoders, null, classifier);
    }

    @Override
    public String name() {
        return info.name();
    }

    @Override
    public String kind() {
        return info.kind();
    }

    @Override
    public List<String> labels() {
        return info.labels();
    }

    @Override
    public String about() {
        return info.about();
    }

    @Override
    public boolean builtIn() {
        return info.builtIn();
    }

    /** Another for every model and every change of it. */
    String key() {
        return key;
    }

    /** The model, unless it is built in. */
    public Optional<Model> taught() {
        return Optional.ofNullable(model).map(Supplier::get);
    }

    /** What judges the embeddings. */
    public Classifier classifier() {
        return model == null ? builtIn : model.get().head();
    }

    /**
     * Listens to a live stream.
     *
     * @param sampleRate of the stream, in hertz, 1,000 to 192,000
     * @throws HostException if the model does not judge sounds
     * @throws org.insula.teach.TeachException if it was taught on an encoder that this Insula does not have
     */
    public Listener listen(int sampleRate, ListenOptions options) {
        return new Listener(requireLive(), classifier(), sampleRate, options);
    }

    /**
     * The encoder, if it can follow a live stream, for the blocks that the model looks at.
     *
     * @throws HostException if the model does not judge sounds
     * @throws org.insula.teach.TeachException if it was taught on an encoder that this Insula does not have
     */
    public LiveEncoder requireLive() {
        if (encoder() instanceof LiveEncoder encoder) {
            return taught().map(model -> encoder.only(model.looksAt())).orElse(encoder);
        }
        throw new HostException(
                HostException.Reason.BAD_INPUT,
                "Model '" + name() + "' is of kind " + kind() + ", which has no live stream; give one of kind sound.");
    }

    /**
     * Follows a live stream of a sensor.
     *
     * @param rateHz samples a second, where it is known
     * @param names of the channels, where they have some
     * @throws HostException if the model does not judge movements of sensors
     * @throws org.insula.teach.TeachException if it was taught on an encoder that this Insula does not have
     */
    public MovementListener follow(OptionalDouble rateHz, Optional<List<String>> names) {
        if (encoder() instanceof MovementEncoder encoder) {
            return new MovementListener(encoder, classifier(), rateHz, names);
        }
        throw new HostException(
                HostException.Reason.BAD_INPUT,
                "Model '" + name() + "' is of kind " + kind()
                        + ", which follows no sensor; give one of kind movement.");
    }

    /**
     * Looks at one signal.
     *
     * @param content the bytes of a file, or the UTF-8 bytes of a text
     * @throws org.insula.embedding.EncodingException if nothing can be seen in it
     * @throws org.insula.teach.TeachException if it was taught on an encoder that this Insula does not have
     */
    public Answer answer(byte[] content) {
        Optional<Model> taught = taught();
        Encoder whole = encoder(taught);
        Encoder encoder = taught.map(model -> whole.only(model.looksAt())).orElse(whole);
        Classifier classifier = taught.<Classifier>map(Model::head).orElse(builtIn);
        List<Answer.Part> parts = new ArrayList<>();
        encoder.encode(content)
                .forEach(found -> parts.add(new Answer.Part(found.where(), classifier.judge(found.embedding()))));
        Optional<List<Occurrence>> events = encoder instanceof WindowedEncoder windowed
                ? goThrough(windowed, classifier, content, parts)
                : Optional.empty();
        return new Answer(parts, events, encoder.remarks(content));
    }

    /** Adds a part for each window. */
    private Optional<List<Occurrence>> goThrough(
            WindowedEncoder encoder, Classifier classifier, byte[] content, List<Answer.Part> parts) {
        int before = parts.size();
        encoder.encodeWindows(
                content, found -> parts.add(new Answer.Part(found.where(), classifier.judge(found.embedding()))));
        if (parts.size() == before) {
            return Optional.empty();
        }
        Occurrences occurrences = new Occurrences();
        List<Occurrence> found = new ArrayList<>();
        for (Answer.Part part : parts.subList(before, parts.size())) {
            if (part.where() instanceof Where.Span span) {
                found.addAll(occurrences.next(span, part.verdict()));
            }
        }
        found.addAll(occurrences.end());
        return Optional.of(found);
    }

    /**
     * The encoder whose embeddings the classifier judges.
     *
     * @throws org.insula.teach.TeachException if it was taught on an encoder that this Insula does not have
     */
    public Encoder encoder() {
        return encoder(taught());
    }

    private Encoder encoder(Optional<Model> taught) {
        if (taught.isEmpty()) {
            return encoders.forKind(kind());
        }
        Encoder encoder = encoders.forIdentity(kind(), taught.get().encoder());
        taught.get().requireEncoder(encoder.identity());
        return encoder;
    }
}
