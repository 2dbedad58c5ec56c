package org.insula.language;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Turns the bytes of tokens into text that may be shown. Characters that are not whole yet, and text that may become a stop
 * string, are held back. Bytes that are no UTF-8 become U+FFFD.
 */
final class TextStream {
    private final List<String> stops;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final StringBuilder held = new StringBuilder();
    private byte[] partial = {};
    private long shown;
    private boolean stopped;

    TextStream(List<String> stops) {
        this.stops = stops;
    }

    /** Takes the bytes of a token and gives the text that may be shown now, often none. */
    String accept(byte[] bytes) {
        decode(bytes, false);
        return show();
    }

    /** The text that is left when no token follows. */
    String finish() {
        if (!stopped) {
            decode(new byte[0], true);
        }
        String text = show();
        if (stopped) {
            return text;
        }
        text += held;
        shown += held.length();
        held.setLength(0);
        return text;
    }

    /** Whether a stop string came; what follows it is not shown. */
    boolean stopped() {
        return stopped;
    }

    /** How many chars were shown. */
    long shown() {
        return shown;
    }

    /** How many chars were decoded, shown or held back. */
    long decoded() {
        return shown + held.length();
    }

    private void decode(byte[] bytes, boolean last) {
        ByteBuffer in = ByteBuffer.allocate(partial.length + bytes.length)
                .put(partial)
                .put(bytes)
                .flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 2);
        decoder.decode(in, out, last);
        if (last) {
            decoder.flush(out);
        }
        partial = new byte[in.remaining()];
        in.get(partial);
        held.append(out.flip());
    }

    private String show() {
        if (stopped) {
            return "";
        }
        int end = held.length();
        for (String stop : stops) {
            int at = held.indexOf(stop);
            if (at >= 0) {
                end = Math.min(end, at);
                stopped = true;
            }
        }
        if (!stopped) {
            end = safeEnd();
        }
        String text = held.substring(0, end);
        held.delete(0, end);
        shown += end;
        if (stopped) {
            held.setLength(0);
        }
        return text;
    }

    /** Where the longest end of the held text begins that is the beginning of a stop string. */
    private int safeEnd() {
        int end = held.length();
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, held.length()); length > held.length() - end; length--) {
                if (endsWith(stop, length)) {
                    end = held.length() - length;
                    break;
                }
            }
        }
        return end;
    }

    private boolean endsWith(String stop, int length) {
        int offset = held.length() - length;
        for (int i = 0; i < length; i++) {
            if (held.charAt(offset + i) != stop.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
