package org.insula.store;

import java.time.Instant;
import java.util.Optional;

/**
 * The teaching of a project.
 *
 * @param progress 0 to 1
 * @param error why it failed
 */
public record Job(
        String id,
        String project,
        JobState state,
        double progress,
        Instant created,
        Optional<Instant> started,
        Optional<Instant> finished,
        Optional<String> error) {}
