package org.insula.language;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a model is hosted. Start from {@link #defaults}.
 *
 * @param slots how many texts are written at once, from 1 to 64
 * @param contextTokens how many tokens prompt and text may have together, at least 64; never more than the model was trained
 *     for
 * @param chunkTokens the most tokens of prompts that are computed at once, from 16 to 4,096; a quarter while texts are being
 *     written. Less lets the texts flow more evenly, more reads prompts faster
 * @param threads the most threads that compute; never more than the machine has cores, and fewer while others use them
 * @param gpuLayers how many layers lie on a GPU, if the natives can use one; -1 for all
 * @param memoryBudget the most bytes that the model may take by {@link MemoryEstimate}; empty for all that the machine has
 * @param maxWaiting how many requests may be open at once, from 1 to 1,000,000
 * @param cache a folder where the natives are unpacked once
 * @param natives a folder with other builds of llama.cpp's libraries, such as those for CUDA
 * @param isolated whether the model runs in a process of its own, which is the way to host files that others made: if it
 *     crashes, it is started again
 */
public record LanguageOptions(
        int slots,
        int contextTokens,
        int chunkTokens,
        int threads,
        int gpuLayers,
        OptionalLong memoryBudget,
        int maxWaiting,
        Path cache,
        Optional<Path> natives,
        boolean isolated) {
    public LanguageOptions {
        check("slots", slots, 1, 64);
        check("context-tokens", contextTokens, 64, 1 << 24);
        check("chunk-tokens", chunkTokens, 16, 4_096);
        check("threads", threads, 1, 1_024);
        check("gpu-layers", gpuLayers, -1, 1 << 16);
        check("max-waiting", maxWaiting, 1, 1_000_000);
        check("the cells of the cache", (long) slots * contextTokens, 64, 1 << 28);
    }

    /**
     * Four texts of 4,096 tokens at once, on all cores, in a process of its own.
     *
     * @param cache a folder where the natives are unpacked once
     */
    public static LanguageOptions defaults(Path cache) {
        return new LanguageOptions(
                4,
                4_096,
                512,
                Runtime.getRuntime().availableProcessors(),
                -1,
                OptionalLong.empty(),
                1_024,
                cache,
                Optional.empty(),
                true);
    }

    public LanguageOptions slots(int count) {
        return new LanguageOptions(
                count,
                contextTokens,
                chunkTokens,
                threads,
                gpuLayers,
                memoryBudget,
                maxWaiting,
                cache,
                natives,
                isolated);
    }

    public LanguageOptions contextTokens(int most) {
        return new LanguageOptions(
                slots, most, chunkTokens, threads, gpuLayers, memoryBudget, maxWaiting, cache, natives, isolated);
    }

    public LanguageOptions chunkTokens(int most) {
        return new LanguageOptions(
                slots, contextTokens, most, threads, gpuLayers, memoryBudget, maxWaiting, cache, natives, isolated);
    }

    public LanguageOptions threads(int most) {
        return new LanguageOptions(
                slots, contextTokens, chunkTokens, most, gpuLayers, memoryBudget, maxWaiting, cache, natives, isolated);
    }

    public LanguageOptions gpuLayers(int layers) {
        return new LanguageOptions(
                slots, contextTokens, chunkTokens, threads, layers, memoryBudget, maxWaiting, cache, natives, isolated);
    }

    public LanguageOptions memoryBudget(long bytes) {
        return new LanguageOptions(
                slots,
                contextTokens,
                chunkTokens,
                threads,
                gpuLayers,
                OptionalLong.of(bytes),
                maxWaiting,
                cache,
                natives,
                isolated);
    }

    public LanguageOptions maxWaiting(int most) {
        return new LanguageOptions(
                slots, contextTokens, chunkTokens, threads, gpuLayers, memoryBudget, most, cache, natives, isolated);
    }

    public LanguageOptions natives(Path folder) {
        return new LanguageOptions(
                slots,
                contextTokens,
                chunkTokens,
                threads,
                gpuLayers,
                memoryBudget,
                maxWaiting,
                cache,
                Optional.of(folder),
                isolated);
    }

    /** In this process: quicker to open and easier to debug, but a crash of the model is a crash of everything. */
    public LanguageOptions inThisProcess() {
        return new LanguageOptions(
                slots, contextTokens, chunkTokens, threads, gpuLayers, memoryBudget, maxWaiting, cache, natives, false);
    }

    private static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new LanguageException(
                    LanguageException.Reason.INVALID_REQUEST,
                    name + " is " + value + "; give a number from " + least + " to " + most + ".");
        }
    }
}
