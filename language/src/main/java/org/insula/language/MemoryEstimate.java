package org.insula.language;

import java.util.Locale;

/**
 * How much memory a model will take, told from its header before it is opened. Upper bounds: what is computed on a GPU or
 * shared between slots takes less.
 *
 * @param weights bytes of the tensors
 * @param cache bytes of keys and values, for all slots at full context
 * @param compute bytes of what lies between the layers, of logits and of the process itself
 */
public record MemoryEstimate(long weights, long cache, long compute) {
    private static final int HALF = 2;
    private static final int SINGLE = 4;
    private static final long PROCESS = 160L << 20;

    /** All together, in bytes. */
    public long total() {
        return weights + cache + compute;
    }

    static MemoryEstimate of(Gguf gguf, ModelInfo info, int slots, int contextTokens, int chunk) {
        long weights = 0;
        for (Gguf.Tensor tensor : gguf.tensors()) {
            weights += tensor.bytes();
        }
        String a = info.architecture();
        long heads = Math.max(1, max(gguf.numbers(a + ".attention.head_count")));
        long wide = Math.max(info.embeddingLength(), max(gguf.numbers(a + ".feed_forward_length")));
        long between = (long) chunk * SINGLE * (8L * info.embeddingLength() + 3 * wide);
        long scores = (long) chunk * HALF * contextTokens * slots + 2L * SINGLE * heads * chunk * 256;
        long logits = (long) SINGLE * info.vocabularySize() * (slots + 1) * 2;
        long cache = perToken(gguf, info, heads) * contextTokens * slots;
        return new MemoryEstimate(weights, cache, between + scores + logits + PROCESS);
    }

    /** Bytes of keys and values that one token leaves behind in all layers. */
    private static long perToken(Gguf gguf, ModelInfo info, long heads) {
        String a = info.architecture();
        int blocks = ModelInfo.blocks(gguf, a);
        long[] kvHeads = gguf.numbers(a + ".attention.head_count_kv");
        long headSize = Math.max(1, info.embeddingLength() / heads);
        long keys = gguf.number(a + ".attention.key_length").orElse(headSize);
        long values = gguf.number(a + ".attention.value_length").orElse(headSize);
        long sum = 0;
        for (int block = 0; block < blocks; block++) {
            long own = kvHeads.length == 0 ? heads : kvHeads[Math.min(block, kvHeads.length - 1)];
            sum += clamp(own) * (clamp(keys) + clamp(values)) * HALF;
        }
        return sum;
    }

    private static long clamp(long value) {
        return Math.clamp(value, 0, 1 << 16);
    }

    private static long max(long[] values) {
        long most = 0;
        for (long value : values) {
            most = Math.max(most, clamp(value));
        }
        return most;
    }

    /** Such as {@code 812 MB (weights 700 MB, cache 64 MB, compute 48 MB)}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s (weights %s, cache %s, compute %s)",
                megabytes(total()),
                megabytes(weights),
                megabytes(cache),
                megabytes(compute));
    }

    static String megabytes(long bytes) {
        return Math.ceilDiv(bytes, 1_000_000) + " MB";
    }
}
