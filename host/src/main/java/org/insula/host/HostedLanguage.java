package org.insula.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.insula.language.ModelInfo;

/**
 * A language model, or a model of embeddings, in GGUF format.
 *
 * @param name how it is asked for
 * @param file the {@code .gguf} file
 * @param version changes when the file does
 * @param info what the file says of itself
 */
public record HostedLanguage(String name, Path file, String version, ModelInfo info) implements Servable {
    /** The kind of models that write. */
    public static final String KIND = "language";

    /** The kind of models that give embeddings only. */
    public static final String EMBEDDING = "embedding";

    /** Another for every change of the file. */
    String key() {
        return name + "@" + version;
    }

    @Override
    public String kind() {
        return info.embedding() ? EMBEDDING : KIND;
    }

    @Override
    public List<String> labels() {
        return List.of();
    }

    @Override
    public String about() {
        String size = info.parameters() >= 100_000_000
                ? String.format(Locale.ROOT, "%.1f billion", info.parameters() / 1e9)
                : String.format(Locale.ROOT, "%.1f million", info.parameters() / 1e6);
        return (info.embedding() ? "Gives embeddings of texts: " : "Writes text: ")
                + info.architecture() + ", " + size + " weights, " + info.quantisation()
                + info.license().map(license -> ", licence " + license).orElse("") + ".";
    }

    @Override
    public boolean builtIn() {
        return false;
    }
}
