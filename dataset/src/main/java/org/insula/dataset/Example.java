package org.insula.dataset;

/**
 * One labelled example.
 *
 * @param input how reports name it: the path within the data set, or the line of a table
 * @param label what it shows
 * @param group examples of one group (a person, a speaker, one recording, one burst of frames) are never split between
 *     training and evaluation
 * @param content its bytes
 */
public record Example(String input, String label, String group, Content content) {}
