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

    /** Which blocks are named, shape (blocks,). */
    boolean[] seen(Set<String> names) {
        boolean[] seen = new boolean[blocks.size()];
        for (int block = 0; block < seen.length; block++) {
            seen[block] = names.contains(blocks.get(block).name());
        }
        return seen;
    }
}
