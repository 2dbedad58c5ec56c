package org.insula.language;

import java.util.Map;

/**
 * How the next token is chosen. The steps are taken in llama.cpp's order: logit bias, penalties, top-k, top-p, min-p,
 * temperature; then one token is drawn. Start from {@link #greedy()} or {@link #of}.
 *
 * @param temperature from 0, where the likeliest token is always taken, to 10
 * @param topK how many of the likeliest tokens stay; 0 for all
 * @param topP the likeliest tokens stay whose probabilities reach this sum, from 0 to 1; 1 for all
 * @param minP tokens stay that are at least this often as likely as the likeliest, from 0 to 1; 0 for all
 * @param repetitionPenalty divides the logits of tokens that occurred (Keskar and others 2019), from 0.01 to 100; 1 for none
 * @param frequencyPenalty is taken from a token's logit for each time it occurred, from -100 to 100
 * @param presencePenalty is taken from a token's logit once if it occurred, from -100 to 100
 * @param penaltyWindow how many of the last tokens the penalties look at, prompt included, from 0 to 1,048,576
 * @param logitBias is added to the logits of these tokens; negative infinity forbids one
 * @param seed the same one gives the same text, as long as the same requests are computed together
 */
public record Sampling(
        double temperature,
        int topK,
        double topP,
        double minP,
        double repetitionPenalty,
        double frequencyPenalty,
        double presencePenalty,
        int penaltyWindow,
        Map<Integer, Float> logitBias,
        int seed) {
    private static final int MAX_BIASES = 4_096;

    public Sampling {
        check("temperature", temperature, 0, 10);
        check("top-k", topK, 0, Integer.MAX_VALUE);
        check("top-p", topP, 0, 1);
        check("min-p", minP, 0, 1);
        check("repetition-penalty", repetitionPenalty, 0.01, 100);
        check("frequency-penalty", frequencyPenalty, -100, 100);
        check("presence-penalty", presencePenalty, -100, 100);
        check("penalty-window", penaltyWindow, 0, 1 << 20);
        logitBias = Map.copyOf(logitBias);
        check("the number of logit-bias tokens", logitBias.size(), 0, MAX_BIASES);
        logitBias.forEach((token, bias) -> check("logit-bias of token " + token, bias, Double.NEGATIVE_INFINITY, 1e6));
    }

    /** The likeliest token, always. */
    public static Sampling greedy() {
        return new Sampling(0, 0, 1, 0, 1, 0, 0, 64, Map.of(), 0);
    }

    /** Drawn from the model's own distribution. */
    public static Sampling of(double temperature, int seed) {
        return new Sampling(temperature, 0, 1, 0, 1, 0, 0, 64, Map.of(), seed);
    }

    /** The same, of another seed. */
    public Sampling seed(int newSeed) {
        return new Sampling(
                temperature,
                topK,
                topP,
                minP,
                repetitionPenalty,
                frequencyPenalty,
                presencePenalty,
                penaltyWindow,
                logitBias,
                newSeed);
    }

    /** The same, from fewer tokens. */
    public Sampling truncated(int newTopK, double newTopP, double newMinP) {
        return new Sampling(
                temperature,
                newTopK,
                newTopP,
                newMinP,
                repetitionPenalty,
                frequencyPenalty,
                presencePenalty,
                penaltyWindow,
                logitBias,
                seed);
    }

    /** The same, with penalties on what occurred in the last {@code window} tokens. */
    public Sampling penalties(double repetition, double frequency, double presence, int window) {
        return new Sampling(temperature, topK, topP, minP, repetition, frequency, presence, window, logitBias, seed);
    }

    /** The same, with other biases. */
    public Sampling logitBias(Map<Integer, Float> biases) {
        return new Sampling(
                temperature,
                topK,
                topP,
                minP,
                repetitionPenalty,
                frequencyPenalty,
                presencePenalty,
                penaltyWindow,
                biases,
                seed);
    }

    private static void check(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new LanguageException(
                    LanguageException.Reason.INVALID_REQUEST,
                    name + " is " + value + "; give a number from " + least + " to " + most + ".");
        }
    }
}
