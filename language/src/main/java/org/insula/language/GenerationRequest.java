package org.insula.language;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A text to be continued. Start from {@link #of} and change what should differ.
 *
 * @param prompt what to continue
 * @param sampling how each token is chosen; choice i is drawn with {@code seed + i}
 * @param grammar GBNF whose root rule is {@code root}: the text will be in its language, if it is not cut by
 *     {@code maxTokens}
 * @param maxTokens the most tokens a choice may have, at least 1; empty for the rest of the context
 * @param stop a choice ends before the first of these strings; at most 64, none empty
 * @param choices how many texts are wanted, from 1 to 128; they share the work on the prompt
 * @param topLogprobs empty for no log-probabilities; else how many alternatives come with each token, from 0 to 20
 * @param markup whether special tokens that the model writes are part of the text, as some tool calls need
 * @param tenant who asks
 */
public record GenerationRequest(
        Prompt prompt,
        Sampling sampling,
        Optional<String> grammar,
        OptionalInt maxTokens,
        List<String> stop,
        int choices,
        OptionalInt topLogprobs,
        boolean markup,
        Tenant tenant) {
    static final int MAX_STOPS = 64;
    static final int MAX_STOP_LENGTH = 4_096;
    static final int MAX_GRAMMAR_LENGTH = 1 << 20;
    static final int MAX_CHOICES = 128;
    static final int MAX_TOP = 20;

    public GenerationRequest {
        Objects.requireNonNull(prompt);
        Objects.requireNonNull(sampling);
        Objects.requireNonNull(tenant);
        stop = List.copyOf(stop);
        check(maxTokens.orElse(1) >= 1, "max-tokens is " + maxTokens.orElse(1) + "; give at least 1.");
        check(choices >= 1 && choices <= MAX_CHOICES, choices + " choices are asked for; give from 1 to 128.");
        int top = topLogprobs.orElse(0);
        check(top >= 0 && top <= MAX_TOP, top + " top log-probabilities are asked for; give from 0 to 20.");
        check(stop.size() <= MAX_STOPS, stop.size() + " stop strings came; give at most 64.");
        for (String text : stop) {
            check(
                    !text.isEmpty() && text.length() <= MAX_STOP_LENGTH,
                    "A stop string has " + text.length() + " characters; give from 1 to 4096.");
        }
        check(grammar.isEmpty() || !grammar.get().isBlank(), "The grammar is empty; give GBNF, or no grammar.");
        int grammarLength = grammar.map(String::length).orElse(0);
        check(
                grammarLength <= MAX_GRAMMAR_LENGTH,
                "The grammar has " + grammarLength + " characters; give at most 1048576.");
    }

    /** One text, drawn from the model's own distribution with seed 0, up to the end of the context. */
    public static GenerationRequest of(Prompt prompt) {
        return new GenerationRequest(
                prompt,
                Sampling.of(1, 0),
                Optional.empty(),
                OptionalInt.empty(),
                List.of(),
                1,
                OptionalInt.empty(),
                false,
                Tenant.ANYONE);
    }

    public GenerationRequest sampling(Sampling other) {
        return new GenerationRequest(prompt, other, grammar, maxTokens, stop, choices, topLogprobs, markup, tenant);
    }

    public GenerationRequest grammar(String gbnf) {
        return new GenerationRequest(
                prompt, sampling, Optional.of(gbnf), maxTokens, stop, choices, topLogprobs, markup, tenant);
    }

    public GenerationRequest maxTokens(int most) {
        return new GenerationRequest(
                prompt, sampling, grammar, OptionalInt.of(most), stop, choices, topLogprobs, markup, tenant);
    }

    public GenerationRequest stop(List<String> strings) {
        return new GenerationRequest(
                prompt, sampling, grammar, maxTokens, strings, choices, topLogprobs, markup, tenant);
    }

    public GenerationRequest choices(int count) {
        return new GenerationRequest(prompt, sampling, grammar, maxTokens, stop, count, topLogprobs, markup, tenant);
    }

    public GenerationRequest topLogprobs(int alternatives) {
        return new GenerationRequest(
                prompt, sampling, grammar, maxTokens, stop, choices, OptionalInt.of(alternatives), markup, tenant);
    }

    public GenerationRequest markup(boolean shown) {
        return new GenerationRequest(prompt, sampling, grammar, maxTokens, stop, choices, topLogprobs, shown, tenant);
    }

    public GenerationRequest tenant(Tenant who) {
        return new GenerationRequest(prompt, sampling, grammar, maxTokens, stop, choices, topLogprobs, markup, who);
    }

    private static void check(boolean good, String message) {
        if (!good) {
            throw new LanguageException(LanguageException.Reason.INVALID_REQUEST, message);
        }
    }
}
