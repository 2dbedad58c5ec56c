package org.insula.movement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.insula.testkit.Gestures;
import org.junit.jupiter.api.Test;

/** The example data is what the generator makes, and can be read. */
class GesturesTest {
    @Test
    void theExamplesComeFromTheGenerator() throws IOException {
        for (String gesture : Gestures.NAMES) {
            for (String person : Gestures.PEOPLE) {
                Path file = Path.of("..", "examples", "gestures", gesture, gesture + "_" + person + "_01.csv");
                assertEquals(Gestures.table(gesture, person, 1), Files.readString(file));
                Recording recording = new SeriesReader(SeriesLimits.standard()).readTable(file);
                assertEquals(Gestures.RATE, recording.rateHz().orElseThrow(), 1e-6);
                assertEquals(3, recording.series().channels());
            }
        }
    }
}
