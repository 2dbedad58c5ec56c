package org.insula.store;

/**
 * Something that the doctor found.
 *
 * @param what is wrong, in a sentence
 * @param remedy what was done, or what to do
 */
public record Finding(Severity severity, String what, String remedy) {
    /** How bad it is. */
    public enum Severity {
        /** It was put right and nothing is lost. */
        REPAIRED,
        /** Something is lost or damaged, and somebody must act. */
        DAMAGED
    }
}
