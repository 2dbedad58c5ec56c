package org.insula.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.insula.testkit.SyntheticGguf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Headers that are true, cut off, or lies. */
class GgufTest {
    @TempDir
    static Path folder;

    private static final byte[] HEADER = SyntheticGguf.tiny().header();

    private static LanguageException refusal(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("model.gguf"), bytes);
        LanguageException problem = assertThrows(LanguageException.class, () -> ModelInfo.read(file));
        assertEquals(LanguageException.Reason.INVALID_MODEL, problem.reason());
        assertTrue(problem.getMessage().startsWith("'model.gguf' "), problem.getMessage());
        return problem;
    }

    private static int find(String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < HEADER.length - wanted.length; i++) {
            if (Arrays.equals(HEADER, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError(text + " is not there");
    }

    /** A whole model with some bytes of its header changed. */
    private static byte[] changed(int at, long value, int width) throws IOException {
        byte[] bytes = Files.readAllBytes(Models.tiny());
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (width == 4) {
            buffer.putInt(at, (int) value);
        } else {
            buffer.putLong(at, value);
        }
        return bytes;
    }

    @Test
    void aModelSaysWhatItIs() {
        ModelInfo info = ModelInfo.read(Models.tiny());
        assertEquals("synthetic-128", info.name());
        assertEquals("llama", info.architecture());
        assertEquals("F16", info.quantisation());
        assertEquals(4_096, info.contextLength());
        assertEquals(128, info.embeddingLength());
        assertEquals(1_664, info.vocabularySize());
        int block = 2 * 128 * 128 + 2 * 128 * 64 + 3 * 128 * 384 + 2 * 128;
        assertEquals(1_664 * 128 + 128 + 4 * block, info.parameters());
        assertEquals(Optional.of(SyntheticGguf.TEMPLATE), info.chatTemplate());
        assertEquals(Optional.of("cc0-1.0"), info.license());
        assertEquals(Optional.of("<|begin_of_text|>"), info.bos());
        assertEquals(Optional.of("<|eot_id|>"), info.eos());
        assertEquals(false, info.embedding());
        assertEquals(true, ModelInfo.read(Models.pooled()).embedding());
    }

    @Test
    void theMemoryIsTheSumOfWeightsCacheAndTheRest() {
        Gguf gguf = Gguf.read(Models.tiny());
        ModelInfo info = ModelInfo.of(gguf, Models.tiny());
        MemoryEstimate estimate = MemoryEstimate.of(gguf, info, 4, 1_024, 512);
        assertEquals(2 * (info.parameters() - 9 * 128) + 4 * 9 * 128, estimate.weights());
        assertEquals(4 * 1_024 * 4 * 2 * (32 + 32) * 2, estimate.cache());
        assertTrue(
                estimate.toString().matches("\\d+ MB \\(weights 3 MB, cache 5 MB, compute \\d+ MB\\)"),
                estimate.toString());
    }

    @Test
    void aModelThatIsTooLargeIsRefusedBeforeItIsOpened() {
        LanguageException problem = assertThrows(
                LanguageException.class,
                () -> LanguageModel.open(Models.tiny(), Models.options().memoryBudget(100_000_000)));
        assertEquals(LanguageException.Reason.OUT_OF_MEMORY, problem.reason());
        assertTrue(
                problem.getMessage()
                        .matches(
                                "'tiny.gguf' needs about \\d+ MB \\(weights 3 MB, cache 5 MB, compute \\d+ MB\\) with 4 slots of"
                                        + " 1024 tokens, and 100 MB are allowed; take a smaller quantisation, fewer slots or a shorter"
                                        + " context."),
                problem.getMessage());
    }

    @Test
    void aFileThatIsCutOffAnywhereIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(Models.tiny());
        Random random = new Random(4);
        for (int i = 0; i < 400; i++) {
            refusal(Arrays.copyOf(whole, i < 200 ? i : random.nextInt(whole.length - 1)));
        }
        assertTrue(refusal(Arrays.copyOf(whole, whole.length - 1))
                .getMessage()
                .endsWith("and with its tensors it needs " + whole.length + "; it was cut off, fetch it again."));
    }

    @Test
    void whatIsNoModelIsNamed() throws IOException {
        assertTrue(refusal("PK not a model at all, but a zip".getBytes(StandardCharsets.UTF_8))
                .getMessage()
                .contains("does not begin with GGUF"));
        assertTrue(refusal(changed(4, 1, 4)).getMessage().contains("version 1, and versions 2 and 3 are understood"));
        assertTrue(assertThrows(LanguageException.class, () -> Gguf.read(folder))
                .getMessage()
                .contains("is not a file"));
    }

    @Test
    void aHeaderThatLiesIsRefused() throws IOException {
        assertTrue(refusal(changed(8, Long.MAX_VALUE, 8)).getMessage().contains("9223372036854775807 tensors"));
        assertTrue(refusal(changed(16, -1, 8)).getMessage().contains("18446744073709551615 metadata entries"));
        int tokens = find("tokenizer.ggml.tokens") + 21 + 8;
        assertTrue(refusal(changed(tokens, 1L << 40, 8)).getMessage().contains("1099511627776 values"));
        int alignment = find("general.alignment") + 17 + 4;
        assertTrue(refusal(changed(alignment, 24, 4)).getMessage().contains("aligns its tensors to 24 bytes"));
        int tensor = find("token_embd.weight") + 17;
        assertTrue(refusal(changed(tensor, 9, 4)).getMessage().contains("9 dimensions"));
        assertTrue(refusal(changed(tensor + 4, 1L << 62, 8)).getMessage().contains("the shape"));
        assertTrue(refusal(changed(tensor + 4, 100_000_000, 8)).getMessage().contains("alone needs more"));
        assertTrue(refusal(changed(tensor + 20, 99, 4)).getMessage().contains("in the type 99"));
        assertTrue(refusal(changed(tensor + 20, 12, 4)).getMessage().contains("in blocks of 256"));
        assertTrue(refusal(changed(tensor + 24, 64, 8)).getMessage().contains("at 64 and the one before ends at 0"));
        int width = find("llama.embedding_length") + 22 + 4;
        assertTrue(refusal(changed(width, 0, 4)).getMessage().contains("llama.embedding_length as 0"));
    }

    @Test
    void whateverBytesAreChangedItIsReadOrRefused() throws IOException {
        byte[] whole = Files.readAllBytes(Models.tiny());
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 600; i++) {
            byte[] bytes = Arrays.copyOf(whole, HEADER.length + 200_000);
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                int at = random.nextBoolean() ? random.nextInt(1_200) : random.nextInt(HEADER.length);
                bytes[at] = (byte) random.nextInt();
            }
            refused += tryToRead(Files.write(folder.resolve("changed.gguf"), bytes)) ? 0 : 1;
        }
        assertEquals(600, refused, "all were cut off too");
    }

    @FuzzTest
    void hostileBytesAreReadOrRefused(FuzzedDataProvider data) throws IOException {
        byte[] bytes = HEADER.clone();
        int keep = data.consumeInt(0, bytes.length);
        byte[] tail = data.consumeRemainingAsBytes();
        byte[] hostile = Arrays.copyOf(bytes, keep + tail.length);
        System.arraycopy(tail, 0, hostile, keep, tail.length);
        tryToRead(Files.write(folder.resolve("hostile.gguf"), hostile));
    }

    private static boolean tryToRead(Path file) {
        try {
            ModelInfo info = ModelInfo.read(file);
            MemoryEstimate.of(Gguf.read(file), info, 4, 4_096, 512);
            return true;
        } catch (LanguageException refused) {
            assertEquals(LanguageException.Reason.INVALID_MODEL, refused.reason());
            return false;
        }
    }
}
