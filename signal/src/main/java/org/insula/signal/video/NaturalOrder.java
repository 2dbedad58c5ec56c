package org.insula.signal.video;

import java.util.Comparator;

/**
 * The order in which people number files: runs of digits compare as numbers, {@code frame2} before {@code frame10};
 * everything else by its characters, and what is then equal as text.
 */
public final class NaturalOrder {
    private NaturalOrder() {}

    /** The comparator; consistent with equals. */
    public static Comparator<String> comparator() {
        Comparator<String> natural = NaturalOrder::compare;
        return natural.thenComparing(Comparator.naturalOrder());
    }

    private static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
                int endA = endOfDigits(a, i);
                int endB = endOfDigits(b, j);
                String left = withoutZeros(a, i, endA);
                String right = withoutZeros(b, j, endB);
                int order = left.length() != right.length() ? left.length() - right.length() : left.compareTo(right);
                if (order != 0) {
                    return order;
                }
                i = endA;
                j = endB;
            } else if (a.charAt(i) != b.charAt(j)) {
                return a.charAt(i) - b.charAt(j);
            } else {
                i++;
                j++;
            }
        }
        return (a.length() - i) - (b.length() - j);
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static String withoutZeros(String text, int from, int to) {
        int start = from;
        while (start < to - 1 && text.charAt(start) == '0') {
            start++;
        }
        return text.substring(start, to);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
