package org.insula.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a model comes from.
 *
 * @param address of the file
 * @param fileName the last part of its path
 */
record ModelSource(URI address, String fileName) {
    static final String HUB = "https://huggingface.co";

    private static final Pattern REPOSITORY =
            Pattern.compile("hf:([A-Za-z0-9._-]+/[A-Za-z0-9._-]+)/([A-Za-z0-9._/-]+\\.gguf)(?:@([A-Za-z0-9._-]+))?");
    private static final Set<String> OWN = Set.of("127.0.0.1", "localhost", "[::1]");

    /**
     * Reads {@code hf:owner/repo/file.gguf}, perhaps with {@code @revision}, or an address.
     *
     * @param hub where {@code hf:} leads: Hugging Face or a mirror of it
     */
    static ModelSource of(String source, String hub) {
        Matcher repository = REPOSITORY.matcher(source);
        if (repository.matches() && !source.contains("..")) {
            String revision = repository.group(3) == null ? "main" : repository.group(3);
            return at(hub.replaceFirst("/+$", "") + "/" + repository.group(1) + "/resolve/" + revision + "/"
                    + repository.group(2));
        }
        return at(source);
    }

    private static ModelSource at(String text) {
        try {
            URI address = new URI(text);
            boolean secure = "https".equals(address.getScheme());
            boolean own = "http".equals(address.getScheme()) && OWN.contains(String.valueOf(address.getHost()));
            String path = address.getPath() == null ? "" : address.getPath();
            String name = path.substring(path.lastIndexOf('/') + 1);
            if ((secure || own)
                    && address.getHost() != null
                    && name.toLowerCase(Locale.ROOT).endsWith(".gguf")) {
                return new ModelSource(address, name);
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new CliException(
                "'" + text + "' is no source of a model; give hf:OWNER/REPO/FILE.gguf or an https address"
                        + " that ends in .gguf.");
    }

    /** A name for the model, unless another is given. */
    String modelName() {
        String name =
                fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.gguf$", "").replaceAll("[^a-z0-9._-]", "-");
        return name.substring(0, Math.min(64, name.length())).replaceFirst("^[._-]+", "");
    }
}
