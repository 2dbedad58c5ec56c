package org.insula.chat;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a template into pieces. The line break behind a block and the blanks before one that begins its line are left out
 * ({@code trim_blocks}, {@code lstrip_blocks}), as transformers set it.
 */
final class TemplateLexer {
    private static final List<String> SIGNS = List.of(
            "//", "**", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "<", ">", "=", "(", ")", "[", "]", "{",
            "}", ",", ".", ":", "|");

    private final String source;
    private final List<TemplateToken> tokens = new ArrayList<>();
    private int at;
    private boolean trimNext;
    private boolean skipBreak;

    private TemplateLexer(String source) {
        String unix = source.replace("\r\n", "\n");
        this.source = unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix;
    }

    static List<TemplateToken> tokens(String source) {
        TemplateLexer lexer = new TemplateLexer(source);
        while (lexer.at < lexer.source.length()) {
            lexer.piece();
        }
        lexer.add(TemplateToken.Kind.END, "");
        return lexer.tokens;
    }

    private void add(TemplateToken.Kind kind, String text) {
        tokens.add(new TemplateToken(kind, text, at));
    }

    static ChatException broken(String source, int at, String what) {
        long line = source.substring(0, Math.min(at, source.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
        return new ChatException("The chat template cannot be read at line " + line + ": " + what
                + "; use a model with a template in the dialect of transformers.");
    }

    private void piece() {
        int open = at;
        while (true) {
            open = source.indexOf('{', open);
            if (open < 0 || open + 1 >= source.length()) {
                open = source.length();
                break;
            }
            char next = source.charAt(open + 1);
            if (next == '{' || next == '%' || next == '#') {
                break;
            }
            open++;
        }
        boolean tag = open < source.length();
        char kind = tag ? source.charAt(open + 1) : ' ';
        char sign = tag && open + 2 < source.length() ? source.charAt(open + 2) : ' ';
        text(source.substring(at, open), tag && sign == '-', tag && kind != '{' && sign != '+');
        if (!tag) {
            at = open;
            return;
        }
        at = open + 2 + (sign == '-' || sign == '+' ? 1 : 0);
        switch (kind) {
            case '#' -> comment();
            case '{' -> inside(TemplateToken.Kind.PRINT, TemplateToken.Kind.PRINT_END, "}}");
            default -> block();
        }
    }

    private void text(String raw, boolean stripEnd, boolean stripLine) {
        String text = raw;
        if (trimNext) {
            text = text.stripLeading();
        } else if (skipBreak && text.startsWith("\n")) {
            text = text.substring(1);
        }
        boolean begun = text.length() == raw.length() && at > 0;
        if (stripEnd) {
            text = text.stripTrailing();
        } else if (stripLine) {
            text = withoutIndent(text, begun);
        }
        trimNext = false;
        skipBreak = false;
        if (!text.isEmpty()) {
            add(TemplateToken.Kind.TEXT, text);
        }
    }

    /** Without the blanks behind the last line break, if only blanks are there. */
    private static String withoutIndent(String text, boolean midLine) {
        int line = text.lastIndexOf('\n') + 1;
        boolean atLineStart = line > 0 || !midLine;
        return atLineStart && text.substring(line).isBlank() ? text.substring(0, line) : text;
    }

    private void comment() {
        int end = source.indexOf("#}", at);
        if (end < 0) {
            throw broken(source, at, "a comment is not closed");
        }
        ending(end > at ? source.charAt(end - 1) : ' ', true);
        at = end + 2;
    }

    /** What the sign before the end of a tag asks of the text behind it. */
    private void ending(char sign, boolean block) {
        trimNext = sign == '-';
        skipBreak = block && sign != '-' && sign != '+';
    }

    private void block() {
        int begin = tokens.size();
        inside(TemplateToken.Kind.BLOCK, TemplateToken.Kind.BLOCK_END, "%}");
        if (tokens.size() == begin + 3 && tokens.get(begin + 1).is(TemplateToken.Kind.NAME, "raw")) {
            tokens.subList(begin, tokens.size()).clear();
            raw();
        }
    }

    private void raw() {
        int end = at;
        while (true) {
            end = source.indexOf("{%", end);
            if (end < 0) {
                throw broken(source, at, "a raw part is not closed");
            }
            int name = end + 2;
            while (name < source.length() && (source.charAt(name) == '-' || source.charAt(name) == ' ')) {
                name++;
            }
            if (source.startsWith("endraw", name)) {
                break;
            }
            end += 2;
        }
        text(source.substring(at, end), source.startsWith("{%-", end), true);
        int close = source.indexOf("%}", end);
        if (close < 0) {
            throw broken(source, end, "a raw part is not closed");
        }
        ending(source.charAt(close - 1), true);
        at = close + 2;
    }

    private void inside(TemplateToken.Kind open, TemplateToken.Kind close, String end) {
        add(open, "");
        int depth = 0;
        while (true) {
            while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
                at++;
            }
            if (at >= source.length()) {
                throw broken(source, at, "a tag is not closed");
            }
            char c = source.charAt(at);
            boolean signed = (c == '-' || c == '+') && source.startsWith(end, at + 1);
            if (depth == 0 && (signed || source.startsWith(end, at))) {
                add(close, "");
                ending(signed ? c : ' ', close == TemplateToken.Kind.BLOCK_END);
                at += signed ? 3 : 2;
                return;
            }
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            token(c);
        }
    }

    private void token(char c) {
        if (c == '"' || c == '\'') {
            string(c);
        } else if (c >= '0' && c <= '9') {
            number();
        } else if (Character.isLetter(c) || c == '_') {
            int end = at;
            while (end < source.length()
                    && (Character.isLetterOrDigit(source.charAt(end)) || source.charAt(end) == '_')) {
                end++;
            }
            add(TemplateToken.Kind.NAME, source.substring(at, end));
            at = end;
        } else {
            String sign = SIGNS.stream()
                    .filter(each -> source.startsWith(each, at))
                    .findFirst()
                    .orElseThrow(() -> broken(source, at, "'" + c + "' has no meaning here"));
            add(TemplateToken.Kind.SIGN, sign);
            at += sign.length();
        }
    }

    private void number() {
        int end = at;
        boolean decimal = false;
        while (end < source.length()) {
            char c = source.charAt(end);
            boolean point =
                    c == '.' && !decimal && end + 1 < source.length() && Character.isDigit(source.charAt(end + 1));
            if (!(c >= '0' && c <= '9') && c != '_' && !point) {
                break;
            }
            decimal |= point;
            end++;
        }
        String digits = source.substring(at, end).replace("_", "");
        if (digits.length() > 18) {
            throw broken(source, at, "a number has more than 18 digits");
        }
        add(decimal ? TemplateToken.Kind.DECIMAL : TemplateToken.Kind.INTEGER, digits);
        at = end;
    }

    private void string(char quote) {
        StringBuilder text = new StringBuilder();
        int i = at + 1;
        while (i < source.length() && source.charAt(i) != quote) {
            char c = source.charAt(i++);
            if (c != '\\' || i >= source.length()) {
                text.append(c);
                continue;
            }
            char escape = source.charAt(i++);
            switch (escape) {
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case '0' -> text.append('\0');
                case '\\', '\'', '"' -> text.append(escape);
                case '\n' -> {}
                case 'x' -> i = code(text, i, 2);
                case 'u' -> i = code(text, i, 4);
                case 'U' -> i = code(text, i, 8);
                default -> text.append('\\').append(escape);
            }
        }
        if (i >= source.length()) {
            throw broken(source, at, "a string is not closed");
        }
        add(TemplateToken.Kind.STRING, text.toString());
        at = i + 1;
    }

    private int code(StringBuilder text, int from, int digits) {
        String hex = source.substring(from, Math.min(source.length(), from + digits));
        int point = hex.matches("[0-9a-fA-F]{" + digits + "}") ? (int) Long.parseLong(hex, 16) : -1;
        if (!Character.isValidCodePoint(point)) {
            throw broken(source, from, "a character's number is wrong");
        }
        text.appendCodePoint(point);
        return from + digits;
    }
}
