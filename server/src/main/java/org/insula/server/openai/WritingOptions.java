package org.insula.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import org.insula.language.GenerationRequest;
import org.insula.language.Prompt;
import org.insula.language.Sampling;

/**
 * How a text is to be written, as chat and plain completions have it in common.
 *
 * @param choices how many texts
 * @param maxTokens empty for the rest of the context
 * @param topLogprobs how many alternatives come with each token; empty for no log-probabilities
 * @param stream whether it is sent while it is written
 * @param includeUsage whether a stream ends with what was used
 */
record WritingOptions(
        int choices,
        Sampling sampling,
        OptionalInt maxTokens,
        List<String> stop,
        OptionalInt topLogprobs,
        boolean stream,
        boolean includeUsage) {
    private static final int MOST_CHOICES = 16;
    private static final int PENALTY_WINDOW = 4_096;

    /** @param seeds for who gives none */
    static WritingOptions read(JsonNode json, OptionalInt topLogprobs, IntSupplier seeds) {
        boolean stream = Fields.flag(json, "stream", false);
        JsonNode streamOptions = json.path("stream_options");
        return new WritingOptions(
                (int) Fields.whole(json, "n", 1, MOST_CHOICES).orElse(1),
                sampling(json, seeds),
                maxTokens(json),
                stop(json),
                topLogprobs,
                stream,
                stream && Fields.flag(streamOptions, "include_usage", false));
    }

    private static List<String> stop(JsonNode json) {
        List<String> stop = Fields.texts(json, "stop", 16);
        if (stop.stream().anyMatch(String::isEmpty)) {
            throw Fields.wrong("stop", "has an empty string; leave it out.");
        }
        return stop;
    }

    private static OptionalInt maxTokens(JsonNode json) {
        for (String name : List.of("max_completion_tokens", "max_output_tokens", "max_tokens")) {
            OptionalLong most = Fields.whole(json, name, 1, Integer.MAX_VALUE);
            if (most.isPresent()) {
                return OptionalInt.of((int) most.getAsLong());
            }
        }
        return OptionalInt.empty();
    }

    private static Sampling sampling(JsonNode json, IntSupplier seeds) {
        OptionalLong seed = Fields.whole(json, "seed", Long.MIN_VALUE, Long.MAX_VALUE);
        double frequency = Fields.number(json, "frequency_penalty", -2, 2).orElse(0);
        double presence = Fields.number(json, "presence_penalty", -2, 2).orElse(0);
        double repetition = Fields.number(json, "repetition_penalty", 0.1, 10).orElse(1);
        return Sampling.of(
                        Fields.number(json, "temperature", 0, 2).orElse(1),
                        seed.isPresent() ? Long.hashCode(seed.getAsLong()) : seeds.getAsInt())
                .truncated(
                        (int) Fields.whole(json, "top_k", 0, Integer.MAX_VALUE).orElse(0),
                        Fields.number(json, "top_p", 0, 1).orElse(1),
                        Fields.number(json, "min_p", 0, 1).orElse(0))
                .penalties(repetition, frequency, presence, PENALTY_WINDOW)
                .logitBias(biases(json));
    }

    private static Map<Integer, Float> biases(JsonNode json) {
        Map<Integer, Float> biases = new HashMap<>();
        for (var entry : json.path("logit_bias").properties()) {
            if (!entry.getKey().matches("\\d{1,9}")) {
                throw Fields.wrong("logit_bias", "names '" + entry.getKey() + "'; name tokens by their numbers.");
            }
            double bias = Fields.number(json.path("logit_bias"), entry.getKey(), -100, 100)
                    .orElse(0);
            biases.put(Integer.parseInt(entry.getKey()), bias <= -100 ? Float.NEGATIVE_INFINITY : (float) bias);
        }
        return biases;
    }

    GenerationRequest request(Prompt prompt) {
        GenerationRequest request =
                GenerationRequest.of(prompt).sampling(sampling).stop(stop).choices(choices);
        if (maxTokens.isPresent()) {
            request = request.maxTokens(maxTokens.getAsInt());
        }
        return topLogprobs.isPresent() ? request.topLogprobs(topLogprobs.getAsInt()) : request;
    }
}
