package org.insula.chat;

/**
 * Where a template is stopped.
 *
 * @param maxSource characters of the template itself
 * @param maxSteps values looked at and statements run
 * @param maxChars characters of all the texts made on the way, the prompt among them
 */
public record TemplateLimits(int maxSource, long maxSteps, long maxChars) {
    /** Far beyond what templates need. */
    public static TemplateLimits standard() {
        return new TemplateLimits(1_000_000, 5_000_000, 100_000_000);
    }
}
