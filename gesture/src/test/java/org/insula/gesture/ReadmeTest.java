package org.insula.gesture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.insula.embedding.Encoder;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void theExampleInTheReadmeIsTrue() {
        byte[] wave = Footage.hand("wave", 0, 0);
        byte[] swipe = Footage.hand("swipe-left", 0, 0);
        try (Encoder encoder = GestureKind.hands().forExamples(Stream.of(wave, swipe))) {
            assertTrue(encoder.identity().startsWith("hand-gesture/1/rows-1-"), encoder.identity());
            assertEquals(
                    encoder.dimensions(),
                    encoder.encode(wave).getFirst().embedding().dimensions());
        }
    }
}
