package org.insula.teach;

import java.util.List;

/**
 * What teaching gave.
 *
 * @param model ready to be written and used
 * @param evaluation out of fold, or on the test data that was given
 * @param suspects examples whose label may be wrong
 * @param advice what more examples would bring, in short sentences
 * @param skipped examples that could not be used, of training and test data
 * @param remarks what was done to the examples before they were looked at, a sentence for each kind of remark
 * @param outcomes what was said out of fold of each taught example that could be used, in the order of the data set
 * @param explained the share of the examples' variance along each axis of the outcomes' plane, two of them
 * @param grouping how groups were made, in words
 * @param seconds how long it took
 */
public record Lesson(
        Model model,
        Evaluation evaluation,
        List<Suspect> suspects,
        List<String> advice,
        List<Skipped> skipped,
        List<String> remarks,
        List<Outcome> outcomes,
        List<Double> explained,
        String grouping,
        Seconds seconds) {
    public Lesson {
        suspects = List.copyOf(suspects);
        advice = List.copyOf(advice);
        skipped = List.copyOf(skipped);
        remarks = List.copyOf(remarks);
        outcomes = List.copyOf(outcomes);
        explained = List.copyOf(explained);
    }

    /**
     * Wall-clock times.
     *
     * @param encode turning examples into embeddings, or reading them from the cache
     * @param fit everything after that
     * @param total both
     */
    public record Seconds(double encode, double fit, double total) {}
}
