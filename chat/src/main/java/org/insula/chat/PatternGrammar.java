package org.insula.chat;

import java.util.ArrayList;
import java.util.List;

/**
 * Translates the pattern of a string: a regular expression between {@code ^} and {@code $} with characters, classes,
 * groups, alternatives and repetitions. What looks around or back is refused.
 */
final class PatternGrammar {
    private static final int MOST_CHARS = 2_000;
    private static final int MOST_NESTED = 50;
    private static final CodePoints DIGIT = CodePoints.of('0', '9');
    private static final CodePoints WORD = CodePoints.of('0', '9', 'A', 'Z', '_', '_', 'a', 'z');
    private static final CodePoints SPACE = CodePoints.of('\t', '\r', ' ', ' ');
    private static final CodePoints WIDE_SPACE = CodePoints.of(
            '\t', '\r', ' ', ' ', 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f, 0x205f,
            0x205f, 0x3000, 0x3000, 0xfeff, 0xfeff);
    private static final CodePoints LINE_ENDS = CodePoints.of('\n', '\n', '\r', '\r', 0x85, 0x85, 0x2028, 0x2029);

    private final String pattern;
    private final String inner;
    private final GrammarOptions options;
    private int at;
    private int nested;

    private PatternGrammar(String pattern, GrammarOptions options) {
        this.pattern = pattern;
        this.options = options;
        if (pattern.length() > MOST_CHARS) {
            throw new ChatException(
                    "A pattern has " + pattern.length() + " characters; use at most " + MOST_CHARS + ".");
        }
        if (!pattern.startsWith("^") || !pattern.endsWith("$") || pattern.endsWith("\\$")) {
            throw refused("it does not describe the whole string", "write it as ^…$");
        }
        this.inner = pattern.substring(1, pattern.length() - 1);
    }

    /**
     * What is between the quotes.
     *
     * @throws ChatException if the pattern has parts that a grammar cannot have
     */
    static String of(String pattern, GrammarOptions options) {
        PatternGrammar parser = new PatternGrammar(pattern, options);
        String body = parser.alternatives();
        if (parser.at < parser.inner.length()) {
            throw parser.refused("a bracket closes that was not opened", "remove it or write \\)");
        }
        return body;
    }

    private ChatException refused(String what, String remedy) {
        return new ChatException(
                "Pattern '" + pattern + "' cannot be made into a grammar: " + what + "; " + remedy + ".");
    }

    private boolean more() {
        return at < inner.length();
    }

    private char peek() {
        return inner.charAt(at);
    }

    private boolean take(String text) {
        boolean here = inner.startsWith(text, at);
        at += here ? text.length() : 0;
        return here;
    }

    private String alternatives() {
        if (++nested > MOST_NESTED) {
            throw refused("it nests deeper than " + MOST_NESTED, "use a simpler one");
        }
        List<String> all = new ArrayList<>();
        do {
            all.add(sequence());
        } while (take("|"));
        nested--;
        if (all.size() > 1 && nested == 0) {
            // ^a|b$ reads as (^a)|(b$), which is half open on both sides
            throw refused("its alternatives have no bracket around them", "write it as ^(…|…)$");
        }
        return Gbnf.oneOf(all);
    }

    private String sequence() {
        List<String> parts = new ArrayList<>();
        while (more() && peek() != '|' && peek() != ')') {
            String atom = atom();
            parts.add(repeated(atom));
        }
        return parts.isEmpty() ? "\"\"" : String.join(" ", parts);
    }

    private String repeated(String atom) {
        int least = 1;
        int most = 1;
        if (take("*")) {
            least = 0;
            most = options.maxRepeats();
        } else if (take("+")) {
            most = options.maxRepeats();
        } else if (take("?")) {
            least = 0;
        } else if (more() && peek() == '{') {
            int close = inner.indexOf('}', at);
            String[] ends =
                    close < 0 ? new String[0] : inner.substring(at + 1, close).split(",", -1);
            if (ends.length < 1
                    || ends.length > 2
                    || !ends[0].matches("\\d{1,4}")
                    || !ends[ends.length - 1].matches("\\d{0,4}")) {
                throw refused("'{' begins no repetition", "write \\{ or {2,5}");
            }
            least = Integer.parseInt(ends[0]);
            String last = ends[ends.length - 1];
            most = last.isEmpty() ? Math.max(least, options.maxRepeats()) : Integer.parseInt(last);
            at = close + 1;
        } else {
            return atom;
        }
        if (most > Gbnf.MOST_REPEATS || least > most) {
            throw refused(
                    "it repeats a part " + least + " to " + most + " times",
                    "use at most " + Gbnf.MOST_REPEATS + ", the smaller number first");
        }
        take("?"); // lazy or greedy, the same strings fit
        if (more() && "*+{".indexOf(peek()) >= 0) {
            throw refused("a repetition follows a repetition", "put brackets around the first");
        }
        return Gbnf.times("(" + atom + ")", least, most);
    }

