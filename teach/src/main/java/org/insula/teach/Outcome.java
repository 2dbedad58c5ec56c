package org.insula.teach;

import java.util.Optional;

/**
 * What was said of one taught example by a model that saw neither it nor its group, and where it lies among the others.
 *
 * @param place where it stands in the data set, from 0
 * @param group what it was held out with
 * @param prediction what was said of it
 * @param x along the first principal axis, -1 to 1; see {@link Projection}
 * @param y along the second, on the same scale
 * @param suspect if its label looks wrong
 */
public record Outcome(
        int place, String group, Evaluation.Prediction prediction, double x, double y, Optional<Suspect> suspect) {}
