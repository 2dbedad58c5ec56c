package org.insula.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One text of a request while it waits and while it is being written. */
final class Writing {
    private record Placed(TokenLogprob logprob, long begin) {}

    final Job job;
    final int choice;
    Slot slot;
    Backend.Chooser chooser;
    /** The row of the last batch behind which the next token is chosen, or -1. */
    int row = -1;
    /** How many of its tokens are in the batch. */
    int computing;
    /** The token to be computed next, once the prompt is. */
    int next;

    private final TextStream text;
    private final Deque<Placed> logprobs = new ArrayDeque<>();
    private int written;

    Writing(Job job, int choice) {
        this.job = job;
        this.choice = choice;
        this.text = new TextStream(job.request.stop());
    }

    /** How many tokens of the prompt are yet to be computed. */
    int promptLeft() {
        return Math.max(0, job.prompt.length - slot.length());
    }

    boolean isWriting() {
        return written > 0;
    }

    /** Whether it may begin: choices behind the first one wait for its prompt, which they then share. */
    boolean mayBegin(boolean shares) {
        return choice == 0 || !shares || job.promptComputed;
    }

    /** Takes the bytes of the token that was chosen. */
    Delta.Text accept(byte[] bytes, TokenLogprob logprob) {
        written++;
        job.wrote();
        if (logprob != null) {
            logprobs.add(new Placed(logprob, text.decoded()));
        }
        return delta(text.accept(bytes), false);
    }

    /** What was held back and is text after all. */
    Delta.Text rest() {
        return delta(text.finish(), !text.stopped());
    }

    boolean stopped() {
        return text.stopped();
    }

    boolean isFull() {
        return written >= job.maxTokens;
    }

    private Delta.Text delta(String shown, boolean all) {
        List<TokenLogprob> with = new ArrayList<>();
        while (!logprobs.isEmpty() && (all || logprobs.peek().begin() < text.shown())) {
            with.add(logprobs.poll().logprob());
        }
        return new Delta.Text(choice, shown, with);
    }
}
