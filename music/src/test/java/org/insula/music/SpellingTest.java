package org.insula.music;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SpellingTest {
    private static Spelling in(PitchClass tonic, Mode mode) {
        return Spelling.of(new Key(tonic, mode, 1));
    }

    @Test
    void signaturesAreThoseOfTheCircleOfFifths() {
        assertEquals(0, in(PitchClass.C, Mode.MAJOR).fifths());
        assertEquals(0, in(PitchClass.A, Mode.MINOR).fifths());
        assertEquals(4, in(PitchClass.D_FLAT, Mode.MINOR).fifths());
        assertEquals(-5, in(PitchClass.D_FLAT, Mode.MAJOR).fifths());
        assertEquals(-6, in(PitchClass.G_FLAT, Mode.MAJOR).fifths());
        assertEquals(5, in(PitchClass.B, Mode.MAJOR).fifths());
    }

    @Test
    void aMinorKeyHasItsLeadingNoteAndAMajorKeyItsFlatSixth() {
        assertEquals("G♯", in(PitchClass.A, Mode.MINOR).name(8));
        assertEquals("A♭", in(PitchClass.C, Mode.MAJOR).name(8));
        assertEquals("C♯", in(PitchClass.D, Mode.MINOR).name(1));
        assertEquals("D♭", in(PitchClass.A_FLAT, Mode.MAJOR).name(1));
        assertEquals("C♯", in(PitchClass.D_FLAT, Mode.MINOR).name(1));
    }

    @Test
    void everyNoteSoundsAsItIsWritten() {
        int[] semitones = {9, 11, 0, 2, 4, 5, 7};
        for (PitchClass tonic : PitchClass.values()) {
            for (Mode mode : Mode.values()) {
                Spelling spelling = in(tonic, mode);
                for (int midi = 0; midi < 128; midi++) {
                    int natural = semitones[spelling.step(midi) - 'A'];
                    assertEquals(
                            midi,
                            12 * (spelling.octave(midi) + 1) + natural + spelling.alter(midi),
                            tonic + " " + mode);
                }
            }
        }
    }
}
