package org.insula.signal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads the two formats that are made of named chunks, PNG and WebP, as far as ImageIO leaves it to others. */
final class Chunks {
    private Chunks() {}

    /** From the {@code eXIf} chunk of a PNG: length (big-endian), name, data, checksum. */
    static Orientation ofPng(byte[] file) {
        ByteBuffer chunks = ByteBuffer.wrap(file);
        for (long at = 8; at + 8 <= file.length; ) {
            long length = Integer.toUnsignedLong(chunks.getInt((int) at));
            if (length > file.length - at - 8) {
                break;
            }
            if (named(file, (int) at + 4, "eXIf")) {
                return Exif.orientation(file, (int) at + 8, (int) length);
            }
            at += length + 12;
        }
        return Orientation.UPRIGHT;
    }

    /** From the {@code EXIF} chunk of a WebP: name, length (little-endian), data, padded to an even length. */
    static Orientation ofWebp(byte[] file) {
        ByteBuffer chunks = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (long at = 12; at + 8 <= file.length; ) {
            long length = Integer.toUnsignedLong(chunks.getInt((int) at + 4));
            if (length > file.length - at - 8) {
                break;
            }
            if (named(file, (int) at, "EXIF")) {
                int skip = length >= 6 && named(file, (int) at + 8, "Exif") ? 6 : 0; // some writers keep JPEG's prefix
                return Exif.orientation(file, (int) at + 8 + skip, (int) length - skip);
            }
            at += 8 + length + (length & 1);
        }
        return Orientation.UPRIGHT;
    }

    /** Whether a WebP is as long as its header says; readers fill in what is missing without a word. */
    static boolean isWholeWebp(byte[] file) {
        return file.length >= 12
                && 8
                                + Integer.toUnsignedLong(ByteBuffer.wrap(file)
                                        .order(ByteOrder.LITTLE_ENDIAN)
                                        .getInt(4))
                        <= file.length;
    }

    private static boolean named(byte[] file, int at, String name) {
        return new String(file, at, 4, StandardCharsets.ISO_8859_1).equals(name);
    }
}
