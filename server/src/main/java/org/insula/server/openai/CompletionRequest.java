package org.insula.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import org.insula.language.Prompt;

/**
 * What {@code POST /v1/completions} asks.
 *
 * @param prompts texts, in which special tokens count, or tokens
 * @param echo whether the prompt comes before what is written
 */
record CompletionRequest(String model, List<Prompt> prompts, List<String> texts, boolean echo, WritingOptions options) {
    private static final int MOST_PROMPTS = 128;

    static CompletionRequest read(JsonNode json, IntSupplier seeds) {
        if (Fields.text(json, "suffix").filter(text -> !text.isEmpty()).isPresent()) {
            throw Fields.wrong("suffix", "is not known here; leave it out.");
        }
        OptionalLong logprobs = Fields.whole(json, "logprobs", 0, 20);
        OptionalInt top = logprobs.isPresent() ? OptionalInt.of((int) logprobs.getAsLong()) : OptionalInt.empty();
        WritingOptions options = WritingOptions.read(json, top, seeds);
        if (Fields.whole(json, "best_of", 1, 128).orElse(options.choices()) != options.choices()) {
            throw Fields.wrong("best_of", "differs from n; leave it out, everything that is written is sent.");
        }
        boolean echo = Fields.flag(json, "echo", false);
        List<Prompt> prompts = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        JsonNode prompt = json.path("prompt");
        boolean several = prompt.isArray()
                && (prompt.path(0).isTextual() || prompt.path(0).isArray());
        for (JsonNode each : several ? prompt : List.of(prompt)) {
            if (prompts.size() == MOST_PROMPTS) {
                throw Fields.wrong("prompt", "has more than " + MOST_PROMPTS + " entries; send fewer at once.");
            }
            prompts.add(one(each));
            texts.add(each.isTextual() ? each.textValue() : "");
        }
        if (echo && texts.contains("")) {
            throw Fields.wrong("echo", "is set and a prompt is no text; give texts, or leave it out.");
        }
        return new CompletionRequest(Fields.required(json, "model"), prompts, texts, echo, options);
    }

    private static Prompt one(JsonNode prompt) {
        if (prompt.isTextual()) {
            return Prompt.markup(prompt.textValue());
        }
        boolean tokens = prompt.isArray() && !prompt.isEmpty();
        for (JsonNode token : prompt) {
            tokens &= token.canConvertToInt() && token.isIntegralNumber() && token.intValue() >= 0;
        }
        if (!tokens) {
            throw Fields.wrong("prompt", "is neither a text nor an array of texts or tokens; give one of these.");
        }
        int[] numbers = new int[prompt.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = prompt.get(i).intValue();
        }
        return Prompt.tokens(numbers);
    }
}
