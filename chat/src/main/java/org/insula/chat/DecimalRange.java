package org.insula.chat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Numbers with a fraction between two bounds, as parts of a grammar. They are written without an exponent and with at most
 * {@value #FRACTION} digits behind the point.
 */
final class DecimalRange {
    static final int FRACTION = 12;

    private static final String ANY = "[0-9]{0," + FRACTION + "}";
    private static final String ANY_FRACTION = "(\".\" [0-9]{1," + FRACTION + "})?";

    private DecimalRange() {}

    /** @param included whether the value itself is inside */
    record Bound(BigDecimal value, boolean included) {
        String whole() {
            return value.toBigInteger().toString();
        }

        /** The digits behind the point, without zeros at the end. */
        String fraction() {
            String plain =
                    value.remainder(BigDecimal.ONE).abs().stripTrailingZeros().toPlainString();
            return plain.length() > 2 ? plain.substring(2) : "";
        }

        Bound negated() {
            return new Bound(value.negate(), included);
        }
    }

    /** Empty if there is no such number, or none with that few digits. */
    static Optional<String> of(Bound low, Bound high) {
        Bound zero = new Bound(BigDecimal.ZERO, true);
        List<String> alternatives = new ArrayList<>();
        if (low.value().signum() < 0) {
            Bound nearest = high.value().signum() < 0 ? high.negated() : new Bound(BigDecimal.ZERO, false);
            positive(nearest, low.negated()).ifPresent(part -> alternatives.add("\"-\" " + part));
        }
        if (high.value().signum() >= 0) {
            positive(low.value().signum() < 0 ? zero : low, high).ifPresent(alternatives::add);
        }
        return some(alternatives);
    }

    private static Optional<String> some(List<String> alternatives) {
        return alternatives.isEmpty() ? Optional.empty() : Optional.of(Gbnf.oneOf(alternatives));
    }

    private static Optional<String> positive(Bound low, Bound high) {
        if (low.value().compareTo(high.value()) > 0) {
            return Optional.empty();
        }
        List<String> alternatives = new ArrayList<>();
        if (low.whole().equals(high.whole())) {
            between(low, high).ifPresent(part -> alternatives.add(Gbnf.literal(low.whole()) + " " + part));
            return some(alternatives);
        }
        alternatives.add(Gbnf.literal(low.whole()) + " " + above(low));
        BigInteger from = low.value().toBigInteger().add(BigInteger.ONE);
        BigInteger to =
                high.value().setScale(0, RoundingMode.FLOOR).toBigInteger().subtract(BigInteger.ONE);
        if (from.compareTo(to) <= 0) {
            alternatives.add(IntegerRange.of(from, to) + " " + ANY_FRACTION);
        }
        below(high).ifPresent(part -> alternatives.add(Gbnf.literal(high.whole()) + " " + part));
        return some(alternatives);
    }

    private static String above(Bound low) {
        String digits = low.fraction();
        if (digits.isEmpty()) {
            return low.included() ? ANY_FRACTION : "\".\" " + atLeast("", false);
        }
        return "\".\" " + atLeast(digits, low.included());
    }

    private static Optional<String> below(Bound high) {
        String digits = high.fraction();
        if (digits.isEmpty()) {
            return high.included() ? Optional.of("\"\"") : Optional.empty();
        }
        return Optional.of(atMost(digits, high.included())
                .map(part -> "(\".\" " + part + ")?")
                .orElse("\"\""));
    }

    /** Fractions of one whole number. */
    private static Optional<String> between(Bound low, Bound high) {
        int length =
                Math.max(1, Math.max(low.fraction().length(), high.fraction().length()));
        String from = low.fraction() + "0".repeat(length - low.fraction().length());
        String to = high.fraction() + "0".repeat(length - high.fraction().length());
        List<String> alternatives = new ArrayList<>();
        if (low.fraction().isEmpty()
                && low.included()
                && (high.included() || !high.fraction().isEmpty())) {
            alternatives.add("\"\"");
        }
        digitsBetween(from, low.included(), to, high.included()).ifPresent(part -> alternatives.add("\".\" " + part));
        return some(alternatives);
    }

    private static Optional<String> digitsBetween(String low, boolean lowIn, String high, boolean highIn) {
        if (low.isEmpty()) {
            return lowIn && highIn ? Optional.of("\"0\"{0,2}") : Optional.empty();
        }
        char a = low.charAt(0);
        char b = high.charAt(0);
        String restLow = low.substring(1);
        String restHigh = high.substring(1);
        if (a == b) {
            return digitsBetween(restLow, lowIn, restHigh, highIn).map(part -> "\"" + a + "\" " + part);
        }
        List<String> alternatives = new ArrayList<>();
        alternatives.add("\"" + a + "\" " + atLeast(restLow, lowIn));
        if (a + 1 <= b - 1) {
            alternatives.add(IntegerRange.digits((char) (a + 1), (char) (b - 1)) + " " + ANY);
        }
        atMost(restHigh, highIn).ifPresent(part -> alternatives.add("\"" + b + "\" " + part));
        return some(alternatives);
    }

    /** Digits behind which the number is at least (or above) these. */
    private static String atLeast(String digits, boolean included) {
        if (digits.chars().allMatch(c -> c == '0')) {
            return included ? ANY : "\"0\"{0," + (digits.length() + 3) + "} [1-9] " + ANY;
        }
        char d = digits.charAt(0);
        String same = "\"" + d + "\" " + atLeast(digits.substring(1), included);
        return d == '9' ? same : "(" + IntegerRange.digits((char) (d + 1), '9') + " " + ANY + " | " + same + ")";
    }

    /** Digits behind which the number is at most (or below) these. */
    private static Optional<String> atMost(String digits, boolean included) {
        if (digits.chars().allMatch(c -> c == '0')) {
            return included ? Optional.of("\"0\"{0,2}") : Optional.empty();
        }
        char d = digits.charAt(0);
        List<String> alternatives = new ArrayList<>();
        if (d > '0') {
            alternatives.add(IntegerRange.digits('0', (char) (d - 1)) + " " + ANY);
        }
        atMost(digits.substring(1), included).ifPresent(part -> alternatives.add("\"" + d + "\" " + part));
        return some(alternatives);
    }
}
