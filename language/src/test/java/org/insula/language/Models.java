package org.insula.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.insula.testkit.SyntheticGguf;

/** The models that tests run on, written once into the build's folder. */
final class Models {
    static final Path FOLDER = Path.of("target", "models");

    private Models() {}

    static Path tiny() {
        return write("tiny.gguf", SyntheticGguf.tiny());
    }

    static Path pooled() {
        return write("pooled.gguf", SyntheticGguf.tiny().pooled(3));
    }

    /** Moved into place: a model that is open lies in memory as the file that it was. */
    private static Path write(String name, SyntheticGguf model) {
        try {
            Files.createDirectories(FOLDER);
            Path fresh = model.writeTo(Files.createTempFile(FOLDER, name, ".new"));
            return Files.move(fresh, FOLDER.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Natives are unpacked into the build's folder; two slots and small chunks, so that tests see them at work. */
    static LanguageOptions options() {
        return LanguageOptions.defaults(FOLDER.resolve("natives"))
                .slots(4)
                .contextTokens(1_024)
                .chunkTokens(128)
                .threads(1)
                .inThisProcess();
    }
}
