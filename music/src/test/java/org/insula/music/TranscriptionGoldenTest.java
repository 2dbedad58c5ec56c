package org.insula.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against the published Basic Pitch; {@code golden/golden.mjs} made the numbers. */
class TranscriptionGoldenTest {
    private static JsonNode golden;
    private static Posteriorgram heard;

    @BeforeAll
    static void listen() throws IOException {
        golden = new ObjectMapper().readTree(Path.of("golden", "notes.json").toFile());
        try (PitchTracker tracker = new PitchTracker()) {
            heard = tracker.track(SyntheticSound.manyNotes(), 2, true);
        }
    }

    @Test
    void windowsAreStitchedAsPublished() {
        int stride = golden.path("stride").asInt();
        check(golden.path("note"), heard.notes(), stride);
        check(golden.path("onset"), heard.onsets(), stride);
    }

    private static void check(JsonNode samples, float[] values, int stride) {
        assertTrue(samples.size() > 50, "there is something to compare");
        for (int i = 0; i < samples.size(); i++) {
            assertEquals(samples.get(i).asDouble(), values[i * stride], 2e-5, "sample " + i);
        }
    }

    @Test
    void theNotesAreThoseThatArePublished() {
        List<Note> notes = new NoteTranscriber(TranscriptionOptions.published()).transcribe(heard);
        JsonNode expected = golden.path("notes");
        assertEquals(expected.size(), notes.size());
        for (int i = 0; i < notes.size(); i++) {
            Note note = notes.get(i);
            JsonNode as = expected.get(i);
            assertEquals(as.path("midi").asInt(), note.midi(), "pitch of note " + i);
            assertEquals(as.path("start").asDouble(), note.start(), 1e-6, "start of note " + i);
            assertEquals(as.path("end").asDouble(), note.end(), 1e-6, "end of note " + i);
            assertEquals(as.path("amplitude").asDouble(), note.amplitude(), 2e-5, "amplitude of note " + i);
            assertEquals(integers(as.path("bends")), note.bends(), "bends of note " + i);
        }
    }

    private static List<Integer> integers(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
    }
}
