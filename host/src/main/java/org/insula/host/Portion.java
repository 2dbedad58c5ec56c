package org.insula.host;

/**
 * How much was computed for somebody.
 *
 * @param tenant its id; empty for all whom the caller may not see, taken together
 * @param name what it is called; empty likewise
 * @param weight its share when all are waiting, relative to the others
 * @param nanos processor time
 */
public record Portion(String tenant, String name, long weight, long nanos) {}
