package org.insula.language;

/**
 * What a model is doing and has done since it was opened.
 *
 * @param slots how many texts can be written at once
 * @param active how many are being written
 * @param waiting how many wait for a slot
 * @param steps how often the model computed
 * @param promptTokens how many tokens of prompts were computed
 * @param cachedTokens how many tokens of prompts need not be computed
 * @param completionTokens how many tokens were written
 * @param threads how many threads the last step ran on
 * @param restarts how often the process that computes had to be started anew
 */
public record LanguageStats(
        int slots,
        int active,
        int waiting,
        long steps,
        long promptTokens,
        long cachedTokens,
        long completionTokens,
        int threads,
        int restarts) {}
