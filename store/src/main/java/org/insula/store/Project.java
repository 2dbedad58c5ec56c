package org.insula.store;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that is being taught.
 *
 * @param name no other project of the tenant has it
 * @param kind such as {@code face}
 * @param purpose what it is for, where somebody said so
 * @param revision grows with every change of the project, its examples or its versions
 */
public record Project(
        String id, String tenant, String name, String kind, Optional<String> purpose, Instant created, long revision) {}
