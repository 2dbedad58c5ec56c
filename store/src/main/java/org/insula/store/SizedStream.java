package org.insula.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails where it goes on beyond the size that was announced. */
final class SizedStream extends FilterInputStream {
    private long left;

    SizedStream(InputStream in, long size) {
        super(in);
        left = size;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) throws IOException {
        left -= read;
        if (left < 0) {
            throw new IOException("longer than announced");
        }
    }

    /** Skipping would not count. */
    @Override
    public long skip(long n) throws IOException {
        return read(new byte[(int) Math.min(n, 1 << 13)]);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
