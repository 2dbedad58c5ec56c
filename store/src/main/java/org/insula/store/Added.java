package org.insula.store;

/**
 * An example that is there now.
 *
 * @param isNew false if the project had the same content under the same label already, which is then left as it was
 */
public record Added(Example example, boolean isNew) {}
