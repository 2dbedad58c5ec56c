package org.insula.teach;

import java.util.List;
import java.util.Set;
import org.insula.embedding.Encoder;

/** What a {@link Learner} was made with. */
record Settings(
        List<Encoder.Block> blocks, List<Set<String>> choices, int terms, LearnerOptions options, Kernels kernels) {
    int[] blockSizes() {
        return blocks.stream().mapToInt(Encoder.Block::size).toArray();
    }
}
