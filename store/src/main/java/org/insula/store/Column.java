package org.insula.store;

import java.util.Locale;
import java.util.regex.Pattern;

/** A column of a table: what a backup may hold there. */
record Column(String name, Shape shape, boolean optional) {
    private static final Pattern ID = Pattern.compile("[0-9a-z]{1,64}");

    enum Shape {
        ID,
        HASH,
        /** One line of up to 200 characters. */
        NAME,
        /** Up to a million characters. */
        TEXT,
        ROLE,
        VERSION_STATE,
        JOB_STATE,
        SHARES,
        /** A whole number from 0 on. */
        NUMBER,
        /** Finite. */
        REAL
    }

    /**
     * @param value null, a {@link Long}, a {@link Double} or a {@link String}
     * @throws StoreException BAD_INPUT if that may not stand here
     */
    Object checked(Object value) {
        if (value == null && optional) {
            return null;
        }
        boolean fits = switch (value) {
            case null -> false;
            case String text -> fits(text);
            case Long number -> (shape == Shape.NUMBER && number >= 0) || shape == Shape.REAL;
            case Double number -> shape == Shape.REAL && Double.isFinite(number);
            default -> false;
        };
        if (!fits) {
            throw StoreException.badInput("The backup holds something in '" + name
                    + "' that does not belong there; use a backup that insula made.");
        }
        return value instanceof Long number && shape == Shape.REAL ? (Object) number.doubleValue() : value;
    }

    private boolean fits(String text) {
        try {
            switch (shape) {
                case ID -> {
                    return ID.matcher(text).matches();
                }
                case HASH -> Check.hash(text);
                case NAME -> Check.name(name, text);
                case TEXT -> Check.longText(name, text, 1_000_000);
                case ROLE -> Role.valueOf(text.toUpperCase(Locale.ROOT));
                case VERSION_STATE -> VersionState.valueOf(text.toUpperCase(Locale.ROOT));
                case JOB_STATE -> JobState.valueOf(text.toUpperCase(Locale.ROOT));
                case SHARES -> Split.parse(text);
                case NUMBER, REAL -> {
                    return false;
                }
            }
            return true;
        } catch (StoreException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
    }
}
