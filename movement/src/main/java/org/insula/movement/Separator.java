package org.insula.movement;

import java.util.List;
import java.util.Optional;

/**
 * What stands between the fields of a table and within its numbers.
 *
 * @param character comma, semicolon, tab or space
 * @param decimalComma whether numbers are written with a comma
 */
record Separator(char character, boolean decimalComma) {
    private static final char[] CANDIDATES = {';', '\t', ','};

    /**
     * The first of semicolon, tab and comma that every line has, else the comma if some line has one that can be no
     * decimal one, so that a row that is cut short is found, else spaces; a comma within fields is decimal.
     */
    static Separator find(List<String> lines) {
        for (char candidate : CANDIDATES) {
            if (!lines.isEmpty() && lines.stream().allMatch(line -> line.indexOf(candidate) >= 0)) {
                return new Separator(
                        candidate, candidate != ',' && lines.stream().anyMatch(Separator::hasDecimalComma));
            }
        }
        if (lines.stream().anyMatch(Separator::hasSeparatingComma)) {
            return new Separator(',', false);
        }
        return new Separator(' ', lines.stream().anyMatch(Separator::hasDecimalComma));
    }

    /** Whether a digit, a comma and a digit follow one another, and no point does the same. */
    private static boolean hasDecimalComma(String line) {
        for (int i = 1; i + 1 < line.length(); i++) {
            if (line.charAt(i) == ',' && isDigit(line.charAt(i - 1)) && isDigit(line.charAt(i + 1))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a comma does not stand between two digits, or two of them with digits alone between. */
    private static boolean hasSeparatingComma(String line) {
        boolean comma = false;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) != ',') {
                comma = comma && isDigit(line.charAt(i));
                continue;
            }
            boolean between =
                    i > 0 && i + 1 < line.length() && isDigit(line.charAt(i - 1)) && isDigit(line.charAt(i + 1));
            if (comma || !between) {
                return true;
            }
            comma = true;
        }
        return false;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    boolean spaces() {
        return character == ' ';
    }

    /** The field with a decimal point, stripped. */
    String decimal(String field) {
        String text = field.strip();
        return decimalComma && text.indexOf(',') == text.lastIndexOf(',') ? text.replace(',', '.') : text;
    }

    Optional<String> remark() {
        return decimalComma ? Optional.of("Read commas as decimal points.") : Optional.empty();
    }
}
