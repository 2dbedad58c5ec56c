package org.insula.studio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The web page in which anyone teaches, tries and publishes, as the files that the build made. Safe for many threads. */
public final class Studio {
    private final Map<String, StudioFile> files;

    private Studio(Map<String, StudioFile> files) {
        this.files = files;
    }

    /** Reads what files there are. */
    public static Studio open() {
        try (InputStream in = open("files.txt")) {
            String list = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Studio(
                    list.lines().map(Studio::parse).collect(Collectors.toUnmodifiableMap(StudioFile::path, f -> f)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StudioFile parse(String line) {
        String[] parts = line.split("\t", -1);
        List<String> codings = parts[3].isEmpty() ? List.of() : List.of(parts[3].split(",", -1));
        return new StudioFile(parts[0], parts[1], parts[2], codings);
    }

    /** The page itself, which answers at every address that a person may have in the address bar. */
    public StudioFile index() {
        return files.get("index.html");
    }

    /** A file by its path from the root of the page; empty for what is none, whatever it looks like. */
    public Optional<StudioFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    static InputStream open(String name) {
        return Studio.class.getResourceAsStream("web/" + name);
    }
}
