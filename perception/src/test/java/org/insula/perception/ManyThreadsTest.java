package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.insula.embedding.Encoded;
import org.insula.embedding.Encoder;
import org.insula.testkit.Sounds;
import org.junit.jupiter.api.Test;

class ManyThreadsTest {
    @Test
    void manyThreadsGetTheAnswerOfOne() throws Exception {
        assertSame(new FaceEncoder(), Pictures.bytes("portrait.jpg"));
        assertSame(new PictureEncoder(), Pictures.bytes("cat.jpg"));
        assertSame(new HandEncoder(), Pictures.bytes("hands/fist.jpg"));
        assertSame(new BodyEncoder(), Files.readAllBytes(Path.of("..", "examples", "portrait.png")));
        assertSame(
                new SoundEncoder(),
                Sounds.wav(16_000, Sounds.Coding.SIGNED_16, Sounds.sweep(300, 900, 0.5, 0.6, 16_000)));
        assertSame(new TextEncoder(), "Many threads, one answer.".getBytes(StandardCharsets.UTF_8));
    }

    /** The first calls race for loading the networks. */
    private static void assertSame(Encoder encoder, byte[] content) throws Exception {
        try (encoder;
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<List<Encoded>> task = () -> encoder.encode(content);
            List<Future<List<Encoded>>> answers =
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> task).toList());
            List<Encoded> one = encoder.encode(content);
            for (Future<List<Encoded>> answer : answers) {
                assertEquals(one, answer.get(), encoder.kind());
            }
        }
    }
}
