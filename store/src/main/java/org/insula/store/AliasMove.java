package org.insula.store;

import java.time.Instant;

/** A split that an alias had or has, since when and by whom. */
public record AliasMove(long revision, Split split, Instant moved, String actor) {}
