package org.insula.language;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.insula.testkit.SyntheticGguf;

/**
 * Tokens per second of processor time, of the engine and of a plain loop over the same library, turn by turn in one run:
 * {@code benchmarks/run language}. It lies here because the plain loop needs this package's inside.
 */
final class HowFastIsALanguageModel {
    private static final int PROMPT = 512;
    private static final int WRITTEN = 160;
    private static final int SHORT = 8;
    private static final int CONTEXT = 1_024;
    private static final int ROUNDS = 3;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final SplittableRandom random = new SplittableRandom(9);
    private final LlamaModel model;
    private final LanguageModel here;
    private final LanguageModel worker;

    private HowFastIsALanguageModel(Path file) {
        LanguageOptions options = LanguageOptions.defaults(Models.FOLDER.resolve("natives"))
                .slots(4)
                .contextTokens(CONTEXT)
                .chunkTokens(PROMPT)
                .threads(1);
        here = LanguageModel.open(file, options.inThisProcess());
        worker = LanguageModel.open(file, options);
        Llama llama = Llama.load(Natives.unpack(options.cache()).toAbsolutePath());
        model = new LlamaModel(llama, file.toAbsolutePath(), 0);
    }

    public static void main(String[] args) throws IOException {
        Files.createDirectories(Models.FOLDER);
        Path file = Models.FOLDER.resolve("large.gguf");
        if (!Files.exists(file)) {
            SyntheticGguf.large(SyntheticGguf.Weights.Q4_0).writeTo(file);
        }
        new HowFastIsALanguageModel(file).run();
        System.exit(0);
    }

    private void run() {
        System.out.printf(
                "%.0f million weights in Q4_0, 1 thread; tokens per second of processor time, median of %d%n",
                here.info().parameters() / 1e6, ROUNDS);
        double one = compare("1 text", 1, SHORT, WRITTEN);
        double four = compare("4 texts", 4, SHORT, WRITTEN);
        compare("prompt of " + PROMPT, 1, PROMPT, 0);
        System.out.printf("4 texts together: %.2f times the tokens of one%n%n", four / one);
        here.close();
        worker.close();
    }

    /** Gives the rate of the engine in its process. */
    private double compare(String what, int texts, int prompt, int written) {
        double[][] rates = new double[3][ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            double plain = plain(texts, prompt, written);
            double inside = engine(here, texts, prompt, written);
            double outside = engine(worker, texts, prompt, written);
            if (round >= 0) {
                rates[0][round] = plain;
                rates[1][round] = inside;
                rates[2][round] = outside;
            }
        }
        for (double[] each : rates) {
            Arrays.sort(each);
        }
        double plain = rates[0][ROUNDS / 2];
        double inside = rates[1][ROUNDS / 2];
        double outside = rates[2][ROUNDS / 2];
        System.out.printf(
                "%-14s plain loop %7.1f, engine %7.1f (%.2f), engine in its process %7.1f (%.2f)%n",
                what, plain, inside, inside / plain, outside, outside / plain);
        return outside;
    }

    private int[][] prompts(int texts, int length) {
        int[][] prompts = new int[texts][];
        for (int i = 0; i < texts; i++) {
            prompts[i] = random.ints(length, 0, 30_000).toArray();
        }
        return prompts;
    }

    private double plain(int texts, int length, int written) {
        int[][] prompts = prompts(texts, length);
        int size = texts * CONTEXT;
        try (LlamaBackend backend = new LlamaBackend(model, texts, CONTEXT, PROMPT, 1)) {
            GenerationRequest request = GenerationRequest.of(Prompt.tokens(1)).sampling(Sampling.greedy());
            Batch batch = new Batch(size);
            int[] next = new int[texts];
            int[] rows = new int[texts];
            try (Backend.Chooser chooser = backend.chooser(request, 0, prompts[0])) {
                long begin = system.getProcessCpuTime();
                for (int text = 0; text < texts; text++) {
                    for (int i = 0; i < length; i++) {
                        rows[text] = batch.add(prompts[text][i], i, text, i == length - 1);
                    }
                }
                for (int i = 0; i <= written; i++) {
                    backend.decode(batch);
                    for (int text = 0; text < texts; text++) {
                        next[text] = chooser.choose(rows[text]);
                    }
                    batch.clear();
                    for (int text = 0; text < texts; text++) {
                        rows[text] = batch.add(next[text], length + i, text, true);
                    }
                }
                return rate(texts, length, written, (system.getProcessCpuTime() - begin) / 1e9);
            }
        }
    }

    private double engine(LanguageModel engine, int texts, int length, int written) {
        int[][] prompts = prompts(texts, length);
        long begin = processorNanos(engine);
        List<Generation> generations = new ArrayList<>();
        for (int[] prompt : prompts) {
            generations.add(engine.generate(GenerationRequest.of(Prompt.tokens(prompt))
                    .sampling(Sampling.greedy())
                    .maxTokens(written + 1)));
        }
        int tokens = 0;
        for (Generation generation : generations) {
            tokens += generation.await().usage().completionTokens();
        }
        if (tokens != texts * (written + 1)) {
            throw new IllegalStateException("a text ended early, after " + tokens + " tokens in all");
        }
        return rate(texts, length, written, (processorNanos(engine) - begin) / 1e9);
    }

    private static double rate(int texts, int length, int written, double seconds) {
        return texts * (written == 0 ? length : written) / seconds;
    }

    private long processorNanos(LanguageModel engine) {
        long own = system.getProcessCpuTime();
        return engine.engine() instanceof WorkerEngine outside
                ? own
                        + outside.process()
                                .info()
                                .totalCpuDuration()
                                .orElseThrow()
                                .toNanos()
                : own;
    }
}
