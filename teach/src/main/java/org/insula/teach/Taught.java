package org.insula.teach;

import java.util.List;

/**
 * What came of teaching.
 *
 * @param head fitted on all examples
 * @param evaluation grouped, cross-validated figures: no prediction in it comes from a head, a temperature or a
 *     threshold that saw the example or its group
 * @param suspects examples whose labels look wrong, the most suspect first
 * @param advice what to show next, in sentences, the most useful first; at most five
 * @param grouping how examples were held out, in a sentence
 * @param method what the head is, in a phrase
 * @param warmStart what {@link Learner#update} goes on from
 */
public record Taught(
        Head head,
        Evaluation evaluation,
        List<Suspect> suspects,
        List<String> advice,
        String grouping,
        String method,
        WarmStart warmStart) {
    public Taught {
        suspects = List.copyOf(suspects);
        advice = List.copyOf(advice);
    }
}
