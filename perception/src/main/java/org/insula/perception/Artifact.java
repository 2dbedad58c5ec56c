package org.insula.perception;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A file that travels inside this module, made when the project is built (see {@link Compose}). */
final class Artifact {
    private Artifact() {}

    /** All of its bytes. */
    static byte[] bytes(String name) {
        try (InputStream in = Artifact.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The file '" + name + "' is missing from the perception module; build"
                        + " the project with Maven, which makes it.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The file '" + name + "' of the perception module cannot be read.", e);
        }
    }

    /** The first 12 hexadecimal digits of the SHA-256 of an artifact, taken at build time so that starting stays quick. */
    static String hash(String name) {
        return new String(bytes(name + ".sha256"), StandardCharsets.US_ASCII)
                .strip()
                .substring(0, 12);
    }
}