    private String atom() {
        char c = peek();
        if (take("(")) {
            if (take("?:")) {
                return group();
            }
            if (more() && peek() == '?') {
                if (inner.startsWith("?<", at) && !inner.startsWith("?<=", at) && !inner.startsWith("?<!", at)) {
                    int close = inner.indexOf('>', at);
                    at = close < 0 ? inner.length() : close + 1;
                    return group();
                }
                throw refused("it looks ahead or back", "say it without (?…)");
            }
            return group();
        }
        if (c == '[') {
            at++;
            return charOf(bracket());
        }
        if (c == '\\') {
            return charOf(escape());
        }
        if (c == '^' || c == '$') {
            throw refused("it has '" + c + "' in the middle", "write \\" + c + " for the character");
        }
        if ("*+?{".indexOf(c) >= 0) {
            throw refused("'" + c + "' repeats nothing", "write \\" + c + " for the character");
        }
        int point = inner.codePointAt(at);
        at += Character.charCount(point);
        return charOf(point == '.' ? LINE_ENDS.inverted() : CodePoints.one(point));
    }

    private String group() {
        String body = alternatives();
        if (!take(")")) {
            throw refused("a bracket is not closed", "close it or write \\(");
        }
        return "(" + body + ")";
    }

    private String charOf(CodePoints set) {
        return JsonText.charOf(set)
                .orElseThrow(() -> refused("a class has no character that can stand in a JSON string", "widen it"));
    }

    /** A class, behind its opening bracket. */
    private CodePoints bracket() {
        boolean inverted = take("^");
        List<CodePoints.Range> ranges = new ArrayList<>();
        while (true) {
            if (!more()) {
                throw refused("a class is not closed", "close it with ] or write \\[");
            }
            if (take("]")) {
                break;
            }
            CodePoints low = member();
            boolean single = low.ranges().size() == 1
                    && low.ranges().getFirst().from() == low.ranges().getFirst().to();
            boolean range = single && more() && peek() == '-' && at + 1 < inner.length() && inner.charAt(at + 1) != ']';
            if (!range) {
                ranges.addAll(low.ranges());
                continue;
            }
            at++;
            CodePoints high = member();
            int from = low.ranges().getFirst().from();
            int to = high.ranges().isEmpty() ? -1 : high.ranges().getLast().to();
            if (high.ranges().size() != 1 || high.ranges().getFirst().from() != to || to < from) {
                throw refused("a class has a range that ends before it begins", "put the smaller end first");
            }
            ranges.add(new CodePoints.Range(from, to));
        }
        CodePoints set = CodePoints.joined(ranges);
        return inverted ? set.inverted() : set;
    }

    private CodePoints member() {
        if (peek() == '\\') {
            return escape();
        }
        int point = inner.codePointAt(at);
        at += Character.charCount(point);
        return CodePoints.one(point);
    }

    private CodePoints escape() {
        at++;
        if (!more()) {
            throw refused("it ends in a backslash", "write \\\\ for the character");
        }
        char c = inner.charAt(at++);
        return switch (c) {
            case 'd' -> DIGIT;
            case 'D' -> DIGIT.inverted();
            case 'w' -> WORD;
            case 'W' -> WORD.inverted();
            case 's' -> SPACE;
            case 'S' -> WIDE_SPACE.inverted();
            case 'n' -> CodePoints.one('\n');
            case 'r' -> CodePoints.one('\r');
            case 't' -> CodePoints.one('\t');
            case 'f' -> CodePoints.one('\f');
            case 'x' -> CodePoints.one(hex(2));
            case 'u' -> CodePoints.one(hex(4));
            default -> {
                if (Character.isLetterOrDigit(c)) {
                    throw refused("\\" + c + " has no counterpart", "say it without");
                }
                yield CodePoints.one(c);
            }
        };
    }

    private int hex(int digits) {
        String number = inner.substring(at, Math.min(inner.length(), at + digits));
        if (!number.matches("[0-9a-fA-F]{" + digits + "}")) {
            throw refused("a character's number is not whole", "give " + digits + " hexadecimal digits");
        }
        at += digits;
        return Integer.parseInt(number, 16);
    }
}
