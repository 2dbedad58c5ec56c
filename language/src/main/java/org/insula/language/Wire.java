package org.insula.language;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How requests and answers are written into frames. Both sides are of one build, so there is no version. */
@SuppressWarnings("EnumOrdinal") // both sides are of one build
final class Wire {
    private static final int NONE = -1;

    private Wire() {}

    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    interface Writer<T> {
        void write(T value, DataOutputStream out) throws IOException;
    }

    static void text(String value, DataOutputStream out) throws IOException {
        bytes(value.getBytes(StandardCharsets.UTF_8), out);
    }

    static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static void bytes(byte[] value, DataOutputStream out) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[count(in, 1)];
        in.readFully(bytes);
        return bytes;
    }

    /** A number of things of at least so many bytes each, which must be there. */
    private static int count(DataInputStream in, int bytesEach) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available() / bytesEach) {
            throw new IOException("a frame says that it holds " + count + " things, which it does not");
        }
        return count;
    }

    static void ints(int[] values, DataOutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Integer.BYTES);
        buffer.asIntBuffer().put(values);
        bytes(buffer.array(), out);
    }

    static int[] ints(DataInputStream in) throws IOException {
        byte[] bytes = bytes(in);
        int[] values = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).asIntBuffer().get(values);
        return values;
    }

    static <T> void list(List<T> values, Writer<T> writer, DataOutputStream out) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            writer.write(value, out);
        }
    }

    static <T> List<T> list(Reader<T> reader, DataInputStream in) throws IOException {
        int count = count(in, 1);
        List<T> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(reader.read(in));
        }
        return values;
    }

    static void texts(List<String> values, DataOutputStream out) throws IOException {
        list(values, Wire::text, out);
    }

    static List<String> texts(DataInputStream in) throws IOException {
        return list(Wire::text, in);
    }

    static void prompt(Prompt prompt, DataOutputStream out) throws IOException {
        list(prompt.pieces(), Wire::piece, out);
    }

    private static void piece(Prompt.Piece piece, DataOutputStream out) throws IOException {
        switch (piece) {
            case Prompt.Text text -> {
                out.writeByte(text.special() ? 1 : 0);
                text(text.text(), out);
            }
            case Prompt.Tokens tokens -> {
                out.writeByte(2);
                ints(tokens.tokens().stream().mapToInt(Integer::intValue).toArray(), out);
            }
        }
    }

    static Prompt prompt(DataInputStream in) throws IOException {
        return Prompt.of(list(Wire::piece, in));
    }

    private static Prompt.Piece piece(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return kind == 2
                ? new Prompt.Tokens(Arrays.stream(ints(in)).boxed().toList())
                : new Prompt.Text(text(in), kind == 1);
    }

    static void tenant(Tenant tenant, DataOutputStream out) throws IOException {
        text(tenant.id(), out);
        out.writeDouble(tenant.weight());
    }

    static Tenant tenant(DataInputStream in) throws IOException {
        return new Tenant(text(in), in.readDouble());
    }

    static void request(GenerationRequest request, DataOutputStream out) throws IOException {
        prompt(request.prompt(), out);
        sampling(request.sampling(), out);
        out.writeBoolean(request.grammar().isPresent());
        text(request.grammar().orElse(""), out);
        out.writeInt(request.maxTokens().orElse(NONE));
        texts(request.stop(), out);
        out.writeInt(request.choices());
        out.writeInt(request.topLogprobs().orElse(NONE));
        out.writeBoolean(request.markup());
        tenant(request.tenant(), out);
    }

    static GenerationRequest request(DataInputStream in) throws IOException {
        Prompt prompt = prompt(in);
        Sampling sampling = sampling(in);
        boolean hasGrammar = in.readBoolean();
        String grammar = text(in);
        OptionalInt maxTokens = optional(in.readInt());
        List<String> stop = texts(in);
        int choices = in.readInt();
        OptionalInt topLogprobs = optional(in.readInt());
        boolean markup = in.readBoolean();
        return new GenerationRequest(
                prompt,
                sampling,
                hasGrammar ? Optional.of(grammar) : Optional.empty(),
                maxTokens,
                stop,
                choices,
                topLogprobs,
                markup,
                tenant(in));
    }

    private static OptionalInt optional(int value) {
        return value == NONE ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static void sampling(Sampling sampling, DataOutputStream out) throws IOException {
        out.writeDouble(sampling.temperature());
        out.writeInt(sampling.topK());
        out.writeDouble(sampling.topP());
        out.writeDouble(sampling.minP());
        out.writeDouble(sampling.repetitionPenalty());
        out.writeDouble(sampling.frequencyPenalty());
        out.writeDouble(sampling.presencePenalty());
        out.writeInt(sampling.penaltyWindow());
        out.writeInt(sampling.logitBias().size());
        for (Map.Entry<Integer, Float> bias : sampling.logitBias().entrySet()) {
            out.writeInt(bias.getKey());
            out.writeFloat(bias.getValue());
        }
        out.writeInt(sampling.seed());
    }

    private static Sampling sampling(DataInputStream in) throws IOException {
        double temperature = in.readDouble();
        int topK = in.readInt();
        double topP = in.readDouble();
        double minP = in.readDouble();
        double repetition = in.readDouble();
        double frequency = in.readDouble();
        double presence = in.readDouble();
        int window = in.readInt();
        int count = count(in, 8);
        Map<Integer, Float> biases = new HashMap<>();
        for (int i = 0; i < count; i++) {
            biases.put(in.readInt(), in.readFloat());
        }
        return new Sampling(
                temperature, topK, topP, minP, repetition, frequency, presence, window, biases, in.readInt());
    }

    static void delta(Delta delta, DataOutputStream out) throws IOException {
        out.writeInt(delta.choice());
        switch (delta) {
            case Delta.Text grown -> {
                out.writeByte(NONE);
                text(grown.text(), out);
                list(grown.logprobs(), Wire::logprob, out);
            }
            case Delta.Finished finished -> out.writeByte(finished.reason().ordinal());
        }
    }

    static Delta delta(DataInputStream in) throws IOException {
        int choice = in.readInt();
        int reason = in.readByte();
        return reason == NONE
                ? new Delta.Text(choice, text(in), list(Wire::logprob, in))
                : new Delta.Finished(choice, FinishReason.values()[reason]);
    }

    private static void logprob(TokenLogprob logprob, DataOutputStream out) throws IOException {
        out.writeInt(logprob.token());
        bytes(logprob.bytes(), out);
        out.writeDouble(logprob.logprob());
        list(logprob.top(), Wire::logprob, out);
    }

    private static TokenLogprob logprob(DataInputStream in) throws IOException {
        return new TokenLogprob(in.readInt(), bytes(in), in.readDouble(), list(Wire::logprob, in));
    }

    static void usage(Usage usage, DataOutputStream out) throws IOException {
        out.writeInt(usage.promptTokens());
        out.writeInt(usage.cachedTokens());
        out.writeInt(usage.completionTokens());
        out.writeDouble(usage.computeSeconds());
    }

    static Usage usage(DataInputStream in) throws IOException {
        return new Usage(in.readInt(), in.readInt(), in.readInt(), in.readDouble());
    }

    static void problem(LanguageException problem, DataOutputStream out) throws IOException {
        out.writeByte(problem.reason().ordinal());
        text(problem.getMessage(), out);
    }

    static LanguageException problem(DataInputStream in) throws IOException {
        return new LanguageException(LanguageException.Reason.values()[in.readByte()], text(in));
    }

    static void embeddings(Embeddings embeddings, DataOutputStream out) throws IOException {
        out.writeInt(embeddings.promptTokens());
        list(embeddings.vectors(), Wire::vector, out);
    }

    static Embeddings embeddings(DataInputStream in) throws IOException {
        int promptTokens = in.readInt();
        return new Embeddings(list(Wire::vector, in), promptTokens);
    }

    private static void vector(float[] vector, DataOutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(vector.length * Float.BYTES);
        buffer.asFloatBuffer().put(vector);
        bytes(buffer.array(), out);
    }

    private static float[] vector(DataInputStream in) throws IOException {
        byte[] bytes = bytes(in);
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
        return vector;
    }

    static void stats(LanguageStats stats, DataOutputStream out) throws IOException {
        out.writeInt(stats.slots());
        out.writeInt(stats.active());
        out.writeInt(stats.waiting());
        out.writeLong(stats.steps());
        out.writeLong(stats.promptTokens());
        out.writeLong(stats.cachedTokens());
        out.writeLong(stats.completionTokens());
        out.writeInt(stats.threads());
    }

    static LanguageStats stats(DataInputStream in, int restarts) throws IOException {
        return new LanguageStats(
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                restarts);
    }
}
