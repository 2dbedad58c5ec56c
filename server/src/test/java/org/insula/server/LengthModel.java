package org.insula.server;

import java.util.List;
import java.util.Optional;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncoderGraph;
import org.insula.embedding.EncodingException;
import org.insula.embedding.Where;
import org.insula.teach.Classifier;
import org.insula.teach.Guess;
import org.insula.teach.Verdict;

/** A model that tells whether there are more than five bytes. */
final class LengthModel {
    private LengthModel() {}

    record LengthClassifier() implements Classifier {
        @Override
        public List<String> labels() {
            return List.of("long", "short");
        }

        @Override
        public Verdict judge(Embedding embedding) {
            boolean isLong = embedding.at(0) > 5;
            String first = isLong ? "long" : "short";
            String second = isLong ? "short" : "long";
            return new Verdict.Recognised(first, 0.75, List.of(new Guess(first, 0.75), new Guess(second, 0.25)));
        }
    }

    record LengthEncoder(String kind) implements Encoder {
        @Override
        public List<Encoded> encode(byte[] content) {
            if (content.length == 0) {
                throw new EncodingException("There is nothing to see.");
            }
            Where where = kind.equals("face") ? new Where.Box(1, 2, 3, 4, 0.9) : new Where.Whole();
            return List.of(new Encoded(Embedding.of(content.length), where));
        }

        @Override
        public String identity() {
            return "length";
        }

        @Override
        public List<Block> blocks() {
            return List.of(new Block("length", 1));
        }

        @Override
        public int terms() {
            return 0;
        }

        @Override
        public Optional<EncoderGraph> graph() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
