package org.insula.host;

/**
 * When a stream of answers counts as an event.
 *
 * @param window how many of the latest answers are averaged, at least 1
 * @param threshold the average probability at which a label fires, above 0, at most 1
 * @param release the average below which a label that fired may fire again, at most {@code threshold}
 * @param refractorySeconds how long a label is silent after it fired, even if it was released
 */
public record TriggerOptions(int window, double threshold, double release, double refractorySeconds) {
    public TriggerOptions {
        if (window < 1
                || !(threshold > 0 && threshold <= 1)
                || !(release >= 0 && release <= threshold)
                || !(refractorySeconds >= 0)) {
            throw new HostException(
                    HostException.Reason.BAD_INPUT,
                    "A trigger over " + window + " answers with threshold " + threshold + ", release " + release
                            + " and "
                            + refractorySeconds
                            + " s between events cannot work; give at least one answer, 0 < threshold"
                            + " ≤ 1, 0 ≤ release ≤ threshold and no negative time.");
        }
    }

    /** Two answers in a row that are fairly sure; one second before the same label may come again. */
    public static TriggerOptions standard() {
        return new TriggerOptions(2, 0.6, 0.3, 1);
    }
}
