package org.insula.teach;

import java.util.List;

/**
 * A data set after encoding.
 *
 * @param labelled the examples that could be encoded, in the order of the data set
 * @param skipped the others, each with the reason
 * @param remarks what was done to them before they were encoded, a sentence for each kind of remark
 * @param places where each of {@code labelled} stands in the data set, from 0
 * @param sha256 over content, label and group of every encoded example, in order
 * @param grouping how groups were made, in words
 */
public record Examples(
        List<Labelled> labelled,
        List<Skipped> skipped,
        List<String> remarks,
        List<Integer> places,
        String sha256,
        String grouping) {
    public Examples {
        labelled = List.copyOf(labelled);
        skipped = List.copyOf(skipped);
        remarks = List.copyOf(remarks);
        places = List.copyOf(places);
    }
}
