package org.insula.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sound.sampled.LineUnavailableException;
import org.insula.testkit.Sounds;
import org.insula.testkit.Sounds.Coding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bell and a rattle, taught from made-up takes, in a recording of two bells and a rattle. */
class ListenCommandTest {
    private static final int RATE = 16_000;

    @TempDir
    Path folder;

    private record Result(int exit, String out, String err) {}

    private Result insula(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
        try (Workshop workshop =
                new Workshop(folder.resolve("home"), Optional.empty(), terminal, () -> Instant.EPOCH)) {
            int exit = Main.run(workshop, args);
            return new Result(exit, out.toString(), err.toString());
        }
    }

    @Test
    void everyEventIsALineOfJson() throws IOException {
        String model = teach();
        Path recording = Files.write(folder.resolve("day.wav"), Sounds.wav(RATE, Coding.SIGNED_16, day()));
        Result json = insula("listen", model, "--from", recording.toString(), "--json");
        assertEquals(0, json.exit(), json.err());
        assertEquals("", json.err());
        List<String> lines = json.out().lines().toList();
        assertEquals(3, lines.size(), json.out());
        assertEvent("bell", 1.5, lines.get(0));
        assertEvent("rattle", 5, lines.get(1));
        assertEvent("bell", 8.25, lines.get(2));

        Result plain = insula("listen", model, "--from", recording.toString());
        assertEquals(3, plain.out().lines().count(), plain.out());
        assertTrue(plain.out().lines().findFirst().orElseThrow().matches(" +1\\.\\d\\d s {2}bell \\d+ %"), plain.out());

        Result strict = insula("listen", model, "--from", recording.toString(), "--threshold", "1");
        assertEquals("", strict.out());
        assertRawSamplesGiveTheSame(model, json.out());
        assertFails("is of kind picture", insula("listen", picture(), "--from", recording.toString()));
        assertFails("only samples on standard input", insula("listen", model, "--from", "x.wav", "--rate", "8000"));
        assertFails("There is no file", insula("listen", model, "--from", "none.wav"));
        assertFails("The hop of a live stream is 9.0 s", insula("listen", model, "--from", "x.wav", "--hop", "9"));
    }

    private void assertRawSamplesGiveTheSame(String model, String events) {
        byte[] wav = Sounds.wav(RATE, Coding.SIGNED_16, day());
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(wav, 44, wav.length - 44));
            assertEquals(
                    events, insula("listen", model, "--from", "-", "--json").out());
        } finally {
            System.setIn(before);
        }
    }

    private static void assertEvent(String label, double seconds, String line) throws IOException {
        JsonNode event = new ObjectMapper().readTree(line);
        assertEquals(label, event.path("label").asText(), line);
        assertEquals(seconds, event.path("since").asDouble(), 0.5, line);
        assertTrue(event.path("seconds").asDouble() >= event.path("since").asDouble(), line);
        assertTrue(event.path("probability").asDouble() >= 0.6, line);
    }

    private static void assertFails(String sentence, Result result) {
        assertEquals(1, result.exit());
        assertTrue(result.err().startsWith("insula: ") && result.err().contains(sentence), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    @Test
    void withoutAMicrophoneOneSentenceSaysSo() {
        for (Microphone.Lines none : List.<Microphone.Lines>of(
                _ -> {
                    throw new IllegalArgumentException("no line");
                },
                _ -> {
                    throw new LineUnavailableException("held");
                })) {
            CliException e = assertThrows(CliException.class, () -> Microphone.open(RATE, none));
            assertEquals(
                    "No microphone could be opened: there is none, or another program holds it; plug one in, or give a"
                            + " recording with --from FILE.",
                    e.getMessage());
        }
    }

    @Test
    void channelsAreAveragedAndHalfASampleIsDropped() {
        byte[] bytes = {0, 64, 0, -64, 0, 64, 0, 64, 1, 0, -1, -1, 7};
        float[] block = new float[8];
        assertEquals(3, new RawSamples(new ByteArrayInputStream(bytes), RATE, 2).read(block));
        assertArrayEquals(new float[] {0, 0.5f, 0}, Arrays.copyOf(block, 3));
        InputStream one = new ByteArrayInputStream(bytes, 12, 1);
        assertEquals(-1, new RawSamples(one, RATE, 1).read(block));
    }

    private String teach() throws IOException {
        for (int take = 0; take < 8; take++) {
            write("bell", take, bell(take));
            write("rattle", take, rattle(take));
        }
        String model = folder.resolve("house.insula").toString();
        String data = folder.resolve("house").toString();
        Result taught = insula("teach", data, "--kind", "sound", "-o", model, "--json");
        assertEquals(0, taught.exit(), taught.err());
        return model;
    }

    private String picture() {
        String model = folder.resolve("drawings.insula").toString();
        String data = Path.of("..", "examples", "drawings").toString();
        assertEquals(
                0,
                insula("teach", data, "--kind", "picture", "-o", model, "--json")
                        .exit());
        return model;
    }

    private void write(String label, int take, float[] sound) throws IOException {
        float[] recording = Sounds.noise(take, 0.001 * (1 + take % 4), 0.4 + sound.length / (double) RATE, RATE);
        mix(recording, sound, 0.2);
        Path file =
                Files.createDirectories(folder.resolve("house").resolve(label)).resolve(label + "_" + take + ".wav");
        Files.write(file, Sounds.wav(RATE, Coding.SIGNED_16, recording));
    }

    private static float[] day() {
        float[] day = Sounds.noise(50, 0.002, 11, RATE);
        mix(day, bell(51), 1.5);
        mix(day, rattle(52), 5);
        mix(day, bell(53), 8.25);
        return day;
    }

    /** A high tone that fades. */
    private static float[] bell(int take) {
        float[] bell = Sounds.tone(900 + 7 * (take % 9), 0.5, 0.8, RATE);
        for (int i = 0; i < bell.length; i++) {
            bell[i] *= (float) Math.exp(-3.0 * i / RATE);
        }
        return bell;
    }

    /** Six bursts of noise. */
    private static float[] rattle(int take) {
        float[] rattle = Sounds.noise(1_000 + take, 0.6, 0.7 + 0.01 * (take % 5), RATE);
        for (int i = 0; i < rattle.length; i++) {
            rattle[i] *= (float) Math.exp(-30.0 * (i % (rattle.length / 6)) / RATE);
        }
        return rattle;
    }

    private static void mix(float[] stream, float[] sound, double atSeconds) {
        int from = (int) Math.round(atSeconds * RATE);
        for (int i = 0; i < sound.length; i++) {
            stream[from + i] += sound[i];
        }
    }
}
