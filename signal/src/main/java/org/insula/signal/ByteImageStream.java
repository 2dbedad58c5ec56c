package org.insula.signal;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Bytes in memory as ImageIO reads them, without a copy and without a cache file. A reader may look a little past the end,
 * as bit readers do; one that goes on, taking every missing byte for zero until all pixels are made up, is stopped.
 */
final class ByteImageStream extends ImageInputStreamImpl {
    private static final int MOST_MISSING = 256;

    private final byte[] bytes;
    private int missing;

    ByteImageStream(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        return streamPos < bytes.length ? bytes[(int) streamPos++] & 255 : end();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return length == 0 ? 0 : end();
        }
        int n = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, target, offset, n);
        streamPos += n;
        return n;
    }

    private int end() throws IOException {
        if (++missing > MOST_MISSING) {
            throw new IOException("it ends too early");
        }
        return -1;
    }

    @Override
    public long length() {
        return bytes.length;
    }
}
