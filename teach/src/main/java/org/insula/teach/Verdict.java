package org.insula.teach;

import java.util.List;

/** What a head says about an input. */
public sealed interface Verdict {
    /** Every label with its probability, the most probable first. */
    List<Guess> top();

    /**
     * The input looks like something that was taught.
     *
     * @param label the most probable label
     * @param probability its calibrated probability
     * @param top every label, the most probable first
     */
    record Recognised(String label, double probability, List<Guess> top) implements Verdict {
        public Recognised {
            top = List.copyOf(top);
        }
    }

    /**
     * The input is farther from every example than new inputs of the taught kind are.
     *
     * @param nearest the label that the head would have given
     * @param probability its calibrated probability, if the input were of the taught kind after all
     * @param top every label, the most probable first
     */
    record Unknown(String nearest, double probability, List<Guess> top) implements Verdict {
        public Unknown {
            top = List.copyOf(top);
        }
    }
}
