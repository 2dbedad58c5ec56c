package org.insula.signal.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.insula.signal.media.Content;

/**
 * What the header of a WAV file says about its samples, held against the bytes that are there. FFmpeg passes over a
 * difference without a word.
 *
 * @param claimed bytes of samples by the header
 * @param there bytes from the first sample to the end of the file
 * @param tail whether what follows the claimed samples is made of chunks, as it should be
 */
record WavLength(long claimed, long there, boolean tail) {
    private static final int MOST_CHUNKS = 64;
    private static final int FEW_BYTES = 16;

    /** Programs that write to a pipe leave nothing, or the greatest number, where the length would stand. */
    private static final long LEAST_UNKNOWN = 0xFFFF_0000L;

    /** Empty for what is no WAV file, or says no length. */
    static Optional<WavLength> of(Content content) {
        try {
            return find(content);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean isCutShort() {
        return there < claimed;
    }

    /** How many bytes follow the claimed samples that are no chunks: samples, most likely. */
    long leftOut() {
        return there > claimed && !tail ? there - claimed : 0;
    }

    private static Optional<WavLength> find(Content content) throws IOException {
        byte[] word = new byte[12];
        if (content.read(0, word, 12) < 12 || !named(word, 0, "RIFF") || !named(word, 8, "WAVE")) {
            return Optional.empty();
        }
        long at = 12;
        for (int i = 0; i < MOST_CHUNKS && content.read(at, word, 8) == 8; i++) {
            long size = size(word);
            if (named(word, 0, "data")) {
                return size == 0 || size >= LEAST_UNKNOWN
                        ? Optional.empty()
                        : Optional.of(new WavLength(size, content.size() - at - 8, isChunks(content, at + 8 + size)));
            }
            at += 8 + size + (size & 1);
        }
        return Optional.empty();
    }

    /** From an even or odd end on; a few bytes that are nothing at all do no harm. */
    private static boolean isChunks(Content content, long end) throws IOException {
        byte[] word = new byte[8];
        long at = end + (end & 1);
        for (int i = 0; i < MOST_CHUNKS && content.size() - at > FEW_BYTES; i++) {
            if (content.read(at, word, 8) < 8 || !isName(word) || size(word) > content.size() - at - 8) {
                return false;
            }
            at += 8 + size(word) + (size(word) & 1);
        }
        return true;
    }

    private static boolean isName(byte[] word) {
        for (int i = 0; i < 4; i++) {
            if (word[i] < ' ' || word[i] > '~') {
                return false;
            }
        }
        return true;
    }

    private static long size(byte[] word) {
        return Integer.toUnsignedLong(
                ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
    }

    private static boolean named(byte[] word, int at, String name) {
        return new String(word, at, 4, StandardCharsets.ISO_8859_1).equals(name);
    }
}
