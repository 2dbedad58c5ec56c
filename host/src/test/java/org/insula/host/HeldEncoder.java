package org.insula.host;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.insula.embedding.Encoded;

/** Letters, once it is let go. */
final class HeldEncoder extends LetterEncoder {
    private final Supplier<CountDownLatch> held;

    HeldEncoder(String version, Supplier<CountDownLatch> held) {
        super(version);
        this.held = held;
    }

    @Override
    public List<Encoded> encode(byte[] content) {
        try {
            held.get().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return super.encode(content);
    }
}
