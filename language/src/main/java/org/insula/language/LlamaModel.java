package org.insula.language;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** A model's weights and vocabulary. Its vocabulary may be used by many threads at once; closing it ends it for all. */
final class LlamaModel implements AutoCloseable {
    private static final int SHORT_PIECE = 64;

    final Llama llama;
    final MemorySegment address;
    final MemorySegment vocab;
    final int vocabSize;
    private final int bos;

    /** Loads a file whose header was read and found good. */
    LlamaModel(Llama llama, Path file, int gpuLayers) {
        this.llama = llama;
        try (Arena arena = Arena.ofConfined()) {
            llama.takeLog();
            MemorySegment params = (MemorySegment) llama.modelDefaultParams.invokeExact((SegmentAllocator) arena);
            Layouts.setInt(params, Layouts.MODEL_PARAMS, "n_gpu_layers", gpuLayers);
            address = (MemorySegment) llama.modelLoad.invokeExact(arena.allocateFrom(file.toString()), params);
            if (address.address() == 0) {
                throw Gguf.refused("'" + file.getFileName() + "' cannot be loaded by llama.cpp (" + llama.takeLog()
                        + "); take another model, or a newer Insula.");
            }
            vocab = (MemorySegment) llama.modelVocab.invokeExact(address);
            vocabSize = (int) llama.vocabSize.invokeExact(vocab);
            bos = (int) llama.vocabBos.invokeExact(vocab);
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
    }

    /** The tokens of a prompt, with the beginning-of-text token before it if the model wants that. */
    int[] tokenize(Prompt prompt) {
        int[] all = {};
        boolean first = true;
        for (Prompt.Piece piece : prompt.pieces()) {
            int[] tokens = switch (piece) {
                case Prompt.Text text -> tokenize(text.text(), first, text.special());
                case Prompt.Tokens given -> checked(given);
            };
            int end = all.length;
            all = Arrays.copyOf(all, end + tokens.length);
            System.arraycopy(tokens, 0, all, end, tokens.length);
            first = false;
        }
        boolean twice = all.length > 1
                && all[0] == bos
                && all[1] == bos
                && prompt.pieces().getFirst() instanceof Prompt.Text;
        return twice ? Arrays.copyOfRange(all, 1, all.length) : all;
    }

    private int[] checked(Prompt.Tokens given) {
        for (int token : given.tokens()) {
            if (token < 0 || token >= vocabSize) {
                throw new LanguageException(
                        LanguageException.Reason.INVALID_REQUEST,
                        "The prompt holds the token " + token + "; this model's tokens go from 0 to " + (vocabSize - 1)
                                + ".");
            }
        }
        return given.tokens().stream().mapToInt(Integer::intValue).toArray();
    }

    private int[] tokenize(String text, boolean withBos, boolean special) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment in = arena.allocate(Math.max(1, bytes.length));
            MemorySegment.copy(bytes, 0, in, JAVA_BYTE, 0, bytes.length);
            int room = bytes.length + 8;
            MemorySegment out = arena.allocate(JAVA_INT, room);
            int count = (int) llama.tokenize.invokeExact(vocab, in, bytes.length, out, room, withBos, special);
            if (count < 0) {
                throw new LanguageException(
                        LanguageException.Reason.INVALID_REQUEST,
                        "A text of " + bytes.length + " bytes has more tokens than bytes; give another text.");
            }
            return out.asSlice(0, (long) count * Integer.BYTES).toArray(JAVA_INT);
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
    }

    /** The text of tokens; special ones too if {@code markup}. */
    String detokenize(int[] tokens, boolean markup) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int token : checkedArray(tokens)) {
            bytes.writeBytes(piece(token, markup));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private int[] checkedArray(int[] tokens) {
        return checked(new Prompt.Tokens(Arrays.stream(tokens).boxed().toList()));
    }

    byte[] piece(int token, boolean markup) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(SHORT_PIECE);
            int length = (int) llama.tokenToPiece.invokeExact(vocab, token, out, SHORT_PIECE, 0, markup);
            if (length < 0) {
                out = arena.allocate(-length);
                length = (int) llama.tokenToPiece.invokeExact(vocab, token, out, -length, 0, markup);
            }
            return out.asSlice(0, length).toArray(JAVA_BYTE);
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
    }

    boolean isEnd(int token) {
        try {
            return (boolean) llama.vocabIsEnd.invokeExact(vocab, token);
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
    }

    int contextTrained() {
        try {
            return (int) llama.modelContextTrained.invokeExact(address);
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
    }

    int embeddingLength() {
        try {
            return (int) llama.modelEmbeddingLength.invokeExact(address);
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
    }

    /** Whether it continues texts, and does not only read them. */
    boolean writes() {
        try {
            return (boolean) llama.modelHasDecoder.invokeExact(address)
                    && !(boolean) llama.modelHasEncoder.invokeExact(address);
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
    }

    /** Whether what it remembers of a text can be cut at any token. */
    boolean remembersTokens() {
        try {
            return !(boolean) llama.modelIsRecurrent.invokeExact(address)
                    && !(boolean) llama.modelIsHybrid.invokeExact(address);
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
    }

    @Override
    public void close() {
        try {
            llama.modelFree.invokeExact(address);
        } catch (Throwable e) {
            throw Llama.unexpected(e);
        }
    }
}
