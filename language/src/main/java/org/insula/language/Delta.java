package org.insula.language;

import java.util.List;

/** What is new in a text that is being written. */
public sealed interface Delta {
    /** Which of the choices grew, from 0. */
    int choice();

    /**
     * More text, never a part of a character, never a part of what may become a stop string.
     *
     * @param logprobs of the tokens whose text begins in it, if they were asked for
     */
    record Text(int choice, String text, List<TokenLogprob> logprobs) implements Delta {
        public Text {
            logprobs = List.copyOf(logprobs);
        }
    }

    /** A choice is complete. */
    record Finished(int choice, FinishReason reason) implements Delta {}
}
