package org.insula.chat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rules of a grammar in the notation of llama.cpp. What refers to a rule comes after it, so there are no circles; equal
 * rules are kept once.
 *
 * @see <a href="https://github.com/ggml-org/llama.cpp/blob/master/grammars/README.md">GBNF</a>
 */
final class Gbnf {
    /** What may repeat at most, in one repetition: llama.cpp refuses more than 2,000. */
    static final int MOST_REPEATS = 1_000;

    private static final int MOST_CHARS = 1_000_000;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9-]+");

    private final Map<String, String> rules = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private int chars;

    /**
     * Keeps a rule.
     *
     * @param hint what its name begins with
     * @return its name
     * @throws ChatException if the grammar grows beyond measure
     */
    String rule(String hint, String body) {
        String known = names.get(body);
        if (known != null) {
            return known;
        }
        if (NAME.matcher(body).matches()) {
            return body; // another rule, as it is
        }
        String plain = hint.replaceAll("[^a-zA-Z0-9]+", "-").replaceAll("^-|-$", "");
        String base = plain.isEmpty() || plain.length() > 40 ? "part" : plain;
        String name = base;
        for (int i = rules.size(); rules.containsKey(name) || name.equals("root"); i++) {
            name = base + "-" + i;
        }
        chars += name.length() + body.length();
        if (chars > MOST_CHARS) {
            throw new ChatException("The grammar of this schema grows beyond " + MOST_CHARS
                    + " characters; use a smaller schema, or one that contains itself less often.");
        }
        rules.put(name, body);
        names.put(body, name);
        return name;
    }

    /** The whole grammar. */
    String text(String root) {
        StringBuilder text = new StringBuilder(chars + 8 * rules.size() + root.length() + 16);
        text.append("root ::= ").append(root).append('\n');
        rules.forEach(
                (name, body) -> text.append(name).append(" ::= ").append(body).append('\n'));
        return text.toString();
    }

    /** Exactly this text. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7f) {
                        literal.append(String.format("\\x%02X", c));
                    } else {
                        literal.appendCodePoint(c);
                    }
                }
            }
        });
        return literal.append('"').toString();
    }

    /** One of these; a single one as it is. */
    static String oneOf(List<String> alternatives) {
        return alternatives.size() == 1
                ? alternatives.getFirst()
                : alternatives.stream().distinct().collect(Collectors.joining(" | ", "(", ")"));
    }

    /** This, so many times. */
    static String times(String atom, int least, int most) {
        if (most == 0) {
            return "\"\"";
        }
        if (least == 1 && most == 1) {
            return atom;
        }
        if (least == 0 && most == 1) {
            return atom + "?";
        }
        return least == most ? atom + "{" + least + "}" : atom + "{" + least + "," + most + "}";
    }
}
