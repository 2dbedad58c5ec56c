package org.insula.server.live;

/**
 * What is said on one socket. Messages come one after the other; the next is not read before a method has returned, which
 * holds back a sender that is too fast.
 */
interface Conversation extends AutoCloseable {
    /**
     * Samples, or a file.
     *
     * @throws RuntimeException if they are not what was expected; the conversation goes on
     */
    void binary(byte[] message) throws InterruptedException;

    /**
     * A text, or {@code end}.
     *
     * @return whether the conversation has ended
     */
    boolean text(String message) throws InterruptedException;

    /** The socket has closed. */
    @Override
    void close();
}
