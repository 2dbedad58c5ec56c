package org.insula.dataset;

/**
 * How the groups of a data set were made, as the report tells it.
 *
 * @param source where the groups came from
 * @param groups how many there are
 * @param grouped how many examples share a group by that source; the others stand alone
 * @param sentence the same in words
 */
public record Grouping(Source source, int groups, int grouped, String sentence) {
    /** Where groups come from. */
    public enum Source {
        /** A {@code group} column or field. */
        COLUMN,
        /** Folders within a label's folder. */
        FOLDERS,
        /** File names such as {@code First_Last_0001} or {@code label_group_take}. */
        FILE_NAMES,
        /** Nothing was known: every example is its own group. */
        NONE
    }
}
