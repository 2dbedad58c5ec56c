package org.insula.store;

import java.time.Instant;

/**
 * A model that was taught in a project.
 *
 * @param number 1, 2, 3… in the project; a number is never used twice
 * @param hash SHA-256 of the model file
 * @param size of the model file in bytes
 * @param figures a JSON object: what evaluation found
 * @param embedding the identity of the encoder that the model needs
 */
public record Version(
        String project,
        long number,
        String hash,
        long size,
        String figures,
        String embedding,
        Instant created,
        VersionState state) {}
