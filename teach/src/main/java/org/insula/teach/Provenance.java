package org.insula.teach;

import java.util.SortedMap;

/**
 * Where a model comes from, so that it can be made again. It holds no clock: equal data and seed give an equal file.
 *
 * @param insula the version that taught it
 * @param seed of folds and samples
 * @param examples how many of each label were used
 * @param groups how many groups they fell into
 * @param grouping how the groups were made, in words
 * @param skipped how many examples could not be used
 * @param dataSha256 over the content, label and group of every example used, in order
 * @param java the version of the Java that ran, since floating-point results may depend on it
 * @param platform operating system and processor, for the same reason
 */
public record Provenance(
        String insula,
        long seed,
        SortedMap<String, Integer> examples,
        int groups,
        String grouping,
        int skipped,
        String dataSha256,
        String java,
        String platform) {
    /** All examples together. */
    public int total() {
        return examples.values().stream().mapToInt(Integer::intValue).sum();
    }
}
