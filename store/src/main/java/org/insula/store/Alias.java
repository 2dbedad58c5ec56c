package org.insula.store;

import java.time.Instant;

/**
 * A name that clients use, and the versions behind it.
 *
 * @param revision 1, 2, 3… with every move
 * @param moved when the last move was
 */
public record Alias(String tenant, String name, Split split, long revision, Instant moved) {}
