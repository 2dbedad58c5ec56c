package org.insula.language;

/**
 * What a request took.
 *
 * @param promptTokens the length of the prompt, counted once for all choices
 * @param cachedTokens how many of them need not be computed, since an earlier text began with the same ones
 * @param completionTokens how many tokens were written, over all choices
 * @param computeSeconds the seconds that the model computed for it: of each step, its share of the step's tokens
 */
public record Usage(int promptTokens, int cachedTokens, int completionTokens, double computeSeconds) {}
