package org.insula.signal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** Reading text: UTF-8 and nothing else. Stateless, safe to call from many threads. */
public final class Text {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Text() {}

    /**
     * Decodes UTF-8 strictly; a leading byte-order mark is dropped.
     *
     * @param bytes the whole text
     * @param maxBytes the longest text that is accepted
     * @throws SignalException if it is longer, or not UTF-8, with the position of the first wrong byte
     */
    public static String decode(byte[] bytes, int maxBytes) {
        if (bytes.length > maxBytes) {
            throw new SignalException("The text has " + bytes.length + " bytes, more than the limit of " + maxBytes
                    + "; shorten it or split it.");
        }
        CharsetDecoder utf8 = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = utf8.decode(in, out, true);
        if (result.isError()) {
            throw new SignalException(
                    "The text is not UTF-8: byte %d (0x%02X) fits no character; save it as UTF-8 and try again."
                            .formatted(in.position(), bytes[in.position()]));
        }
        String text = out.flip().toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** The composed form (Unicode NFC), in which equal-looking texts are equal. */
    public static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
