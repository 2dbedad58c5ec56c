package org.insula.dataset;

/**
 * How much of a data set is accepted before it is refused.
 *
 * @param maxExamples rows or files
 * @param maxExampleBytes the size of one example's file, at most 1 GB
 * @param maxTableBytes the size of a CSV or JSON-lines file
 * @param maxUnpackedBytes what all entries of a zip may unpack to
 * @param maxZipRatio how much larger an entry of more than a megabyte may be than its packed form
 */
public record DatasetLimits(
        int maxExamples, int maxExampleBytes, long maxTableBytes, long maxUnpackedBytes, int maxZipRatio) {
    public DatasetLimits {
        if (maxExampleBytes <= 0 || maxExampleBytes > 1_000_000_000) {
            throw new IllegalArgumentException("maxExampleBytes is " + maxExampleBytes + "; give 1 to 1000000000.");
        }
    }

    /** A million examples of up to 200 MB, a 1 GB table, 20 GB unpacked, a ratio of 200. */
    public static DatasetLimits standard() {
        return new DatasetLimits(1_000_000, 200_000_000, 1_000_000_000L, 20_000_000_000L, 200);
    }
}
