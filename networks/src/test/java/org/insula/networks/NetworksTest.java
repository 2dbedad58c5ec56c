package org.insula.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.insula.onnx.Network;
import org.insula.onnx.OnnxException;
import org.insula.onnx.Tensor;
import org.junit.jupiter.api.Test;

class NetworksTest {
    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        String message = assertThrows(OnnxException.class, () -> Networks.open("../secret"))
                .getMessage();
        assertTrue(message.startsWith("There is no embedded network '../secret'; take one of blazeface-back, "));
    }

    @Test
    void everyNetworkSaysWhereItIsFrom() {
        for (String name : Networks.names()) {
            Map<String, String> metadata = Networks.model(name).metadata();
            assertTrue(metadata.get("origin").matches("@[a-z]+/[a-z-]+@\\d+\\.\\d+\\.\\d+"), name);
            assertTrue(metadata.get("integrity").startsWith("sha512-"), name);
            assertTrue(metadata.get("licence").matches("MIT|Apache-2.0"), name);
            assertTrue(metadata.get("upstream").matches(".*(MIT|Apache-2.0)"), name);
        }
    }

    @Test
    void theNetworksThatAreUsedForManyPicturesTakeThemAtOnce() {
        for (String name : new String[] {"emotion", "face-expression", "movenet-backbone"}) {
            assertEquals(
                    "N",
                    Networks.model(name).inputs().get(0).shape().dimensions().get(0),
                    name);
        }
    }

    @Test
    void aBatchGivesWhatEachPictureGivesAlone() {
        try (Network network = Networks.open("face-expression")) {
            float[] pixels = new float[2 * 112 * 112 * 3];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = i % 251;
            }
            float[] both =
                    network.run(Tensor.of(pixels, 2, 112, 112, 3)).get("logits").floats();
            float[] second = Arrays.copyOfRange(pixels, pixels.length / 2, pixels.length);
            float[] alone =
                    network.run(Tensor.of(second, 1, 112, 112, 3)).get("logits").floats();
            assertArrayEquals(alone, Arrays.copyOfRange(both, 7, 14), 1e-4f);
        }
    }
}
