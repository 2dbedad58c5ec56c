package org.insula.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncoderGraph;
import org.insula.embedding.LiveEncoder;
import org.insula.embedding.Where;
import org.insula.host.Encoders;
import org.insula.host.Host;
import org.insula.host.HostOptions;
import org.insula.host.Hosted;
import org.insula.host.ModelFolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Live streams, through the JDK's own WebSocket client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LiveTest {
    private static final int RATE = 8_000;

    @TempDir
    static Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private Host host;
    private InsulaServer server;

    @BeforeAll
    void start() {
        LinkedHashMap<String, Supplier<? extends Encoder>> makers = new LinkedHashMap<>();
        makers.put("picture", () -> new HeldEncoder());
        makers.put("text", () -> new LengthModel.LengthEncoder("text"));
        makers.put("sound", LoudnessEncoder::new);
        Encoders encoders = new Encoders(makers);
        var classifier = new LengthModel.LengthClassifier();
        List<Hosted> models = List.of(
                Hosted.builtIn("size", "picture", "", encoders, classifier),
                Hosted.builtIn("length", "text", "", encoders, classifier),
                Hosted.builtIn("loudness", "sound", "", encoders, classifier));
        host = new Host(models, new ModelFolder(folder, encoders), HostOptions.of(2));
        server = InsulaServer.start(host, new ServerOptions("127.0.0.1", 0, 100_000), "0.1.0");
    }

    @AfterAll
    void stop() {
        server.close();
        host.close();
    }

    /** A second of silence, two of a loud sound, a second of silence; more than 5 is called long here. */
    @Test
    void aSoundIsAnsweredEveryHopAndItsEventToldOnce() throws Exception {
        for (String format : List.of("s16le", "f32le")) {
            Talk talk = open("loudness?rate=" + RATE + "&format=" + format);
            JsonNode hello = talk.next();
            assertEquals("sound", hello.path("kind").asText());
            assertEquals(0.25, hello.path("hopSeconds").asDouble());
            talk.send(samples(format, 0, RATE));
            talk.send(samples(format, 0.5f, 2 * RATE));
            talk.send(samples(format, 0, RATE));
            talk.sendText("end");
            List<JsonNode> heard = talk.untilClosed();

            assertEquals(16 + 3, heard.size(), "four a second, and what is averaged at the end");
            assertTrue(heard.getFirst().path("silence").asBoolean());
            assertEquals("long", heard.get(8).path("label").asText());
            List<JsonNode> events = heard.stream()
                    .map(each -> each.path("event"))
                    .filter(JsonNode::isObject)
                    .toList();
            assertEquals(1, events.size(), format);
            assertEquals("long", events.getFirst().path("label").asText());
            assertEquals(1000, talk.status());
        }
    }

    @Test
    void whileAFrameIsLookedAtOnlyTheNewestIsKept() throws Exception {
        Talk talk = open("size");
        talk.next();
        held = new CountDownLatch(1);
        talk.send(bytes("1"));
        while (HeldEncoder.WAITING.get() == 0) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < 20; i++) {
            talk.send(bytes("frame"));
        }
        talk.send(bytes("the newest of all"));
        talk.sendText("what?"); // answered at once, so that what was sent before has come
        assertEquals(
                "A text came where model 'size' takes files of kind picture; send a file, or 'end'.",
                talk.next().path("error").asText());
        held.countDown();
        JsonNode first = talk.next();
        assertEquals(1, first.path("frame").asInt());
        assertEquals(0, first.path("skipped").asInt());
        JsonNode newest = talk.next();
        assertEquals(22, newest.path("frame").asInt());
        assertEquals(20, newest.path("skipped").asInt());
        assertEquals("long", newest.path("label").asText());
        talk.sendText("end");
        assertEquals(List.of(), talk.untilClosed());
    }

    @Test
    void textsAreAnsweredAsTheyAre() throws Exception {
        Talk talk = open("length");
        talk.next();
        talk.sendText("a long text");
        assertEquals("long", talk.next().path("label").asText());
        talk.sendText("hi");
        assertEquals("short", talk.next().path("label").asText());
        talk.hangUp();
    }

    @Test
    void whatCannotBeSeenIsAnAnswerToo() throws Exception {
        Talk talk = open("size");
        talk.next();
        talk.send(bytes(""));
        assertEquals("There is nothing to see.", talk.next().path("error").asText());
        talk.send(bytes("fine again"));
        assertEquals("long", talk.next().path("label").asText());
        talk.hangUp();
    }

    @Test
    void brokenSamplesAreToldAndTheStreamGoesOn() throws Exception {
        Talk talk = open("loudness?rate=" + RATE + "&format=f32le");
        talk.next();
        talk.send(new byte[] {1, 2, 3});
        assertEquals(
                "A message of 3 bytes ends within a sample of 4; send whole samples.",
                talk.next().path("error").asText());
        talk.send(samples("f32le", Float.NaN, 10));
        assertEquals(
                "A sample of the stream is NaN; send numbers of finite size.",
                talk.next().path("error").asText());
        talk.send(samples("f32le", 0, RATE / 4));
        assertTrue(talk.next().path("silence").asBoolean());
        talk.hangUp();
    }

    @Test
    void whatCannotBeOpenedIsRefusedWithAStatus() {
        assertEquals(404, refused("none"));
        assertEquals(400, refused("loudness"));
        assertEquals(400, refused("loudness?rate=many"));
        assertEquals(400, refused("loudness?rate=8000&format=mp3"));
        assertEquals(400, refused("loudness?rate=999999"));
    }

    @Test
    void pagesFromElsewhereAreTurnedAway() {
        CompletionException e = assertThrows(
                CompletionException.class,
                () -> client.newWebSocketBuilder()
                        .header("Origin", "http://evil.example")
                        .buildAsync(Talk.uri(server, "length"), new Talk())
                        .join());
        assertEquals(
                403, ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode());
    }

    private int refused(String path) {
        CompletionException e = assertThrows(CompletionException.class, () -> open(path));
        return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }

    private Talk open(String path) {
        return Talk.open(server, path);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] samples(String format, float level, int count) {
        boolean floats = format.equals("f32le");
        ByteBuffer bytes = ByteBuffer.allocate(count * (floats ? 4 : 2)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            if (floats) {
                bytes.putFloat(level);
            } else {
                bytes.putShort((short) (level * 32_767));
            }
        }
        return bytes.array();
    }

    /** The size of a picture, once it is let go. */
    private final class HeldEncoder implements Encoder {
        private static final java.util.concurrent.atomic.AtomicInteger WAITING =
                new java.util.concurrent.atomic.AtomicInteger();

        private final Encoder length = new LengthModel.LengthEncoder("picture");

        @Override
        public String kind() {
            return "picture";
        }

        @Override
        public List<Encoded> encode(byte[] content) {
            WAITING.incrementAndGet();
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                WAITING.decrementAndGet();
            }
            return length.encode(content);
        }

        @Override
        public String identity() {
            return "held";
        }

        @Override
        public List<Block> blocks() {
            return length.blocks();
        }

        @Override
        public int terms() {
            return 0;
        }

        @Override
        public Optional<EncoderGraph> graph() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    /** How many samples of a window are loud, in hundreds; none is silence. */
    private static final class LoudnessEncoder implements LiveEncoder {
        @Override
        public int sampleRate() {
            return RATE;
        }

        @Override
        public Optional<Encoded> hear(float[] window) {
            int loud = 0;
            for (float sample : window) {
                loud += Math.abs(sample) > 0.1f ? 1 : 0;
            }
            return loud == 0
                    ? Optional.empty()
                    : Optional.of(new Encoded(Embedding.of(loud / 100f), new Where.Span(0, 1.5)));
        }

        @Override
        public String kind() {
            return "sound";
        }

        @Override
        public List<Encoded> encode(byte[] content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String identity() {
            return "loudness";
        }

        @Override
        public List<Block> blocks() {
            return List.of(new Block("loudness", 1));
        }

        @Override
        public int terms() {
            return 0;
        }

        @Override
        public Optional<EncoderGraph> graph() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
