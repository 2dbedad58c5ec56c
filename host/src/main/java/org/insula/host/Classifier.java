package org.insula.host;

import java.util.List;
import org.insula.embedding.Embedding;
import org.insula.teach.Verdict;

/** Judges embeddings of one kind: a taught head, or something that was never taught here. Safe for many threads. */
public interface Classifier {
    /** The labels that it can give, in its own order. */
    List<String> labels();

    /** What it says about one embedding. */
    Verdict judge(Embedding embedding);
}
