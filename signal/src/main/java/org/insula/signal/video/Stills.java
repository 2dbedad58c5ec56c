package org.insula.signal.video;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Tells pictures that stand still from those that move, by their bytes. */
final class Stills {
    private static final int GIF_EXTENSION = 0x21;
    private static final int GIF_IMAGE = 0x2C;

    private Stills() {}

    static boolean isMoving(byte[] file) {
        if (starts(file, 0, "\u00FF\u00D8\u00FF")
                || starts(file, 0, "BM")
                || (starts(file, 0, "RIFF") && starts(file, 8, "WEBP"))) {
            return false;
        }
        if (starts(file, 0, "\u0089PNG")) {
            return isAnimatedPng(file);
        }
        return starts(file, 0, "GIF8") ? gifImages(file) > 1 : true;
    }

    /** An {@code acTL} chunk stands before the first {@code IDAT}. */
    private static boolean isAnimatedPng(byte[] file) {
        for (long at = 8; at + 8 <= file.length; ) {
            if (starts(file, (int) at + 4, "acTL")) {
                return true;
            }
            if (starts(file, (int) at + 4, "IDAT")) {
                return false;
            }
            at += 12 + Integer.toUnsignedLong(ByteBuffer.wrap(file).getInt((int) at));
        }
        return false;
    }

    /** How many pictures a GIF holds, counted up to two. */
    private static int gifImages(byte[] file) {
        int images = 0;
        int at = 13 + (file.length > 10 ? colours(file[10]) : 0);
        while (at < file.length && images < 2) {
            int block = file[at] & 255;
            if (block == GIF_IMAGE && at + 9 < file.length) {
                images++;
                at = afterSubBlocks(file, at + 11 + colours(file[at + 9]));
            } else if (block == GIF_EXTENSION) {
                at = afterSubBlocks(file, at + 2);
            } else {
                break;
            }
        }
        return images;
    }

    /** How many bytes a colour table takes. */
    private static int colours(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static int afterSubBlocks(byte[] file, int from) {
        int at = from;
        while (at < file.length && file[at] != 0) {
            at += 1 + (file[at] & 255);
        }
        return at + 1;
    }

    /** @param start one character for each byte */
    private static boolean starts(byte[] file, int at, String start) {
        return at + start.length() <= file.length
                && new String(file, at, start.length(), StandardCharsets.ISO_8859_1).equals(start);
    }
}
