package org.insula.music;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTest {
    @ParameterizedTest
    @CsvSource({
        "C,MAJOR,8B",
        "A,MINOR,8A",
        "G,MAJOR,9B",
        "E,MINOR,9A",
        "F,MAJOR,7B",
        "B,MAJOR,1B",
        "A_FLAT,MINOR,1A",
        "E,MAJOR,12B"
    })
    void aKeyHasItsPlaceOnTheCamelotWheel(PitchClass tonic, Mode mode, String camelot) {
        assertEquals(camelot, new Key(tonic, mode, 1).camelot());
    }
}
