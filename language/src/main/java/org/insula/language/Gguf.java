package org.insula.language;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a GGUF file says of itself: its metadata and where its tensors lie. Everything is checked before native code sees
 * the file: counts, sizes and places agree with each other and with the file's length. Reading takes time in proportion
 * to the header and a bounded amount of memory, whatever the file holds. Immutable.
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">the format</a>
 */
final class Gguf {
    /** A tensor of the file. */
    record Tensor(String name, TensorType type, long elements, long bytes) {}

    private final Map<String, Object> values;
    private final Map<String, Long> sizes;
    private final Map<String, String> pickedTokens;
    private final List<Tensor> tensors;
    private final long fileBytes;

    Gguf(
            Map<String, Object> values,
            Map<String, Long> sizes,
            Map<String, String> pickedTokens,
            List<Tensor> tensors,
            long fileBytes) {
        this.values = values;
        this.sizes = sizes;
        this.pickedTokens = pickedTokens;
        this.tensors = tensors;
        this.fileBytes = fileBytes;
    }

    /**
     * Reads the header of a file.
     *
     * @throws LanguageException if the file cannot be read, is no GGUF file, is cut off, or contradicts itself
     */
    static Gguf read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw refused(file, "is not a file; give the path of a .gguf file.");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new GgufReader(channel, channel.size()).read();
        } catch (LanguageException e) {
            throw refused(file, e.getMessage());
        } catch (IOException e) {
            throw new LanguageException(
                    LanguageException.Reason.INVALID_MODEL,
                    "'" + file.getFileName() + "' cannot be read (" + e.getMessage()
                            + "); check the disk and its rights.",
                    e);
        }
    }

    Optional<String> text(String key) {
        return values.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    Optional<Boolean> flag(String key) {
        return values.get(key) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
    }

    /** A whole number, signed or not. */
    Optional<Long> number(String key) {
        return values.get(key) instanceof Long number ? Optional.of(number) : Optional.empty();
    }

    /** Whole numbers: an array, or one number as an array of one; empty if there are none or more than 4,096. */
    long[] numbers(String key) {
        return switch (values.get(key)) {
            case Long number -> new long[] {number};
            case long[] numbers -> numbers.clone();
            case null, default -> new long[0];
        };
    }

    /** How many values the array of a key has, 0 if there is none. */
    long arraySize(String key) {
        return sizes.getOrDefault(key, 0L);
    }

    /** The text of the token whose number stands under a key such as {@code tokenizer.ggml.eos_token_id}. */
    Optional<String> token(String key) {
        return Optional.ofNullable(pickedTokens.get(key));
    }

    List<Tensor> tensors() {
        return tensors;
    }

    long fileBytes() {
        return fileBytes;
    }

    static LanguageException refused(String problem) {
        return new LanguageException(LanguageException.Reason.INVALID_MODEL, problem);
    }

    private static LanguageException refused(Path file, String problem) {
        return refused("'" + file.getFileName() + "' " + problem);
    }
}
