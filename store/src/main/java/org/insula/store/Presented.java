package org.insula.store;

/** What a presented key turned out to be. */
public sealed interface Presented {
    /** Good. */
    record Valid(Key key) implements Presented {}

    /** It was good until its time. */
    record Expired(Key key) implements Presented {}

    /** It was good until somebody revoked it. */
    record Revoked(Key key) implements Presented {}

    /** Not a key, or one with a wrong secret. */
    record Unknown() implements Presented {}
}
