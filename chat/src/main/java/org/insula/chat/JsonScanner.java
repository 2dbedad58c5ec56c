package org.insula.chat;

/** Finds the end of a JSON object or array that arrives character by character; does not check it otherwise. */
final class JsonScanner {
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean complete;

    /** @return whether this character ends the value */
    boolean accept(char c) {
        if (inString) {
            if (escaped) {
                escaped = false;
            } else if (c == '\\') {
                escaped = true;
            } else if (c == '"') {
                inString = false;
            }
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if ((c == '}' || c == ']') && depth > 0 && --depth == 0) {
            complete = true;
        }
        return complete;
    }

    boolean inString() {
        return inString;
    }

    boolean begun() {
        return depth > 0 || complete;
    }

    boolean complete() {
        return complete;
    }
}
