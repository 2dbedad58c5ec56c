package org.insula.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The structure that the schema of JAMS 0.3 asks for, and the observations read back. */
class JamsWriterTest {
    private static final Pattern CHORD = Pattern.compile("N|[A-G][b#]*:(maj|min|7|maj7|min7)");
    private static final Pattern KEY = Pattern.compile("[A-G][b#]?:(major|minor)");

    private static JsonNode document(Reading reading) throws IOException {
        return new ObjectMapper().readTree(JamsWriter.bytes(reading, "A title"));
    }

    private static JsonNode data(JsonNode document, String namespace) {
        for (JsonNode annotation : document.path("annotations")) {
            if (annotation.path("namespace").asText().equals(namespace)) {
                return annotation.path("data");
            }
        }
        return document.path("missing");
    }

    @Test
    void everyAnnotationHasWhatTheSchemaRequires() throws IOException {
        for (long seed = 0; seed < 50; seed++) {
            Reading reading = Readings.random(seed);
            JsonNode document = document(reading);
            assertEquals("A title", document.path("file_metadata").path("title").asText());
            assertEquals(
                    reading.durationSeconds(),
                    document.path("file_metadata").path("duration").asDouble(),
                    0.001);
            assertTrue(document.path("sandbox").isObject());
            for (JsonNode annotation : document.path("annotations")) {
                checkAnnotation(annotation, "seed " + seed);
            }
        }
    }

    private static void checkAnnotation(JsonNode annotation, String seed) {
        String namespace = annotation.path("namespace").asText();
        assertTrue(
                Set.of("beat", "beat_position", "tempo", "key_mode", "chord", "note_midi", "segment_open")
                        .contains(namespace),
                namespace);
        JsonNode metadata = annotation.path("annotation_metadata");
        assertTrue(metadata.path("curator").path("name").isTextual());
        assertTrue(metadata.path("curator").path("email").isTextual());
        assertTrue(annotation.path("sandbox").isObject());
        for (JsonNode observation : annotation.path("data")) {
            assertTrue(observation.path("time").asDouble(-1) >= 0, seed);
            assertTrue(observation.path("duration").asDouble(-1) >= 0, seed);
            assertNotNull(observation.get("confidence"), seed);
            JsonNode value = observation.path("value");
            switch (namespace) {
                case "chord" -> assertTrue(CHORD.matcher(value.asText()).matches(), value.asText());
                case "key_mode" -> assertTrue(KEY.matcher(value.asText()).matches(), value.asText());
                case "segment_open" -> assertTrue(value.isTextual());
                case "beat_position" -> {
                    assertTrue(value.path("position").asInt() >= 1, seed + value);
                    assertTrue(
                            value.path("position").asInt()
                                    <= value.path("num_beats").asInt(),
                            seed + value);
                    assertTrue(
                            value.path("measure").isInt()
                                    && value.path("measure").asInt() >= 0,
                            seed);
                    assertEquals(4, value.path("beat_units").asInt());
                }
                default -> assertTrue(value.isNumber(), namespace);
            }
        }
    }

    @Test
    void whatIsWrittenReadsBack() throws IOException {
        for (long seed = 0; seed < 50; seed++) {
            Reading reading = Readings.random(seed);
            JsonNode document = document(reading);
            if (reading.beats().size() >= 2) {
                assertEquals(rounded(reading.beats()), times(data(document, "beat")), "seed " + seed);
            }
            JsonNode notes = data(document, "note_midi");
            assertEquals(reading.notes().size(), notes.size());
            for (int i = 0; i < notes.size(); i++) {
                assertEquals(
                        reading.notes().get(i).midi(),
                        notes.get(i).path("value").asInt());
                assertEquals(
                        reading.notes().get(i).start(),
                        notes.get(i).path("time").asDouble(),
                        0.0006);
            }
            JsonNode chords = data(document, "chord");
            assertEquals(reading.chords().size(), chords.size());
        }
    }

    @Test
    void beatsAreCountedWithinTheirBar() throws IOException {
        JsonNode positions = data(document(Readings.simple()), "beat_position");
        assertEquals(16, positions.size());
        assertEquals(2, positions.get(5).path("value").path("position").asInt());
        assertEquals(2, positions.get(5).path("value").path("measure").asInt());
        assertEquals(
                "D:minor",
                data(document(Readings.simple()), "key_mode")
                        .get(0)
                        .path("value")
                        .asText());
    }

    @Test
    void whatWasNotReadIsLeftOut() throws IOException {
        JsonNode document = document(Readings.empty());
        assertEquals(1, document.path("annotations").size());
        assertEquals(
                "note_midi",
                document.path("annotations").get(0).path("namespace").asText());
    }

    private static List<Double> rounded(List<Double> times) {
        return times.stream().map(time -> Math.round(time * 1000) / 1000.0).toList();
    }

    private static List<Double> times(JsonNode data) {
        List<Double> times = new ArrayList<>();
        data.forEach(observation -> times.add(observation.path("time").asDouble()));
        return times;
    }
}
