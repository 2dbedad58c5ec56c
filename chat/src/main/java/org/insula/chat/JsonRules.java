package org.insula.chat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rules of JSON itself: white space, strings, numbers, and values of any shape down to some depth. */
final class JsonRules {
    static final String SPACE = "ws";

    private static final int CHUNK = 100;

    private final Gbnf gbnf;
    private final GrammarOptions options;

    JsonRules(Gbnf gbnf, GrammarOptions options) {
        this.gbnf = gbnf;
        this.options = options;
        gbnf.rule(SPACE, "(\" \" | \"\\n\" \" \"{0,16})?");
    }

    String character() {
        return gbnf.rule("char", JsonText.CHAR);
    }

    /** A string of that many characters. */
    String string(int least, int most) {
        return gbnf.rule("string", "\"\\\"\" " + characters(least, most) + " \"\\\"\"");
    }

    String string() {
        return string(0, options.maxStringChars());
    }

    /** Long ones in pieces, since a repetition has its limit: the pieces are full but for the last. */
    private String characters(int least, int most) {
        String one = character();
        if (most <= Gbnf.MOST_REPEATS) {
            return Gbnf.times(one, least, most);
        }
        StringBuilder all = new StringBuilder();
        String piece = gbnf.rule("chars", Gbnf.times(one, CHUNK, CHUNK));
        if (least >= CHUNK) {
            all.append(Gbnf.times(piece, least / CHUNK, least / CHUNK)).append(' ');
        }
        all.append(Gbnf.times(one, least % CHUNK, least % CHUNK)).append(' ');
        int rest = most - least;
        if (rest < CHUNK) {
            return all.append(Gbnf.times(one, 0, rest)).toString();
        }
        return all.append(Gbnf.times(piece, 0, rest / CHUNK - 1))
                .append(' ')
                .append(Gbnf.times(one, 0, CHUNK))
                .toString();
    }

    String integer() {
        return gbnf.rule("integer", "\"0\" | \"-\"? [1-9] [0-9]{0,14}");
    }

    String number() {
        return gbnf.rule("number", "\"-\"? (\"0\" | [1-9] [0-9]{0,14}) (\".\" [0-9]{1,14})? ([eE] [-+]? [0-9]{1,2})?");
    }

    String bool() {
        return gbnf.rule("boolean", "\"true\" | \"false\"");
    }

    String nothing() {
        return gbnf.rule("null", "\"null\"");
    }

    /** Any value that nests at most so deep. */
    String value(int depth) {
        List<String> kinds = new ArrayList<>(List.of(string(), number(), bool(), nothing()));
        if (depth > 0) {
            kinds.add(object(depth));
            kinds.add(array(value(depth - 1), 0, options.maxItems()));
        }
        return gbnf.rule("value", String.join(" | ", kinds));
    }

    /** Any object. */
    String object(int depth) {
        return map(string(), value(depth - 1), 0, options.maxItems());
    }

    /** An object whose names follow one rule and whose values another. */
    String map(String name, String value, int least, int most) {
        String pair = gbnf.rule("pair", name + " " + SPACE + " \":\" " + SPACE + " " + value);
        return gbnf.rule("object", "\"{\" " + SPACE + " " + list(pair, least, most) + " \"}\"");
    }

    String array(String item, int least, int most) {
        return gbnf.rule("array", "\"[\" " + SPACE + " " + list(item, least, most) + " \"]\"");
    }

    /** So many of these with commas between, and space behind each. */
    String list(String item, int least, int most) {
        if (most == 0) {
            return "\"\"";
        }
        String some = item + " " + SPACE;
        if (most > 1) {
            String next = gbnf.rule("next", "\",\" " + SPACE + " " + item + " " + SPACE);
            some += " " + Gbnf.times(next, Math.max(0, least - 1), most - 1);
        }
        return least == 0 ? "(" + some + ")?" : some;
    }

    /** A name that is none of these; it is written without escapes, so that it cannot be one of them in disguise. */
    Optional<String> otherName(Collection<String> taken) {
        if (taken.isEmpty()) {
            return Optional.of(string());
        }
        String plain = gbnf.rule("plain", "[^\"\\\\\\x00-\\x1F\\x7F]");
        return Optional.of(gbnf.rule("name", "\"\\\"\" " + others(List.copyOf(taken), plain) + " \"\\\"\""));
    }

    /** Texts that are none of these rests: another first character and anything, or the same and another rest. */
    private String others(List<String> rests, String plain) {
        SortedMap<Integer, List<String>> byFirst = new TreeMap<>();
        for (String rest : rests) {
            if (!rest.isEmpty()) {
                int first = rest.codePointAt(0);
                byFirst.computeIfAbsent(first, _ -> new ArrayList<>()).add(rest.substring(Character.charCount(first)));
            }
        }
        List<String> alternatives = new ArrayList<>();
        CodePoints taken = CodePoints.of(0, 0x1f, '"', '"', '\\', '\\', 0x7f, 0x7f, 0xd800, 0xdfff);
        for (var entry : byFirst.entrySet()) {
            CodePoints first = CodePoints.one(entry.getKey());
            if (!taken.contains(entry.getKey())) {
                alternatives.add(JsonText.bracket(first) + " " + others(entry.getValue(), plain));
            }
            taken = taken.and(first);
        }
        alternatives.add(JsonText.bracket(taken.inverted()) + " " + plain + "{0,40}");
        String some = String.join(" | ", alternatives);
        return rests.contains("") ? "(" + some + ")" : "(" + some + ")?";
    }
}
