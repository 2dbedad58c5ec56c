package org.insula.music;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes XML, indented; whatever is put in is escaped. */
final class Xml {
    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Begins an element.
     *
     * @param attributes names and values in turn; a name whose value is {@code null} is left out
     */
    Xml open(String name, Object... attributes) {
        begin(name, attributes).append(">\n");
        open.push(name);
        return this;
    }

    /** Ends the element that was begun last. */
    Xml close() {
        String name = open.pop();
        indent().append("</").append(name).append(">\n");
        return this;
    }

    /** An element that holds only text. */
    Xml leaf(String name, Object content, Object... attributes) {
        begin(name, attributes).append('>');
        escape(content.toString());
        text.append("</").append(name).append(">\n");
        return this;
    }

    /** An element that holds nothing. */
    Xml empty(String name, Object... attributes) {
        begin(name, attributes).append("/>\n");
        return this;
    }

    private StringBuilder begin(String name, Object... attributes) {
        indent().append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                text.append(' ').append(attributes[i]).append("=\"");
                escape(attributes[i + 1].toString());
                text.append('"');
            }
        }
        return text;
    }

    private StringBuilder indent() {
        return text.repeat(' ', open.size());
    }

    private void escape(String content) {
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            switch (c) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                case '"' -> text.append("&quot;");
                default -> text.append(c);
            }
        }
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
