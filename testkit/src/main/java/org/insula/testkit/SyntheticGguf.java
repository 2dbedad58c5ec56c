package org.insula.testkit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Language models of the Llama architecture in GGUF with random weights from a seed: what they write is nonsense, but
 * everything around it is real. Each has a byte-level BPE vocabulary and a chat template with tools. Start from
 * {@link #tiny()} or {@link #large}.
 *
 * @param hidden the length of an embedding
 * @param layers how many blocks
 * @param heads of attention; {@code hidden / heads} is even
 * @param keyHeads of keys and values
 * @param forward the width of the feed-forward part
 * @param ordinary tokens of text, at least 256
 * @param special tokens behind them, at least 12
 * @param context tokens that it says it was trained for
 * @param weights how the weights are stored
 * @param pooling how embeddings are pooled: 0 for a model that says nothing, 1 for the mean, 3 for the last token
 * @param seed the same one gives the same file
 */
public record SyntheticGguf(
        int hidden,
        int layers,
        int heads,
        int keyHeads,
        int forward,
        int ordinary,
        int special,
        int context,
        Weights weights,
        int pooling,
        long seed) {
    private static final int ALIGNMENT = 32;
    private static final int BLOCK = 32;

    /** The chat template, in Jinja. */
    public static final String TEMPLATE = String.join(
            "",
            "{{- bos_token -}}",
            "{%- if tools %}{{- '<|start_header_id|>system<|end_header_id|>\\n\\nYou may call tools. Reply with "
                    + "<tool_call>{\"name\": ..., \"arguments\": ...}</tool_call>.\\n' -}}",
            "{%- for t in tools %}{{- t | tojson + '\\n' -}}{%- endfor %}{{- '<|eot_id|>' -}}{%- endif %}",
            "{%- for m in messages %}{{- '<|start_header_id|>' + m['role'] + '<|end_header_id|>\\n\\n' -}}",
            "{%- if m.content %}{{- m.content | trim -}}{%- endif %}",
            "{%- if m.tool_calls %}{%- for c in m.tool_calls %}{{- '<tool_call>{\"name\": \"' + c.function.name + "
                    + "'\", \"arguments\": ' + (c.function.arguments | tojson) + '}</tool_call>' -}}{%- endfor %}{%- endif %}",
            "{{- '<|eot_id|>' -}}{%- endfor %}",
            "{%- if add_generation_prompt %}{{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' -}}{%- endif %}");

    /** How weights are stored: ggml's numbers of the type and of the file's type, and the bytes of 32 weights. */
    public enum Weights {
        F16(1, 1, 64),
        Q4_0(2, 2, 18),
        Q8_0(8, 7, 34);

        final int type;
        final int fileType;
        final int blockBytes;

        Weights(int type, int fileType, int blockBytes) {
            this.type = type;
            this.fileType = fileType;
            this.blockBytes = blockBytes;
        }
    }

    private record Tensor(String name, int rows, int columns, double deviation) {
        boolean isNorm() {
            return rows == 1;
        }
    }

    /** One million weights, 1,664 tokens, 4,096 tokens of context: 2 MB, for tests. */
    public static SyntheticGguf tiny() {
        return new SyntheticGguf(128, 4, 4, 2, 384, 1_600, 64, 4_096, Weights.F16, 0, 42);
    }

    /** About 120 million weights, 32,064 tokens: for measuring speed. */
    public static SyntheticGguf large(Weights weights) {
        return new SyntheticGguf(768, 12, 12, 4, 2_560, 32_000, 64, 8_192, weights, 0, 42);
    }

    /** The same, as a model that was made for embeddings says how they are pooled. */
    public SyntheticGguf pooled(int how) {
        return new SyntheticGguf(
                hidden, layers, heads, keyHeads, forward, ordinary, special, context, weights, how, seed);
    }

    /** The same, for another length of context. */
    public SyntheticGguf context(int tokens) {
        return new SyntheticGguf(
                hidden, layers, heads, keyHeads, forward, ordinary, special, tokens, weights, pooling, seed);
    }

    /** Writes the file and gives its path. */
    public Path writeTo(Path file) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] header = header();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(header);
            out.write(new byte[padding(header.length)]);
            for (Tensor tensor : tensors()) {
                long bytes = bytes(tensor);
                write(tensor, random, out);
                out.write(new byte[padding(bytes)]);
            }
        }
        return file;
    }

    /** Everything before the weights: for tests of whoever reads it. */
    public byte[] header() {
        GgufHeader out = new GgufHeader();
        SyntheticTokenizer tokenizer = new SyntheticTokenizer(ordinary, special);
        String llama = "llama.";
        out.text("general.architecture", "llama");
        out.text("general.name", "synthetic-" + hidden);
        out.text("general.license", "cc0-1.0");
        out.number("general.alignment", ALIGNMENT);
        out.number("general.file_type", weights.fileType);
        out.number(llama + "block_count", layers);
        out.number(llama + "context_length", context);
        out.number(llama + "embedding_length", hidden);
        out.number(llama + "feed_forward_length", forward);
        out.number(llama + "attention.head_count", heads);
        out.number(llama + "attention.head_count_kv", keyHeads);
        out.number(llama + "rope.dimension_count", hidden / heads);
        out.real(llama + "rope.freq_base", 500_000);
        out.real(llama + "attention.layer_norm_rms_epsilon", 1e-5f);
        out.number(llama + "vocab_size", ordinary + special);
        if (pooling > 0) {
            out.number(llama + "pooling_type", pooling);
        }
        out.text("tokenizer.ggml.model", "gpt2");
        out.text("tokenizer.ggml.pre", "llama-bpe");
        out.texts("tokenizer.ggml.tokens", tokenizer.tokens);
        out.tokenTypes("tokenizer.ggml.token_type", ordinary, special);
        out.texts("tokenizer.ggml.merges", tokenizer.merges);
        out.number("tokenizer.ggml.bos_token_id", tokenizer.bos());
        out.number("tokenizer.ggml.eos_token_id", tokenizer.endOfTurn());
        out.flag("tokenizer.ggml.add_bos_token", true);
        out.text("tokenizer.chat_template", TEMPLATE);
        long offset = 0;
        for (Tensor tensor : tensors()) {
            out.tensor(tensor.name(), tensor.columns(), tensor.isNorm() ? 0 : tensor.rows(), type(tensor), offset);
            offset += bytes(tensor) + padding(bytes(tensor));
        }
        return out.toBytes();
    }

    private List<Tensor> tensors() {
        double wide = 1 / Math.sqrt(hidden);
        List<Tensor> all = new ArrayList<>();
        all.add(new Tensor("token_embd.weight", ordinary + special, hidden, layers > 4 ? 0.02 : 0.2));
        all.add(new Tensor("output_norm.weight", 1, hidden, 0));
        int keys = hidden / heads * keyHeads;
        for (int i = 0; i < layers; i++) {
            String block = "blk." + i + ".";
            all.add(new Tensor(block + "attn_norm.weight", 1, hidden, 0));
            all.add(new Tensor(block + "attn_q.weight", hidden, hidden, wide));
            all.add(new Tensor(block + "attn_k.weight", keys, hidden, wide));
            all.add(new Tensor(block + "attn_v.weight", keys, hidden, wide));
            all.add(new Tensor(block + "attn_output.weight", hidden, hidden, wide));
            all.add(new Tensor(block + "ffn_norm.weight", 1, hidden, 0));
            all.add(new Tensor(block + "ffn_gate.weight", forward, hidden, wide));
            all.add(new Tensor(block + "ffn_up.weight", forward, hidden, wide));
            all.add(new Tensor(block + "ffn_down.weight", hidden, forward, 1 / Math.sqrt(forward)));
        }
        return all;
    }

    private int type(Tensor tensor) {
        return tensor.isNorm() ? 0 : weights.type;
    }

    private long bytes(Tensor tensor) {
        long numbers = (long) tensor.rows() * tensor.columns();
        return tensor.isNorm() ? 4 * numbers : numbers / BLOCK * weights.blockBytes;
    }

    private static int padding(long bytes) {
        return (int) (-bytes & (ALIGNMENT - 1));
    }

    private void write(Tensor tensor, SplittableRandom random, OutputStream out) throws IOException {
        int blocks = tensor.columns() / BLOCK;
        ByteBuffer row = ByteBuffer.allocate(blocks * (tensor.isNorm() ? 4 * BLOCK : weights.blockBytes))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < tensor.rows(); i++) {
            row.clear();
            for (int block = 0; block < blocks; block++) {
                if (tensor.isNorm()) {
                    for (int j = 0; j < BLOCK; j++) {
                        row.putFloat(1);
                    }
                } else {
                    writeBlock(tensor.deviation(), random, row);
                }
            }
            out.write(row.array());
        }
    }

    /** 32 weights: normal numbers in F16; a scale and uniform whole numbers of the same spread where they are quantised. */
    private void writeBlock(double deviation, SplittableRandom random, ByteBuffer out) {
        if (weights == Weights.F16) {
            for (int j = 0; j < BLOCK; j++) {
                out.putShort(Float.floatToFloat16((float) (deviation * random.nextGaussian())));
            }
            return;
        }
        int steps = weights == Weights.Q4_0 ? 8 : 127;
        out.putShort(Float.floatToFloat16((float) (deviation * Math.sqrt(3) / steps)));
        for (int j = 2; j < weights.blockBytes; j += 8) {
            out.putLong(random.nextLong());
        }
    }
}
