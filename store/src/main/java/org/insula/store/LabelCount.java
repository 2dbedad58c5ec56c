package org.insula.store;

/** How many examples a label has. */
public record LabelCount(String label, long examples) {}
