package org.insula.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/**
 * Where a command speaks: results to one stream, errors and progress to the other, progress only if a person looks at a
 * terminal. Safe to use from many threads.
 */
final class Terminal {
    private static final int BAR = 24;
    private static final String ERASE_LINE = "\r\u001B[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean interactive;
    private int shown = -1;

    Terminal(PrintWriter out, PrintWriter err, boolean interactive) {
        this.out = out;
        this.err = err;
        this.interactive = interactive;
    }

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }

    void say(String line) {
        out.println(line);
    }

    /** A part of a line, seen at once. */
    void write(String text) {
        out.print(text);
        out.flush();
    }

    /** Asks a person; programs that write to this command are not asked. */
    synchronized void prompt(String sign) {
        if (interactive) {
            err.print(sign);
            err.flush();
        }
    }

    void json(JsonNode json) {
        out.println(json.toPrettyString());
    }

    synchronized void error(String message) {
        clear();
        err.println("insula: " + message);
    }

    /** A remark for whoever watches; programs that read the results do not see it. */
    synchronized void remark(String line) {
        clear();
        err.println(line);
    }

    /** Draws a bar for work that is {@code done} of {@code total} steps on. */
    synchronized void progress(String what, int done, int total) {
        int filled = total == 0 ? BAR : (int) ((long) BAR * done / total);
        int state = filled * 1_000 + (total == 0 ? 100 : (int) (100L * done / total));
        if (!interactive || state == shown) {
            return;
        }
        shown = state;
        err.print(ERASE_LINE + what + " " + "█".repeat(filled) + "░".repeat(BAR - filled) + " " + done + "/" + total);
        err.flush();
    }

    synchronized void clear() {
        if (shown >= 0) {
            err.print(ERASE_LINE);
            err.flush();
            shown = -1;
        }
    }
}
