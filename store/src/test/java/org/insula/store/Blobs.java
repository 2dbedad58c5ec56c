package org.insula.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Looks into the folder of blobs from outside. */
final class Blobs {
    private Blobs() {}

    /** How many files lie under {@code data/blobs}, but for the mark of whose they are. */
    static long lying(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data/blobs"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("store-id"))
                    .count();
        }
    }
}
