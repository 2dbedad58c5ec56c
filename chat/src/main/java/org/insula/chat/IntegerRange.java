package org.insula.chat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The decimal digits of whole numbers between two bounds, as parts of a grammar. */
final class IntegerRange {
    private static final String DIGIT = "[0-9]";

    private IntegerRange() {}

    /** @param low at most {@code high} */
    static String of(BigInteger low, BigInteger high) {
        List<String> alternatives = new ArrayList<>();
        if (low.signum() < 0) {
            BigInteger nearest = high.signum() < 0 ? high.negate() : BigInteger.ONE;
            alternatives.add("\"-\" " + Gbnf.oneOf(positive(nearest, low.negate())));
        }
        if (high.signum() >= 0) {
            alternatives.addAll(positive(low.max(BigInteger.ZERO), high));
        }
        return Gbnf.oneOf(alternatives);
    }

    /** From {@code low} on, both not negative; each length of number by itself, those between in one piece. */
    private static List<String> positive(BigInteger low, BigInteger high) {
        List<String> alternatives = new ArrayList<>();
        String first = low.toString();
        String last = high.toString();
        if (first.length() == last.length()) {
            alternatives.add(sameLength(first, last));
            return alternatives;
        }
        alternatives.add(sameLength(first, "9".repeat(first.length())));
        if (last.length() - first.length() > 1) {
            alternatives.add("[1-9] " + Gbnf.times(DIGIT, first.length(), last.length() - 2));
        }
        alternatives.add(sameLength("1" + "0".repeat(last.length() - 1), last));
        return alternatives;
    }

    private static String sameLength(String low, String high) {
        if (low.isEmpty()) {
            return "\"\"";
        }
        if (low.equals(high)) {
            return Gbnf.literal(low);
        }
        char a = low.charAt(0);
        char b = high.charAt(0);
        String restLow = low.substring(1);
        String restHigh = high.substring(1);
        if (a == b) {
            return Gbnf.literal(low.substring(0, 1)) + " " + sameLength(restLow, restHigh);
        }
        List<String> alternatives = new ArrayList<>();
        boolean wholeLow = restLow.chars().allMatch(c -> c == '0');
        boolean wholeHigh = restHigh.chars().allMatch(c -> c == '9');
        if (!wholeLow) {
            alternatives.add(digits(a, a) + " " + sameLength(restLow, "9".repeat(restLow.length())));
        }
        char from = (char) (wholeLow ? a : a + 1);
        char to = (char) (wholeHigh ? b : b - 1);
        if (from <= to) {
            alternatives.add(digits(from, to) + (restLow.isEmpty() ? "" : " " + any(restLow.length())));
        }
        if (!wholeHigh) {
            alternatives.add(digits(b, b) + " " + sameLength("0".repeat(restHigh.length()), restHigh));
        }
        return Gbnf.oneOf(alternatives);
    }

    private static String any(int count) {
        return Gbnf.times(DIGIT, count, count);
    }

    /** One digit between these, both included. */
    static String digits(char from, char to) {
        return from == to ? "\"" + from + "\"" : "[" + from + "-" + to + "]";
    }
}
