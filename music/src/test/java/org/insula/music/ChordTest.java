package org.insula.music;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ChordTest {
    @Test
    void namesFollowTheSyntaxOfHarte() {
        assertEquals(
                "Bb:min7",
                Chord.of(PitchClass.of(-2), Chord.Quality.MINOR_SEVENTH).name());
        assertEquals("N", Chord.NONE.name());
    }
}
