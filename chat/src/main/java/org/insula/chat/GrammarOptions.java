package org.insula.chat;

/**
 * Where a grammar ends what a schema leaves open, so that whatever follows it stops.
 *
 * @param maxStringChars characters of a string without {@code maxLength}, from 1 to 100,000
 * @param maxItems elements of an array without {@code maxItems}, and properties that an object may have beside the named
 *     ones, from 1 to 1,000
 * @param maxDepth how often a schema may contain itself, and how deep values without a schema nest, from 1 to 64
 * @param maxRepeats how often a part of a pattern may repeat where the pattern names no limit, from 1 to 1,000
 */
public record GrammarOptions(int maxStringChars, int maxItems, int maxDepth, int maxRepeats) {
    public GrammarOptions {
        check("maxStringChars", maxStringChars, 100_000);
        check("maxItems", maxItems, 1_000);
        check("maxDepth", maxDepth, 64);
        check("maxRepeats", maxRepeats, 1_000);
    }

    /** Wide enough for what models write. */
    public static GrammarOptions standard() {
        return new GrammarOptions(32_000, 500, 10, 250);
    }

    /** Small enough for a model that never comes to an end by itself. */
    public static GrammarOptions small() {
        return new GrammarOptions(12, 3, 3, 4);
    }

    private static void check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new ChatException(name + " is " + value + "; give a number from 1 to " + most + ".");
        }
    }
}
