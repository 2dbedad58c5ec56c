package org.insula.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A labelled example.
 *
 * @param name what its file was called
 * @param group examples of one group are never split between training and evaluation
 * @param hash SHA-256 of the content
 * @param size of the content in bytes
 */
public record Example(
        String id,
        String project,
        String label,
        String name,
        Optional<String> group,
        String hash,
        long size,
        Instant created) {}
