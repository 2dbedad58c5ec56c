package org.insula.teach;

import java.util.List;
import org.insula.embedding.Embedding;

/** Judges embeddings of one kind: a taught head, or something built in. Implementations are safe for many threads. */
public interface Classifier {
    /** The labels that it can give. */
    List<String> labels();

    /** What it says about one embedding. */
    Verdict judge(Embedding embedding);

    /** How far the embedding is from what was taught; 0 where that is not known. */
    default double distance(Embedding embedding) {
        return 0;
    }
}
