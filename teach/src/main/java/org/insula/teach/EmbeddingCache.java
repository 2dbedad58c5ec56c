package org.insula.teach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.insula.embedding.Encoded;
import org.insula.embedding.Encoder;

/**
 * What encoders have found in content before, kept in files by the SHA-256 of the content and the identity of the
 * encoder, so that adding one example encodes one example.
 *
 * <p>Only a cache: a file that is missing, cut short or altered is encoded anew, and a disk that cannot be written costs
 * time, never a result. Files appear whole or not at all. Safe to use from many threads and processes.
 */
public final class EmbeddingCache {
    private static final String REMARKS_FOLLOW = "remarks\n";
    private static final int MAX_REMARKS_BYTES = 1_000_000;

    private final Path directory;

    /** @param directory made when the first embedding is kept */
    public EmbeddingCache(Path directory) {
        this.directory = directory;
    }

    /**
     * The encoded content, from the cache where it is known.
     *
     * @throws org.insula.embedding.EncodingException if the content is not known and cannot be encoded
     */
    public List<Encoded> encode(Encoder encoder, byte[] content) {
        Path file = fileOf(encoder, content);
        Optional<List<Encoded>> known = read(file, encoder);
        if (known.isPresent()) {
            return known.get();
        }
        List<Encoded> encoded = encoder.encode(content);
        keep(file, EmbeddingFormat.write(encoded));
        return encoded;
    }

    /**
     * What the encoder remarks on the content, from the cache where it is known: it may cost as much as encoding.
     *
     * @throws org.insula.embedding.EncodingException if it is not known and the content cannot be read
     */
    public List<String> remarks(Encoder encoder, byte[] content) {
        Path embedding = fileOf(encoder, content);
        Path file = embedding.resolveSibling(embedding.getFileName().toString().replace(".emb", ".txt"));
        Optional<List<String>> known = readRemarks(file);
        if (known.isPresent()) {
            return known.get();
        }
        List<String> remarks = encoder.remarks(content).stream()
                .map(remark -> remark.replaceAll("\\R", " "))
                .toList();
        StringBuilder text = new StringBuilder(REMARKS_FOLLOW);
        remarks.forEach(remark -> text.append(remark).append('\n'));
        keep(file, text.toString().getBytes(StandardCharsets.UTF_8));
        return remarks;
    }

    /**
     * Forgets a content that was deleted: what any encoder found in it.
     *
     * @param sha256 of the content, in hex
     * @throws TeachException if it cannot be removed
     */
    public void forget(String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new TeachException("'" + sha256 + "' is no SHA-256; give 64 digits 0-9 and a-f.");
        }
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> spaces = Files.list(directory)) {
            for (Path space : (Iterable<Path>) spaces::iterator) {
                Path shelf = space.resolve(sha256.substring(0, 2));
                Files.deleteIfExists(shelf.resolve(sha256 + ".emb"));
                Files.deleteIfExists(shelf.resolve(sha256 + ".txt"));
            }
        } catch (IOException e) {
            throw new TeachException(
                    "The cache '" + directory + "' could not be cleared of a deleted example (" + e.getMessage()
                            + "); check that you may write there, and delete it again.",
                    e);
        }
    }

    private static Optional<List<String>> readRemarks(Path file) {
        try {
            if (Files.size(file) > MAX_REMARKS_BYTES) {
                return Optional.empty();
            }
            String text = Files.readString(file);
            return text.startsWith(REMARKS_FOLLOW) && text.endsWith("\n")
                    ? Optional.of(
                            text.substring(REMARKS_FOLLOW.length()).lines().toList())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // unknown or unreadable is all the same
        }
    }

    private Path fileOf(Encoder encoder, byte[] content) {
        String space =
                Hashes.hex(encoder.identity().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        String name = Hashes.hex(content);
        return directory
                .resolve(encoder.kind() + "-" + space)
                .resolve(name.substring(0, 2))
                .resolve(name + ".emb");
    }

    private static Optional<List<Encoded>> read(Path file, Encoder encoder) {
        try {
            if (Files.size(file) > EmbeddingFormat.MAX_BYTES) {
                return Optional.empty();
            }
            return EmbeddingFormat.parse(Files.readAllBytes(file), encoder.dimensions(), encoder.terms());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // unreadable is as good as unknown
        }
    }

    private static void keep(Path file, byte[] content) {
        Path half = null;
        try {
            Files.createDirectories(file.getParent());
            half = Files.createTempFile(file.getParent(), "half", ".tmp");
            Files.write(half, content);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard(half); // a full disk must not stop the teaching
        }
    }

    private static void discard(Path half) {
        if (half == null) {
            return;
        }
        try {
            Files.deleteIfExists(half);
        } catch (IOException e) {
            half.toFile().deleteOnExit();
        }
    }
}
