package org.insula.signal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The one thing that decoding wants from EXIF: the orientation in the first image file directory. A damaged block counts
 * as absent, because a picture with broken metadata is still a picture.
 */
final class Exif {
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY_BYTES = 12;

    private Exif() {}

    /**
     * Reads the orientation from a TIFF-structured block.
     *
     * @param file holds the block
     * @param start where the byte-order mark {@code II} or {@code MM} stands
     * @param length the block's bytes
     */
    static Orientation orientation(byte[] file, int start, int length) {
        if (length < 8) {
            return Orientation.UPRIGHT;
        }
        ByteBuffer block = ByteBuffer.wrap(file, start, length).slice();
        boolean little = block.get(0) == 'I' && block.get(1) == 'I';
        boolean big = block.get(0) == 'M' && block.get(1) == 'M';
        if (!little && !big) {
            return Orientation.UPRIGHT;
        }
        block.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return block.getShort(2) == 42 ? inDirectory(block, block.getInt(4)) : Orientation.UPRIGHT;
    }

    private static Orientation inDirectory(ByteBuffer block, int directory) {
        if (directory < 8 || directory > block.limit() - 2) {
            return Orientation.UPRIGHT;
        }
        int entries = Short.toUnsignedInt(block.getShort(directory));
        for (int i = 0, at = directory + 2; i < entries && at <= block.limit() - ENTRY_BYTES; i++, at += ENTRY_BYTES) {
            if (Short.toUnsignedInt(block.getShort(at)) == ORIENTATION) {
                return block.getShort(at + 2) == SHORT ? Orientation.of(block.getShort(at + 8)) : Orientation.UPRIGHT;
            }
        }
        return Orientation.UPRIGHT;
    }
}
