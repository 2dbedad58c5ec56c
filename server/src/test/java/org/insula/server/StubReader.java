package org.insula.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.insula.embedding.EncodingException;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.server.tool.RecordingReader;

/**
 * Hears as many beats as a recording has letters, on the host's workers, and takes as long as it is told to. What begins
 * with {@code noise} is no music.
 */
final class StubReader implements RecordingReader {
    private final AtomicInteger reading = new AtomicInteger();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile Optional<Host> host = Optional.empty();

    /** On whose workers it reads. */
    void on(Host workers) {
        host = Optional.of(workers);
    }

    /** Waits within a reading until the latch is let go. */
    void hold(CountDownLatch latch) {
        held = latch;
    }

    /** How many are being read. */
    int reading() {
        return reading.get();
    }

    @Override
    public String name() {
        return "music";
    }

    @Override
    public byte[] read(Caller caller, String input, byte[] recording, Form form, Progress progress)
            throws InterruptedException {
        return host.orElseThrow()
                .compute(
                        caller,
                        name(),
                        recording.length,
                        () -> read(input, new String(recording, StandardCharsets.UTF_8), form, progress),
                        Duration.ofMinutes(1));
    }

    private byte[] read(String input, String recording, Form form, Progress progress) throws InterruptedException {
        if (recording.startsWith("noise")) {
            throw new EncodingException("'" + input + "' holds no music; send some.");
        }
        progress.at(1, 2);
        reading.incrementAndGet();
        held.await();
        reading.decrementAndGet();
        String answer = switch (form) {
            case JSON -> json(input, recording.length());
            case JAMS -> "{\"file_metadata\":{},\"annotations\":[]}";
            default -> form + " of " + recording;
        };
        return answer.getBytes(StandardCharsets.UTF_8);
    }

    private static String json(String input, int beats) {
        return """
                {"input":"%s","durationSeconds":1.5,"tempo":null,"beats":[%s],"downbeats":[],"meter":4,"key":null,\
                "chords":[],"notes":[],"sections":[],"loudness":{"integratedLufs":null}}""".formatted(input.replaceAll("[^A-Za-z0-9. ]", "_"), "0.5,".repeat(beats) + "9");
    }
}
