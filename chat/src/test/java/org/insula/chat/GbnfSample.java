package org.insula.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes texts that a grammar allows, as a model of random weights would. A reader of llama.cpp's notation of its own, so
 * that it does not share mistakes with what is tested.
 */
final class GbnfSample {
    private sealed interface Part {}

    private record Literal(String text) implements Part {}

    private record Range(int from, int to) {}

    private record Chars(List<Range> ranges, boolean not) implements Part {}

    private record Rule(String name) implements Part {}

    private record Sequence(List<Part> parts) implements Part {}

    private record Either(List<Part> parts) implements Part {}

    private record Repeat(Part part, int least, int most) implements Part {}

    private final Map<String, Part> rules = new HashMap<>();
    private final String text;
    private int at;

    GbnfSample(String gbnf) {
        this.text = gbnf;
        space(true);
        while (at < text.length()) {
            String name = name();
            space(false);
            expect("::=");
            rules.put(name, either(false));
            space(true);
        }
        rules.values().forEach(this::check);
    }

    private void check(Part part) {
        switch (part) {
            case Rule rule -> {
                if (!rules.containsKey(rule.name())) {
                    throw new IllegalArgumentException("no rule " + rule.name());
                }
            }
            case Sequence sequence -> sequence.parts().forEach(this::check);
            case Either either -> either.parts().forEach(this::check);
            case Repeat repeat -> check(repeat.part());
            case Literal _, Chars _ -> {}
        }
    }

    private void space(boolean lines) {
        while (at < text.length()
                && (text.charAt(at) == ' ' || text.charAt(at) == '\t' || lines && text.charAt(at) == '\n')) {
            at++;
        }
    }

    private void expect(String sign) {
        if (!text.startsWith(sign, at)) {
            throw new IllegalArgumentException(
                    "expected " + sign + " at " + text.substring(at, Math.min(text.length(), at + 40)));
        }
        at += sign.length();
    }

    private String name() {
        int begin = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        if (begin == at) {
            throw new IllegalArgumentException(
                    "expected a name at " + text.substring(at, Math.min(text.length(), at + 40)));
        }
        return text.substring(begin, at);
    }

    private Part either(boolean nested) {
        List<Part> parts = new ArrayList<>();
        do {
            space(nested);
            parts.add(sequence(nested));
        } while (text.startsWith("|", at) && ++at > 0);
        return parts.size() == 1 ? parts.getFirst() : new Either(parts);
    }

    private Part sequence(boolean nested) {
        List<Part> parts = new ArrayList<>();
        while (at < text.length() && "|)\n".indexOf(text.charAt(at)) < 0) {
            Part part = repeated(single());
            parts.add(part);
            space(nested);
        }
        return parts.size() == 1 ? parts.getFirst() : new Sequence(parts);
    }

    private Part single() {
        char c = text.charAt(at);
        if (c == '"') {
            at++;
            StringBuilder literal = new StringBuilder();
            while (text.charAt(at) != '"') {
                literal.appendCodePoint(character());
            }
            at++;
            return new Literal(literal.toString());
        }
        if (c == '[') {
            return chars();
        }
        if (c == '(') {
            at++;
            Part part = either(true);
            expect(")");
            return part;
        }
        return new Rule(name());
    }

    private Part chars() {
        at++;
        boolean not = text.charAt(at) == '^';
        at += not ? 1 : 0;
        List<Range> ranges = new ArrayList<>();
        while (text.charAt(at) != ']') {
            int from = character();
            int to = from;
            if (text.charAt(at) == '-' && text.charAt(at + 1) != ']') {
                at++;
                to = character();
            }
            ranges.add(new Range(from, to));
        }
        at++;
        return new Chars(ranges, not);
    }

    private int character() {
        if (text.charAt(at) != '\\') {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            return c;
        }
        char kind = text.charAt(at + 1);
        at += 2;
        int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
        if (digits > 0) {
            at += digits;
            return Integer.parseInt(text.substring(at - digits, at), 16);
        }
        return switch (kind) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '"', '\\', '[', ']' -> kind;
            default -> throw new IllegalArgumentException("escape \\" + kind);
        };
    }

    private Part repeated(Part part) {
        if (at >= text.length()) {
            return part;
        }
        char sign = text.charAt(at);
        if ("*+?".indexOf(sign) >= 0) {
            at++;
            return new Repeat(part, sign == '+' ? 1 : 0, sign == '?' ? 1 : 8);
        }
        if (sign != '{') {
            return part;
        }
        int close = text.indexOf('}', at);
        String[] ends = text.substring(at + 1, close).split(",");
        at = close + 1;
        int least = Integer.parseInt(ends[0]);
        int most = Integer.parseInt(ends[ends.length - 1]);
        if (most > 2_000 || most < least) {
            throw new IllegalArgumentException("repeats " + least + " to " + most);
        }
        return new Repeat(part, least, most);
    }

    /** One text that is allowed. */
    String write(Random random) {
        StringBuilder out = new StringBuilder();
        write(rules.get("root"), random, out);
        return out.toString();
    }

    private void write(Part part, Random random, StringBuilder out) {
        switch (part) {
            case Literal literal -> out.append(literal.text());
            case Chars chars -> out.appendCodePoint(one(chars, random));
            case Rule rule -> write(rules.get(rule.name()), random, out);
            case Sequence sequence -> sequence.parts().forEach(each -> write(each, random, out));
            case Either either ->
                write(either.parts().get(random.nextInt(either.parts().size())), random, out);
            case Repeat repeat -> {
                int spread = Math.min(repeat.most() - repeat.least(), random.nextInt(4) == 0 ? 40 : 2);
                int times = repeat.least() + random.nextInt(spread + 1);
                for (int i = 0; i < times; i++) {
                    write(repeat.part(), random, out);
                }
            }
        }
    }

    private static int one(Chars chars, Random random) {
        if (!chars.not()) {
            Range range = chars.ranges().get(random.nextInt(chars.ranges().size()));
            return range.from() + random.nextInt(Math.min(range.to() - range.from() + 1, 3_000));
        }
        while (true) {
            int c = random.nextInt(8) > 0 ? ' ' + random.nextInt(95) : 0xa0 + random.nextInt(0x1f000);
            boolean inside = chars.ranges().stream().anyMatch(range -> range.from() <= c && c <= range.to());
            if (!inside && !(c >= 0xd800 && c <= 0xdfff)) {
                return c;
            }
        }
    }
}
