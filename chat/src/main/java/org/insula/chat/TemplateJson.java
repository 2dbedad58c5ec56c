package org.insula.chat;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes values as Python's {@code json.dumps(…, ensure_ascii=False)} does, on which models were trained. */
final class TemplateJson {
    private static final int MOST_DEPTH = 100;

    private final StringBuilder out = new StringBuilder();
    private final int indent;
    private final String comma;
    private final String colon;
    private final boolean sorted;
    private final TemplateBudget budget;

    /** @param indent blanks for each level; negative for one line */
    TemplateJson(int indent, String comma, String colon, boolean sorted, TemplateBudget budget) {
        this.indent = indent;
        this.comma = comma;
        this.colon = colon;
        this.sorted = sorted;
        this.budget = budget;
    }

    String write(Object value) {
        write(value, 0);
        return out.toString();
    }

    private void write(Object value, int depth) {
        budget.step();
        if (depth > MOST_DEPTH) {
            throw TemplateValues.wrong("a value nests too deep for JSON");
        }
        int before = out.length();
        switch (value) {
            case null -> out.append("null");
            case Boolean bool -> out.append(bool);
            case Long number -> out.append(number);
            case Double number -> out.append(TemplateValues.decimal(number));
            case String text -> string(text);
            case List<?> list -> list(list, depth);
            case Map<?, ?> map -> map(sorted ? byName(map) : map, depth);
            default -> throw TemplateValues.wrong(TemplateValues.kind(value) + " cannot be written as JSON");
        }
        if (!(value instanceof List) && !(value instanceof Map)) {
            budget.willMake(out.length() - before);
        }
    }

    private static Map<?, ?> byName(Map<?, ?> map) {
        Map<String, Object> names = new TreeMap<>();
        map.forEach((key, value) -> names.put(String.valueOf(key), value));
        return names;
    }

    private void list(List<?> list, int depth) {
        out.append('[');
        Iterator<?> items = list.iterator();
        while (items.hasNext()) {
            line(depth + 1);
            write(items.next(), depth + 1);
            out.append(items.hasNext() ? comma : "");
        }
        if (!list.isEmpty()) {
            line(depth);
        }
        out.append(']');
    }

    private void map(Map<?, ?> map, int depth) {
        out.append('{');
        var entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            var entry = entries.next();
            line(depth + 1);
            string(entry.getKey() instanceof String name ? name : String.valueOf(entry.getKey()));
            out.append(colon);
            write(entry.getValue(), depth + 1);
            out.append(entries.hasNext() ? comma : "");
        }
        if (!map.isEmpty()) {
            line(depth);
        }
        out.append('}');
    }

    private void line(int depth) {
        if (indent >= 0) {
            budget.willMake((long) indent * depth + 1);
            out.append('\n').append(" ".repeat(indent * depth));
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
