package org.insula.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps people and tools from writing marks of the template, with which they could end their own turn and speak as
 * somebody else. What looks like a mark is put between two characters of private use before the template runs and is told
 * apart by them afterwards, so that ordinary text is left as it is.
 */
final class ForeignMarks {
    private static final char BEGIN = '\uE000';
    private static final char END = '\uE001';
    private static final Pattern MARK = Pattern.compile("<[^<>\\s]{1,60}>|\\[/?[A-Z_]{2,30}]|[" + BEGIN + END + "]");

    private ForeignMarks() {}

    static String fenced(String text) {
        Matcher marks = MARK.matcher(text);
        if (!marks.find()) {
            return text;
        }
        return marks.replaceAll(
                mark -> mark.group().length() == 1 ? "" : Matcher.quoteReplacement(BEGIN + mark.group() + END));
    }

    static List<PromptPiece> pieces(String prompt) {
        List<PromptPiece> pieces = new ArrayList<>();
        int at = 0;
        while (at < prompt.length()) {
            int begin = prompt.indexOf(BEGIN, at);
            int end = begin < 0 ? -1 : prompt.indexOf(END, begin);
            if (end < 0) {
                begin = prompt.length();
            }
            add(pieces, prompt.substring(at, begin), true);
            if (end >= 0) {
                add(pieces, prompt.substring(begin + 1, end), false);
            }
            at = end < 0 ? prompt.length() : end + 1;
        }
        return pieces;
    }

    private static void add(List<PromptPiece> pieces, String text, boolean markup) {
        String clean = text.replace(String.valueOf(BEGIN), "").replace(String.valueOf(END), "");
        if (!clean.isEmpty()) {
            pieces.add(new PromptPiece(clean, markup));
        }
    }
}
