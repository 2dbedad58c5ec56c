package org.insula.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A content that has arrived whole and is on the disk, but is not kept yet. Closing throws it away unless it was kept. */
record Staged(Path file, String hash, long size) implements AutoCloseable {
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw FileFailures.of(file.getParent(), e);
        }
    }
}
