package org.insula.language;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * llama.cpp's shared libraries, which the build put among this module's resources. They find each other by lying in one
 * folder, so they are unpacked together, once, into a folder named by their content.
 */
public final class Natives {
    private static final String FOLDER = "natives/";
    private static final String INDEX = FOLDER + "index";

    private Natives() {}

    /**
     * Where the libraries lie as files; unpacks them if they do not yet. Several processes may do this at once.
     *
     * @param cache a folder, made if it is not there
     * @throws LanguageException if the build had no libraries for this machine, or they cannot be written
     */
    public static Path unpack(Path cache) {
        List<String> index = index();
        Path folder = cache.resolve("llama-" + index.getFirst());
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try {
            Files.createDirectories(cache);
            Path fresh = Files.createTempDirectory(cache, "unpacking-");
            for (String name : index.subList(1, index.size())) {
                try (InputStream in = resource(FOLDER + name)) {
                    Files.copy(in, fresh.resolve(name));
                }
            }
            publish(fresh, folder);
            return folder;
        } catch (IOException e) {
            throw new LanguageException(
                    LanguageException.Reason.UNSUPPORTED_PLATFORM,
                    "llama.cpp cannot be unpacked into '" + cache + "' (" + e.getMessage()
                            + "); give a folder that can be written to.",
                    e);
        }
    }

    /** Whoever is first wins; the others throw theirs away. */
    private static void publish(Path fresh, Path folder) throws IOException {
        try {
            Files.move(fresh, folder, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (IOException e) {
            try (Stream<Path> files = Files.walk(fresh)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** The platform and a hash in the first line, then a file's name in each. */
    private static List<String> index() {
        try (InputStream in = resource(INDEX)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw missing(e);
        }
    }

    private static InputStream resource(String name) {
        InputStream in = Natives.class.getResourceAsStream(name);
        if (in == null) {
            throw missing(null);
        }
        return in;
    }

    private static LanguageException missing(IOException cause) {
        return new LanguageException(
                LanguageException.Reason.UNSUPPORTED_PLATFORM,
                "This build of Insula holds no llama.cpp for this machine; build it with -Dlanguage.platform=… as"
                        + " language/README.md says, or give a folder with its libraries.",
                cause);
    }
}
