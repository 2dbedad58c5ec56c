package org.insula.music;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingJsonTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void aReadingIsTheObjectThatTheCommandLinePromises() throws Exception {
        Reading simple = Readings.simple();
        Reading reading = new Reading(
                9.00049,
                new Tempo(119.996, 0.87654),
                List.of(0.50012, 1.0),
                List.of(0.50012),
                4,
                simple.key(),
                simple.chords().subList(0, 1),
                List.of(new Note(0.5104, 1.2346, 61, 0.5, List.of(1, 2))),
                simple.sections().subList(0, 1),
                simple.integratedLufs());
        JsonNode expected = MAPPER.readTree("""
                {"durationSeconds": 9.0, "tempo": {"bpm": 120.0, "confidence": 0.877},
                 "beats": [0.5, 1.0], "downbeats": [0.5], "meter": 4,
                 "key": {"tonic": "D", "mode": "minor", "camelot": "7A", "confidence": 0.8},
                 "chords": [{"start": 0.0, "end": 4.5, "name": "D:min"}],
                 "notes": [{"start": 0.51, "end": 1.235, "midi": 61, "velocity": 64}],
                 "sections": [{"start": 0.0, "end": 4.5, "label": "A"}],
                 "loudness": {"integratedLufs": -14.26}}
                """);
        assertEquals(expected.toPrettyString(), ReadingJson.of(reading).toPrettyString());
    }

    @Test
    void whatIsNotThereIsNullOrEmpty() throws Exception {
        JsonNode expected = MAPPER.readTree("""
                {"durationSeconds": 2.0, "tempo": null, "beats": [], "downbeats": [], "meter": 4, "key": null,
                 "chords": [], "notes": [], "sections": [], "loudness": {"integratedLufs": null}}
                """);
        assertEquals(expected.toPrettyString(), ReadingJson.of(Readings.empty()).toPrettyString());
    }
}
