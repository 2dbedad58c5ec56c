package org.insula.server.live;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.insula.server.http.BadRequest;

/** Whatever comes on a socket, it is read or refused with a reason; run with JAZZER_FUZZ=1 to look for more. */
class LiveFuzzTest {
    @FuzzTest(maxDuration = "30s")
    void samplesOfSensorsAreReadOrRefused(byte[] message) throws IOException {
        try {
            float[][] samples = MovementConversation.samples(message);
            require(samples.length > 0 && samples[0].length > 0);
        } catch (BadRequest refused) {
            require(!refused.getMessage().isEmpty());
        }
    }

    @FuzzTest(maxDuration = "30s")
    void samplesOfSoundAreReadOrRefused(byte[] message) {
        for (SampleFormat format : SampleFormat.values()) {
            try {
                require(format.samples(message).length <= message.length / 2);
            } catch (BadRequest refused) {
                require(!refused.getMessage().isEmpty());
            }
        }
    }

    @FuzzTest(maxDuration = "30s")
    void ratesAreReadOrRefused(byte[] bytes) {
        String rate = new String(bytes, StandardCharsets.UTF_8);
        try {
            require(Opening.soundRate(rate) >= 1_000);
        } catch (BadRequest refused) {
            require(!refused.getMessage().isEmpty());
        }
        try {
            require(Opening.sensorRate(rate).orElse(1.0) > 0);
        } catch (BadRequest refused) {
            require(!refused.getMessage().isEmpty());
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError("What was read does not hold together.");
        }
    }
}
