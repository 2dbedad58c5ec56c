package org.insula.chat;

/**
 * A piece of a template.
 *
 * @param text the text, the name, the string without quotes, the number or the sign
 * @param at where it begins in the source
 */
record TemplateToken(Kind kind, String text, int at) {
    enum Kind {
        TEXT,
        PRINT,
        PRINT_END,
        BLOCK,
        BLOCK_END,
        NAME,
        STRING,
        INTEGER,
        DECIMAL,
        SIGN,
        END
    }

    boolean is(Kind other, String expected) {
        return kind == other && text.equals(expected);
    }
}
