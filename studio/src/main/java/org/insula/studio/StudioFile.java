package org.insula.studio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A file of the page.
 *
 * @param path from the root of the page, such as {@code assets/main-4fQ2.js}
 * @param type its media type
 * @param tag changes with its content
 * @param codings the content codings in which it is also there, the smallest first: {@code br}, {@code gzip}
 */
public record StudioFile(String path, String type, String tag, List<String> codings) {
    /** Whether its name changes with its content, so that it may be kept for ever. */
    public boolean isImmutable() {
        return path.startsWith("assets/");
    }

    /**
     * Its bytes.
     *
     * @param coding one of {@link #codings}, or {@code identity}
     */
    public byte[] bytes(String coding) {
        String name = switch (coding) {
            case "br" -> path + ".br";
            case "gzip" -> path + ".gz";
            default -> path;
        };
        try (InputStream in = Studio.open(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
