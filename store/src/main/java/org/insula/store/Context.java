package org.insula.store;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** What all parts of a store work with. */
record Context(Database database, BlobVault blobs, Ids ids, InstantSource clock) {
    /** To the millisecond, as it is stored. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
