package org.insula.store;

/** What became of a request's idempotency key. */
public sealed interface Claim {
    /** Nobody has used the key: do the work, then complete or release it. */
    record Fresh() implements Claim {}

    /** The work is done: answer the same again. */
    record Done(int status, String body) implements Claim {}

    /** The work is being done for another request with this key. */
    record Busy() implements Claim {}

    /** The key was used for a different request. */
    record Different() implements Claim {}
}
