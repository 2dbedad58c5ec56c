package org.insula.teach;

/**
 * A label and how probable it is.
 *
 * @param label one of the head's labels
 * @param probability calibrated, 0 to 1
 */
public record Guess(String label, double probability) {}
