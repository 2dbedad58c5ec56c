package org.insula.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.insula.embedding.Encoder;
import org.insula.embedding.LiveEncoder;
import org.insula.embedding.Where;
import org.insula.embedding.WindowedEncoder;
import org.insula.teach.Classifier;
import org.insula.teach.Model;

/**
 * A model ready to answer: a name, a kind, and a classifier over the embeddings of that kind's encoder, which is opened
 * when the first answer needs it. Safe for many threads.
 *
 * @param name how it is asked for
 * @param kind of what
 * @param about one sentence for people
 * @param encoders where the encoder comes from
 * @param classifier judges embeddings
 * @param taught the model, unless it is built in
 */
public record Hosted(
        String name, String kind, String about, Encoders encoders, Classifier classifier, Optional<Model> taught) {
    /** A taught model under a name. */
    public static Hosted taught(String name, Model model, Encoders encoders) {
        return new Hosted(name, model.kind(), model.about(), encoders, model.head(), Optional.of(model));
    }

    /** A model that came with Insula. */
    public static Hosted builtIn(String name, String kind, String about, Encoders encoders, Classifier classifier) {
        return new Hosted(name, kind, about, encoders, classifier, Optional.empty());
    }

    /**
     * Listens to a live stream.
     *
     * @param sampleRate of the stream, in hertz, 1,000 to 192,000
     * @throws HostException if the model does not judge sounds
     * @throws org.insula.teach.TeachException if it was taught on an encoder that this Insula does not have
     */
    public Listener listen(int sampleRate, ListenOptions options) {
        return new Listener(requireLive(), classifier, sampleRate, options);
    }

    /**
     * The encoder, if it can follow a live stream.
     *
     * @throws HostException if the model does not judge sounds
     * @throws org.insula.teach.TeachException if it was taught on an encoder that this Insula does not have
     */
    public LiveEncoder requireLive() {
        if (encoder() instanceof LiveEncoder encoder) {
            return encoder;
        }
        throw new HostException(
                HostException.Reason.BAD_INPUT,
                "Model '" + name + "' is of kind " + kind + ", which has no live stream; give one of kind sound.");
    }

    /**
     * Looks at one signal.
     *
     * @param content the bytes of a file, or the UTF-8 bytes of a text
     * @throws org.insula.embedding.EncodingException if nothing can be seen in it
     * @throws org.insula.teach.TeachException if it was taught on an encoder that this Insula does not have
     */
    public Answer answer(byte[] content) {
        Encoder encoder = encoder();
        List<Answer.Part> parts = new ArrayList<>();
        encoder.encode(content)
                .forEach(found -> parts.add(new Answer.Part(found.where(), classifier.judge(found.embedding()))));
        Optional<List<Occurrence>> events =
                encoder instanceof WindowedEncoder windowed ? goThrough(windowed, content, parts) : Optional.empty();
        return new Answer(parts, events, encoder.remarks(content));
    }

    /** Adds a part for each window. */
    private Optional<List<Occurrence>> goThrough(WindowedEncoder encoder, byte[] content, List<Answer.Part> parts) {
        int before = parts.size();
        encoder.encodeWindows(
                content, found -> parts.add(new Answer.Part(found.where(), classifier.judge(found.embedding()))));
        if (parts.size() == before) {
            return Optional.empty();
        }
        Occurrences occurrences = new Occurrences();
        for (Answer.Part part : parts.subList(before, parts.size())) {
            if (part.where() instanceof Where.Span span) {
                occurrences.next(span, part.verdict());
            }
        }
        return Optional.of(occurrences.end());
    }

    /**
     * The encoder whose embeddings the classifier judges.
     *
     * @throws org.insula.teach.TeachException if it was taught on an encoder that this Insula does not have
     */
    public Encoder encoder() {
        if (taught.isEmpty()) {
            return encoders.forKind(kind);
        }
        Model model = taught.get();
        Encoder encoder = encoders.forIdentity(kind, model.encoder());
        model.requireEncoder(encoder.identity());
        return encoder;
    }
}
