package org.insula.chat;

/** What rendering one prompt may cost; a template is a program from elsewhere. */
final class TemplateBudget {
    private static final int MOST_DEPTH = 150;

    private final TemplateLimits limits;
    private long steps;
    private long chars;
    private int depth;

    TemplateBudget(TemplateLimits limits) {
        this.limits = limits;
    }

    /** @throws ChatException if it took too many */
    void step() {
        steps(1);
    }

    void steps(long count) {
        steps += count;
        if (steps > limits.maxSteps()) {
            throw new ChatException("The chat template took more than " + limits.maxSteps()
                    + " steps, as if it would never end; shorten the conversation or use another template.");
        }
    }

    /** Text that was made on the way or at the end. */
    String made(String text) {
        willMake(text.length());
        return text;
    }

    /** Asks before it is made. */
    void willMake(long count) {
        chars += count;
        if (chars > limits.maxChars() || chars < 0) {
            throw new ChatException("The chat template makes more than " + limits.maxChars()
                    + " characters of text; shorten the conversation or use another template.");
        }
        steps(count >> 6);
    }

    void enter() {
        step();
        if (++depth > MOST_DEPTH) {
            throw new ChatException(
                    "The chat template calls itself deeper than " + MOST_DEPTH + " times; use another template.");
        }
    }

    void leave() {
        depth--;
    }
}
