package org.insula.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * One client's connection, which can tell whether the client has gone while its request is at work and nothing is read. For
 * that it reads ahead a little; what came that way is given to whoever reads next.
 */
public final class ClientEndPoint extends SocketChannelEndPoint {
    private static final int AHEAD = 1_024;

    private final Executor executor;
    private ByteBuffer ahead = BufferUtil.EMPTY_BUFFER;
    private boolean ended;
    private volatile boolean serving;
    private volatile long since = System.nanoTime();

    /** @param executor on which whoever waits for bytes is told that some were read ahead */
    public ClientEndPoint(
            SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler, Executor executor) {
        super(channel, selector, key, scheduler);
        this.executor = executor;
    }

    /** Whether the client has closed its side; only to be asked when nobody is reading the rest of a request. */
    synchronized boolean clientHasGone() {
        if (!ended && isOpen() && !ahead.hasRemaining()) {
            ByteBuffer buffer = ByteBuffer.allocate(AHEAD);
            try {
                ended = getChannel().read(buffer) < 0;
            } catch (IOException e) {
                ended = true;
            }
            ahead = buffer.position() > 0 ? buffer.flip() : BufferUtil.EMPTY_BUFFER;
        }
        return ended || !isOpen();
    }

    @Override
    public synchronized int fill(ByteBuffer buffer) throws IOException {
        if (!ahead.hasRemaining()) {
            return super.fill(buffer);
        }
        int position = BufferUtil.flipToFill(buffer);
        int count = Math.min(buffer.remaining(), ahead.remaining());
        buffer.put(ahead.slice().limit(count));
        ahead.position(ahead.position() + count);
        BufferUtil.flipToFlush(buffer, position);
        return count;
    }

    @Override
    protected void needsFillInterest() {
        if (isAhead()) {
            executor.execute(() -> getFillInterest().fillable());
        } else {
            super.needsFillInterest();
        }
    }

    private synchronized boolean isAhead() {
        return ahead.hasRemaining();
    }

    /** A request has come whole, or was answered. */
    void serving(boolean now) {
        since = System.nanoTime();
        serving = now;
    }

    /** How long there has been no whole request; 0 while there is one. */
    long nanosWithoutRequest() {
        return serving ? 0 : System.nanoTime() - since;
    }
}
