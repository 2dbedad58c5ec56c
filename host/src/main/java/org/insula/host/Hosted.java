package org.insula.host;

import java.util.ArrayList;
import java.util.List;
import org.insula.embedding.Encoded;
import org.insula.embedding.Encoder;
import org.insula.teach.Model;
import org.insula.teach.Verdict;

/**
 * A model ready to answer: a name, an encoder and a classifier over its embeddings. Safe for many threads.
 *
 * @param name how it is asked for
 * @param kind of what
 * @param about one sentence for people
 * @param encoder turns content into embeddings; opened when the first answer needs it
 * @param classifier judges them
 */
public record Hosted(String name, String kind, String about, Encoders encoders, Classifier classifier) {
    /**
     * A taught model.
     *
     * @throws HostException if it was taught on an encoder that this Insula does not have
     */
    public static Hosted taught(String name, Model model, Encoders encoders) {
        return new Hosted(name, model.kind(), model.about(), encoders, new Head(model));
    }

    /**
     * Looks at one signal.
     *
     * @param content the bytes of a file, or the UTF-8 bytes of a text
     * @throws org.insula.embedding.EncodingException if nothing can be seen in it
     */
    public Answer answer(byte[] content) {
        Encoder encoder = encoders.forKind(kind);
        if (classifier instanceof Head head) {
            head.model().requireEncoder(encoder.identity());
        }
        List<Answer.Part> parts = new ArrayList<>();
        for (Encoded encoded : encoder.encode(content)) {
            Verdict verdict = classifier.judge(encoded.embedding());
            parts.add(new Answer.Part(encoded.where(), verdict));
        }
        return new Answer(parts);
    }

    private record Head(Model model) implements Classifier {
        @Override
        public List<String> labels() {
            return model.head().labels();
        }

        @Override
        public Verdict judge(org.insula.embedding.Embedding embedding) {
            return model.head().judge(embedding);
        }
    }
}
