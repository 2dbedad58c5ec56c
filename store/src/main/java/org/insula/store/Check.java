package org.insula.store;

import java.util.Optional;

/** Refuses texts that a database, a file name or a header could stumble over. */
final class Check {
    private Check() {}

    static String name(String what, String value) {
        if (value == null || value.isBlank()) {
            throw StoreException.badInput("The " + what + " is empty; give it 1 to 200 characters.");
        }
        return text(what, value, 200);
    }

    /** Without control characters and half surrogate pairs, which PostgreSQL or a cursor would not give back. */
    static String text(String what, String value, int maxLength) {
        longText(what, value, maxLength);
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw StoreException.badInput("The " + what + " holds a control character; leave it out.");
        }
        return value;
    }

    /** Like {@link #text}, but of several lines. */
    static String longText(String what, String value, int maxLength) {
        if (value == null || value.length() > maxLength) {
            throw StoreException.badInput("The " + what + " is "
                    + (value == null ? "missing" : value.length() + " characters long") + "; give at most " + maxLength
                    + " characters.");
        }
        if (value.indexOf(0) >= 0
                || value.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw StoreException.badInput("The " + what + " is not well-formed text; send it as UTF-8 without NUL.");
        }
        return value;
    }

    static Optional<String> optionalName(String what, Optional<String> value) {
        value.ifPresent(text -> name(what, text));
        return value;
    }

    static String hash(String value) {
        if (value == null || value.length() != 64 || !value.chars().allMatch(Check::hexadecimal)) {
            throw StoreException.badInput(
                    "A blob is named by 64 lower-case hexadecimal digits, its SHA-256, and this is something else.");
        }
        return value;
    }

    static long notNegative(String what, long value) {
        if (value < 0) {
            throw StoreException.badInput("The " + what + " is " + value + "; give 0 or more.");
        }
        return value;
    }

    private static boolean hexadecimal(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
