package org.insula.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.insula.music.Mode;
import org.insula.music.PitchClass;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against mir_eval 0.7; metrics.py beside metrics.json made the golden figures. */
class MetricsTest {
    private static final double ROUNDING = 1e-9;
    private static JsonNode golden;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream file = MetricsTest.class.getResourceAsStream("metrics.json")) {
            golden = new ObjectMapper().readTree(file);
        }
    }

    @Test
    void beatsAreScoredAsMirEvalScoresThem() {
        for (JsonNode example : golden.get("beats")) {
            BeatScore score = BeatScore.of(numbers(example.get("reference")), numbers(example.get("estimated")));
            double[] figures = {score.f(), score.cmlC(), score.cmlT(), score.amlC(), score.amlT()};
            assertArrayEquals(numbers(example.get("score")), figures, ROUNDING);
        }
    }

    @Test
    void chordsAreScoredAsMirEvalScoresThem() {
        for (JsonNode example : golden.get("chords")) {
            ChordScore score = ChordScore.of(spans(example.get("reference")), spans(example.get("estimated")));
            assertArrayEquals(numbers(example.get("score")), new double[] {score.majmin(), score.root()}, ROUNDING);
        }
    }

    @Test
    void notesAreScoredAsMirEvalScoresThem() {
        for (JsonNode example : golden.get("notes")) {
            NoteScore score = NoteScore.of(onsets(example.get("reference")), onsets(example.get("estimated")));
            double[] figures = {score.precision(), score.recall(), score.f()};
            assertArrayEquals(numbers(example.get("score")), figures, ROUNDING);
        }
    }

    @Test
    void keysAreScoredAsMirEvalScoresThem() {
        for (JsonNode example : golden.get("keys")) {
            String[] wanted = example.get(0).asText().split(" ");
            String[] found = example.get(1).asText().split(" ");
            double score = KeyScore.of(tonic(wanted), mode(wanted), tonic(found), mode(found));
            assertEquals(example.get(2).asDouble(), score, example.toString());
        }
    }

    @Test
    void halfTheTempoIsRightAtAnotherLevelOnly() {
        assertTrue(TempoScore.right(100, 103.9));
        assertFalse(TempoScore.right(100, 104.1));
        assertFalse(TempoScore.right(100, 50));
        assertTrue(TempoScore.rightAtAnyLevel(100, 50));
        assertTrue(TempoScore.rightAtAnyLevel(100, 33.5));
        assertFalse(TempoScore.rightAtAnyLevel(100, 75));
    }

    @Test
    void nothingFoundScoresNothing() {
        assertEquals(new BeatScore(0, 0, 0, 0, 0), BeatScore.of(new double[] {6, 7, 8}, new double[0]));
        assertEquals(new NoteScore(0, 0, 0), NoteScore.of(List.of(new NoteScore.Onset(1, 60)), List.of()));
    }

    private static PitchClass tonic(String[] key) {
        return HarteChord.pitchClass(key[0]);
    }

    private static Mode mode(String[] key) {
        return key[1].equals("major") ? Mode.MAJOR : Mode.MINOR;
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static List<ChordScore.Span> spans(JsonNode array) {
        List<ChordScore.Span> spans = new ArrayList<>();
        array.forEach(span -> spans.add(new ChordScore.Span(
                span.get(0).asDouble(), span.get(1).asDouble(), span.get(2).asText())));
        return spans;
    }

    private static List<NoteScore.Onset> onsets(JsonNode array) {
        List<NoteScore.Onset> onsets = new ArrayList<>();
        array.forEach(onset -> onsets.add(
                new NoteScore.Onset(onset.get(0).asDouble(), onset.get(1).asInt())));
        return onsets;
    }
}
