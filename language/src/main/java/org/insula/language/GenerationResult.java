package org.insula.language;

import java.util.List;

/**
 * A finished generation.
 *
 * @param choices as many as were asked for, in order
 */
public record GenerationResult(List<Choice> choices, Usage usage) {
    public GenerationResult {
        choices = List.copyOf(choices);
    }

    /** The text of the first choice. */
    public String text() {
        return choices.getFirst().text();
    }

    /**
     * One text.
     *
     * @param logprobs one for each token of the text, if they were asked for
     */
    public record Choice(String text, FinishReason reason, List<TokenLogprob> logprobs) {
        public Choice {
            logprobs = List.copyOf(logprobs);
        }
    }
}
