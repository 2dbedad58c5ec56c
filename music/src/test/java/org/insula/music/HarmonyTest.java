package org.insula.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HarmonyTest {
    private static final int NONE = 60;

    private final ChordModel model = new ChordModel();
    private final ChordReader reader = new ChordReader();

    @ParameterizedTest
    @EnumSource
    void aChordExplainsItsOwnNotesBest(Chord.Quality quality) {
        for (PitchClass root : PitchClass.values()) {
            double[] all = new double[12];
            double[] bass = new double[12];
            for (int semitone : quality.semitones()) {
                all[(root.ordinal() + semitone) % 12] = 1;
            }
            bass[root.ordinal()] = 1;
            assertEquals(Chord.of(root, quality), best(model.likelihoods(all, bass)));
        }
    }

    @Test
    void nothingIsNoChord() {
        assertEquals(Chord.NONE, best(model.likelihoods(new double[12], new double[12])));
    }

    @Test
    void theFirstInversionKeepsItsRoot() {
        double[] all = new double[12];
        double[] bass = new double[12];
        all[0] = 1;
        all[4] = 1;
        all[7] = 1;
        bass[4] = 1;
        assertEquals("C:maj", best(model.likelihoods(all, bass)).name());
    }

    @Test
    void aWeakDoubtDoesNotChangeTheChord() {
        double[][] likelihoods = new double[4][NONE + 1];
        likelihoods[0][3] = 6;
        likelihoods[1][3] = 6;
        likelihoods[2][8] = 1;
        likelihoods[3][3] = 6;
        double[] changing = {0.2, 0.2, 0.2, 0.2};
        assertEquals(List.of(3, 3, 3, 3), indices(reader.read(likelihoods, changing)));
        likelihoods[2][8] = 30;
        assertEquals(List.of(3, 3, 8, 3), indices(reader.read(likelihoods, changing)));
    }

    @Test
    void aChangeOfHarmonyIsCertainWhereTheNotesChange() {
        double[][] likelihoods = new double[6][NONE + 1];
        for (int s = 0; s < 6; s++) {
            likelihoods[s][s < 3 ? 0 : 5] = 12;
        }
        double[] changes = reader.changes(likelihoods);
        assertTrue(changes[3] > 0.99, Arrays.toString(changes));
        assertTrue(changes[1] < 0.01 && changes[2] < 0.01 && changes[4] < 0.01, Arrays.toString(changes));
    }

    @Test
    void theKeyMovesWithTheMusic() {
        int[] scale = {0, 2, 4, 5, 7, 9, 11};
        for (int tonic = 0; tonic < 12; tonic++) {
            double[] sounding = new double[12];
            for (int degree : scale) {
                sounding[(tonic + degree) % 12] = degree == 0 || degree == 7 ? 2 : 1;
            }
            List<ChordSpan> chords = List.of(span(0, tonic), span(1, tonic + 5), span(2, tonic + 7), span(3, tonic));
            Key key = KeyFinder.find(sounding, chords);
            assertEquals(PitchClass.of(tonic), key.tonic());
            assertEquals(Mode.MAJOR, key.mode());
            assertTrue(key.confidence() > 0.5, key.toString());
        }
    }

    @Test
    void whereNothingSoundsTheKeyIsNotKnown() {
        assertEquals(0, KeyFinder.find(new double[12], List.of()).confidence());
    }

    private Chord best(double[] likelihoods) {
        int best = 0;
        for (int c = 1; c < likelihoods.length; c++) {
            best = likelihoods[c] > likelihoods[best] ? c : best;
        }
        return model.chords().get(best);
    }

    private List<Integer> indices(List<Chord> chords) {
        return chords.stream().map(model.chords()::indexOf).toList();
    }

    private static ChordSpan span(double start, int root) {
        return new ChordSpan(start, start + 1, Chord.of(PitchClass.of(root), Chord.Quality.MAJOR));
    }
}
