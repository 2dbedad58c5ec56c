package org.insula.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.insula.server.ServerOptions;
import org.insula.store.StoreSettings;
import org.insula.testkit.Sounds;
import org.insula.testkit.Sounds.Coding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MusicCommandTest {
    private static final int RATE = 22_050;

    @TempDir
    Path folder;

    private record Result(int exit, String out, String err) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (IOException e) {
                throw new AssertionError(out, e);
            }
        }
    }

    private Result insula(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
        try (Workshop workshop = new Workshop(folder, Optional.empty(), terminal, () -> Instant.EPOCH)) {
            int exit = Main.run(workshop, args);
            return new Result(exit, out.toString(), err.toString());
        }
    }

    @Test
    void aPieceIsReadAndWrittenDown() throws IOException {
        Path midi = folder.resolve("piece.mid");
        Path score = folder.resolve("piece.musicxml");
        Path jams = folder.resolve("piece.jams");
        Path plot = folder.resolve("piece.svg");
        Result result = insula(
                "music",
                piece().toString(),
                "--json",
                "--midi",
                midi.toString(),
                "--musicxml",
                score.toString(),
                "--jams",
                jams.toString(),
                "--plot",
                plot.toString());
        assertEquals(0, result.exit(), result.err());
        assertEquals("", result.err());
        JsonNode reading = result.json();
        assertEquals(16, reading.path("durationSeconds").asDouble(), 0.01);
        assertEquals(120, reading.path("tempo").path("bpm").asDouble(), 2);
        assertTrue(reading.path("beats").size() >= 28, reading.path("beats").toString());
        assertEquals(4, reading.path("meter").asInt());
        assertEquals("C", reading.path("key").path("tonic").asText());
        assertEquals("8B", reading.path("key").path("camelot").asText());
        assertTrue(reading.path("chords").toString().contains("C:maj"));
        assertTrue(reading.path("chords").toString().contains("F:maj"));
        assertTrue(reading.path("notes").size() >= 12);
        assertTrue(reading.path("loudness").path("integratedLufs").asDouble() < -5);
        assertEquals("MThd", new String(Files.readAllBytes(midi), 0, 4, java.nio.charset.StandardCharsets.US_ASCII));
        assertTrue(Files.readString(score).contains("<score-partwise"));
        assertTrue(Files.readString(jams).contains("\"annotations\""));
        assertTrue(Files.readString(plot).contains("<svg"));
    }

    @Test
    void aTerminalGetsASummary() throws IOException {
        Result result = insula("music", piece().toString());
        assertEquals(0, result.exit(), result.err());
        assertTrue(result.out().contains("C major (8B on the Camelot wheel"), result.out());
        assertTrue(result.out().contains("4 to a bar"), result.out());
    }

    @Test
    void oneBadRecordingDoesNotStopTheOthers() throws IOException {
        Result result = insula("music", piece().toString(), wav("silence.wav", new float[3 * RATE]), "--json");
        assertEquals(1, result.exit());
        assertEquals(2, result.json().size());
        assertEquals(4, result.json().path(0).path("meter").asInt());
        assertTrue(result.json().path(1).path("error").asText().contains("silent"), result.out());
    }

    @Test
    void whatIsNoMusicEndsInOneSentence() throws IOException {
        assertFails("There is no file", folder.resolve("none.mp3").toString());
        assertFails("holds no sound that can be read", write("text.mp3", "not a sound".getBytes()));
        assertFails("has 0 bytes", write("empty.wav", new byte[0]));
        assertFails("read from 1 second on", wav("short.wav", Sounds.tone(440, 0.5, 0.003, RATE)));
        assertFails("silent", wav("silence.wav", new float[3 * RATE]));
        float[] broken = Sounds.tone(440, 0.5, 2, RATE);
        broken[RATE] = Float.NaN;
        assertFails("holds a sample that is NaN", wav("nan.wav", broken));
        byte[] claim = Sounds.wavHeader(RATE, Coding.FLOAT_32, 1, 12L * 3600 * RATE * 4);
        assertFails("no sample could be decoded", write("header.wav", claim));
    }

    @Test
    void whereNothingCanBeWrittenIsToldBeforeTheWork() throws IOException {
        Result result = insula(
                "music",
                piece().toString(),
                "--midi",
                folder.resolve("none/piece.mid").toString());
        assertEquals(1, result.exit());
        assertTrue(result.err().contains("where nothing can be written"), result.err());
        Result picture = insula(
                "music",
                piece().toString(),
                "--plot",
                folder.resolve("piece.bmp").toString());
        assertTrue(picture.err().contains(".png or .svg"), picture.err());
        Result several = insula(
                "music",
                piece().toString(),
                piece().toString(),
                "--midi",
                folder.resolve("one.mid").toString());
        assertTrue(several.err().contains("give an existing folder"), several.err());
    }

    @Test
    void programsAreToldTheSameThroughTheModelContextProtocol() throws IOException {
        ObjectNode printed =
                (ObjectNode) insula("music", piece().toString(), "--json").json();
        try (Workshop workshop = CommandRun.silent(folder.resolve("data"), InstantSource.system());
                Serving serving = Serving.start(
                        workshop,
                        StoreSettings.in(folder.resolve("data")),
                        new ServerOptions("127.0.0.1", 0, 64_000_000));
                Client client = new Client(serving.address(), Optional.empty(), () -> {})) {
            ObjectNode told =
                    (ObjectNode) call(client, Files.readAllBytes(piece())).path("structuredContent");
            assertEquals("content", told.remove("input").asText());
            printed.remove("input");
            assertEquals(printed, told);
            JsonNode refused = call(client, "not a sound".getBytes());
            assertTrue(refused.path("isError").asBoolean());
            assertTrue(
                    refused.at("/content/0/text").asText().contains("no sound that can be read"), refused.toString());
        }
    }

    @Test
    void theServerReadsAsTheCommandDoes() throws Exception {
        ObjectNode printed =
                (ObjectNode) insula("music", piece().toString(), "--json").json();
        try (Workshop workshop = CommandRun.silent(folder.resolve("data"), InstantSource.system());
                Serving serving = Serving.start(
                        workshop,
                        StoreSettings.in(folder.resolve("data")),
                        new ServerOptions("127.0.0.1", 0, 64_000_000));
                HttpClient http = HttpClient.newHttpClient()) {
            byte[] recording = Files.readAllBytes(piece());
            String told = ask(http, serving, "json", recording);
            assertEquals(printed.put("input", "piece.wav"), new ObjectMapper().readTree(told));
            assertTrue(ask(http, serving, "midi", recording).startsWith("MThd"));
            assertTrue(ask(http, serving, "musicxml", recording).contains("<score-partwise"));
            assertTrue(ask(http, serving, "jams", recording).contains("\"annotations\""));
            assertTrue(ask(http, serving, "svg", recording).contains("<svg"));
            assertTrue(ask(http, serving, "png", recording).contains("PNG"));
            assertTrue(ask(http, serving, "json", "not a sound".getBytes()).contains("no sound that can be read"));
        }
    }

    private static String ask(HttpClient http, Serving serving, String format, byte[] recording) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        serving.address().resolve("/api/music?name=piece.wav&format=" + format))
                .POST(HttpRequest.BodyPublishers.ofByteArray(recording))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static JsonNode call(Client client, byte[] recording) {
        ObjectNode call =
                JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("id", 1);
        call.put("method", "tools/call")
                .putObject("params")
                .put("name", "music")
                .putObject("arguments")
                .put("content", Base64.getEncoder().encodeToString(recording));
        return client.post("/mcp", call).path("result");
    }

    private void assertFails(String sentence, String file) {
        Result result = insula("music", file);
        assertEquals(1, result.exit(), file);
        assertTrue(result.err().startsWith("insula: ") && result.err().contains(sentence), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertFalse(result.err().contains("Exception"), result.err());
    }

    private String write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }

    private String wav(String name, float[] samples) throws IOException {
        return write(name, Sounds.wav(RATE, Coding.FLOAT_32, samples));
    }

    /** Eight bars at 120 beats a minute: C, F, G, C, and again, struck on every beat over a bass on the first. */
    private Path piece() throws IOException {
        int[] roots = {60, 65, 67, 60, 60, 65, 67, 60};
        float[] sound = new float[16 * RATE];
        for (int beat = 0; beat < 32; beat++) {
            int root = roots[beat / 4];
            for (int interval : new int[] {0, 4, 7}) {
                strike(sound, beat * 0.5, root + interval, 0.08, 0.45);
            }
            if (beat % 4 == 0) {
                strike(sound, beat * 0.5, root - 24, 0.2, 1.9);
            }
        }
        return Path.of(wav("piece.wav", sound));
    }

    private static void strike(float[] sound, double start, int midi, double amplitude, double seconds) {
        double hertz = 440 * Math.pow(2, (midi - 69) / 12.0);
        int from = (int) (start * RATE);
        for (int i = 0; i < seconds * RATE && from + i < sound.length; i++) {
            double t = (double) i / RATE;
            double fade = Math.exp(-3 * t) * Math.min(1, t / 0.005);
            for (int harmonic = 1; harmonic <= 4; harmonic++) {
                sound[from + i] += (float) (amplitude * fade / harmonic * Math.sin(2 * Math.PI * harmonic * hertz * t));
            }
        }
    }
}
