package org.insula.teach;

import java.util.List;
import org.insula.embedding.Encoder;

/** What a {@link Learner} was made with. */
record Settings(List<Encoder.Block> blocks, int terms, LearnerOptions options, Kernels kernels) {
    int[] blockSizes() {
        return blocks.stream().mapToInt(Encoder.Block::size).toArray();
    }
}
