package org.insula.language;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a model file says of itself.
 *
 * @param name as its makers call it, or the file's name
 * @param architecture such as {@code llama} or {@code qwen3}
 * @param parameters how many weights it has
 * @param quantisation the type that most of its weights have, such as {@code Q4_0}
 * @param contextLength how many tokens it was trained to look back, 0 if it does not say
 * @param embeddingLength how many numbers an embedding has
 * @param vocabularySize how many tokens it knows
 * @param embedding whether it was made for embeddings, not for texts
 * @param chatTemplate the template that turns a conversation into a prompt, if it has one
 * @param license as its makers name it, if they do
 * @param bos the text of the token that begins a text, if it has one
 * @param eos the text of the token that ends a turn, if it has one
 * @param fileBytes the length of the file
 */
public record ModelInfo(
        String name,
        String architecture,
        long parameters,
        String quantisation,
        int contextLength,
        int embeddingLength,
        int vocabularySize,
        boolean embedding,
        Optional<String> chatTemplate,
        Optional<String> license,
        Optional<String> bos,
        Optional<String> eos,
        long fileBytes) {
    private static final int MAX_BLOCKS = 4_096;
    private static final int MAX_WIDTH = 1 << 20;

    /**
     * Reads the header of a GGUF file and nothing else.
     *
     * @throws LanguageException if it cannot be read, is no GGUF model, is cut off or contradicts itself
     */
    public static ModelInfo read(Path file) {
        return of(Gguf.read(file), file);
    }

    static ModelInfo of(Gguf gguf, Path file) {
        String title = "'" + file.getFileName() + "' ";
        String architecture = gguf.text("general.architecture")
                .orElseThrow(() -> Gguf.refused(title + "names no general.architecture; convert the model again."));
        long parameters = 0;
        for (Gguf.Tensor tensor : gguf.tensors()) {
            parameters += tensor.elements();
        }
        if (parameters == 0) {
            throw Gguf.refused(title + "holds no tensors; take the file that holds the model itself.");
        }
        if (gguf.number("split.count").orElse(1L) > 1) {
            throw Gguf.refused(
                    title + "is one part of several; join them with llama-gguf-split --merge and take the result.");
        }
        return new ModelInfo(
                gguf.text("general.name").orElse(file.getFileName().toString()),
                architecture,
                parameters,
                commonest(gguf).name(),
                within(gguf, architecture + ".context_length", 0, Integer.MAX_VALUE, title),
                within(gguf, architecture + ".embedding_length", 1, MAX_WIDTH, title),
                (int) Math.min(gguf.arraySize("tokenizer.ggml.tokens"), Integer.MAX_VALUE),
                gguf.number(architecture + ".pooling_type").orElse(0L) > 0,
                gguf.text("tokenizer.chat_template"),
                gguf.text("general.license").or(() -> gguf.text("general.license.name")),
                gguf.token("tokenizer.ggml.bos_token_id"),
                gguf.token("tokenizer.ggml.eos_token_id"),
                gguf.fileBytes());
    }

    static int blocks(Gguf gguf, String architecture) {
        return within(gguf, architecture + ".block_count", 1, MAX_BLOCKS, "The model ");
    }

    private static int within(Gguf gguf, String key, int least, int most, String title) {
        long value = gguf.number(key).orElse(0L);
        if (value < least || value > most) {
            throw Gguf.refused(title + "gives " + key + " as " + value + "; a number from " + least + " to " + most
                    + " is expected, convert the model again.");
        }
        return (int) value;
    }

    private static TensorType commonest(Gguf gguf) {
        Map<TensorType, Long> elements = new EnumMap<>(TensorType.class);
        gguf.tensors().forEach(tensor -> elements.merge(tensor.type(), tensor.elements(), Long::sum));
        return elements.entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
    }
}
