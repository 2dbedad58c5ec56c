package org.insula.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import org.insula.dataset.Dataset;
import org.insula.dataset.DatasetLimits;
import org.insula.dataset.DatasetReader;
import org.insula.host.Encoders;
import org.insula.host.Host;
import org.insula.host.HostOptions;
import org.insula.host.ModelFolder;
import org.insula.movement.MovementKind;
import org.insula.teach.EmbeddingCache;
import org.insula.teach.LearnerOptions;
import org.insula.teach.ModelFile;
import org.insula.teach.Progress;
import org.insula.teach.Teacher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A sensor that is shaken or circled, followed while it sends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LiveMovementTest {
    private static final int RATE = 50;
    private static final int STEPS = 100;

    @TempDir
    static Path folder;

    private final Encoders encoders = new Encoders(new LinkedHashMap<>(), List.of(new MovementKind()));
    private Host host;
    private InsulaServer server;

    @BeforeAll
    void start() throws Exception {
        Path models = Files.createDirectories(folder.resolve("models"));
        ModelFile.write(taught(), models.resolve("sensor.insula"));
        host = new Host(List.of(), new ModelFolder(models, encoders), HostOptions.of(2));
        server = InsulaServer.start(host, new ServerOptions("127.0.0.1", 0, 100_000), "0.1.0");
    }

    @AfterAll
    void stop() {
        server.close();
        host.close();
        encoders.close();
    }

    private org.insula.teach.Model taught() throws Exception {
        Path data = folder.resolve("data");
        SplittableRandom random = new SplittableRandom(1);
        for (String label : List.of("circle", "rest", "shake")) {
            Path of = Files.createDirectories(data.resolve(label));
            for (int take = 0; take < 10; take++) {
                StringBuilder csv = new StringBuilder("time,x,y\n");
                double phase = random.nextDouble() * 6;
                for (int i = 0; i < STEPS; i++) {
                    float[] sample = sample(label, i, phase, random);
                    csv.append(String.format(Locale.ROOT, "%.2f,%.4f,%.4f%n", (double) i / RATE, sample[0], sample[1]));
                }
                Files.writeString(of.resolve("take" + take + ".csv"), csv);
            }
        }
        try (Dataset examples = new DatasetReader(DatasetLimits.standard()).read(data)) {
            return new Teacher(
                            encoders.forExamples("movement", examples),
                            new EmbeddingCache(folder.resolve("cache")),
                            LearnerOptions.defaults(),
                            2,
                            "0.1.0",
                            () -> Instant.EPOCH)
                    .teach(examples, Optional.empty(), Progress.NONE)
                    .model();
        }
    }

    private static float[] sample(String label, int step, double phase, SplittableRandom random) {
        double noise = 0.05 * (random.nextDouble() - 0.5);
        return switch (label) {
            case "circle" ->
                new float[] {
                    (float) (Math.sin(phase + step * 0.13) + noise), (float) (Math.cos(phase + step * 0.13) + noise)
                };
            case "shake" -> new float[] {(float) (Math.sin(phase + step * 1.3) + noise), (float) noise};
            default -> new float[] {(float) noise, (float) (noise / 2)};
        };
    }

    @Test
    void aMovementIsSeenWhileItHappensAndToldOnceWhenItIsOver() throws Exception {
        for (int rate : new int[] {RATE, 2 * RATE}) {
            Talk talk = Talk.open(server, "sensor?rate=" + rate + "&channels=x,y");
            assertEquals(2.0, talk.next().path("windowSeconds").asDouble());
            SplittableRandom random = new SplittableRandom(9);
            StringBuilder all = new StringBuilder("[");
            String[] seconds = {"rest", "rest", "rest", "shake", "shake", "shake", "rest", "rest", "rest", "rest"};
            for (int i = 0; i < seconds.length * rate; i++) {
                float[] sample = sample(seconds[i / rate], i * RATE / rate, 0, random);
                all.append(i == 0 ? "" : ",").append(String.format(Locale.ROOT, "[%.4f,%.4f]", sample[0], sample[1]));
            }
            talk.sendText(all.append("]").toString());
            talk.sendText("end");
            List<JsonNode> seen = talk.untilClosed();

            assertEquals(17 + 1, seen.size(), "the first after two seconds, then every half, then what ends");
            assertEquals("rest", seen.getFirst().path("label").asText());
            List<String> events = new ArrayList<>();
            seen.forEach(answer -> answer.path("events")
                    .forEach(event -> events.add(event.path("label").asText())));
            assertEquals(1, events.stream().filter("shake"::equals).count(), events::toString);
            JsonNode shake = event(seen, "shake");
            assertEquals(3, shake.path("start").asDouble(), 1.01);
            assertEquals(6, shake.path("end").asDouble(), 1.01);
        }
    }

    private static JsonNode event(List<JsonNode> seen, String label) {
        for (JsonNode answer : seen) {
            for (JsonNode event : answer.path("events")) {
                if (event.path("label").asText().equals(label)) {
                    return event;
                }
            }
        }
        throw new AssertionError("no " + label);
    }

    @Test
    void brokenSamplesAreToldAndTheStreamGoesOn() throws Exception {
        Talk talk = Talk.open(server, "sensor?rate=50");
        talk.next();
        for (String bad : List.of("not json", "{}", "[]", "[[]]", "[\"a\",1]", "[1,2,3]", "[1,null]", "[[1,2],[3]]")) {
            talk.sendText(bad);
            assertTrue(talk.next().path("error").isTextual(), bad);
        }
        talk.sendText("[0,0]");
        talk.sendText("end");
        assertEquals("{\"events\":[]}", talk.untilClosed().getFirst().toString(), "two seconds have not passed");
    }

    @Test
    void whatCannotBeFollowedIsRefusedWithAStatus() {
        for (String bad : List.of("sensor?rate=fast", "sensor?rate=0", "sensor?rate=0.1", "sensor?rate=9999999")) {
            CompletionException e = assertThrows(CompletionException.class, () -> Talk.open(server, bad));
            assertEquals(
                    400,
                    ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode(),
                    bad);
        }
    }
}
