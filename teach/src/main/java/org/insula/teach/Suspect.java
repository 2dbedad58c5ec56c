package org.insula.teach;

/**
 * An example whose label looks wrong.
 *
 * @param example its place among the examples that were given, from 0
 * @param input the example's name
 * @param label the label it was given
 * @param suggested the label that a model which never saw it (or its group) would give
 * @param confidence the calibrated probability of {@code suggested}, 0 to 1
 */
public record Suspect(int example, String input, String label, String suggested, double confidence) {}
