package org.insula.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands until it is moved. */
final class HandClock implements InstantSource {
    private Instant now = Instant.parse("2026-03-01T10:20:30.123Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    synchronized void forward(Duration duration) {
        now = now.plus(duration);
    }
}
