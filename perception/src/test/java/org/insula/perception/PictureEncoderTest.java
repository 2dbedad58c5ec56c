package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.insula.embedding.Embedding;
import org.insula.embedding.EncodingException;
import org.insula.networks.Networks;
import org.insula.onnx.Network;
import org.insula.onnx.Tensor;
import org.insula.signal.Crop;
import org.insula.signal.Picture;
import org.insula.signal.Resampler;
import org.insula.signal.Sampling;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PictureEncoderTest {
    private static final PictureEncoder ENCODER = new PictureEncoder();

    @AfterAll
    static void close() {
        ENCODER.close();
    }

    private static Embedding encode(Picture picture) {
        return ENCODER.encode(picture).get(0).embedding();
    }

    @Test
    void aPictureAndItsMirrorImageLookTheSame() {
        Embedding cat = encode(Pictures.cat());
        assertEquals(ENCODER.dimensions(), cat.dimensions());
        assertArrayEquals(cat.toArray(), encode(Pictures.cat().mirrored()).toArray(), 0.01f);
        assertTrue(ENCODER.identity().matches("picture-256/1/[0-9a-f]{12}"), ENCODER.identity());
    }

    @Test
    void theEmbeddingIsTheMeanOfTheBareNetworkOverBothImages() {
        float[] mean = new float[256];
        try (Network backbone = Networks.open("movenet-backbone")) {
            for (Picture picture : List.of(Pictures.cat(), Pictures.cat().mirrored())) {
                float[] pixels =
                        Resampler.sample(picture, Crop.covering(picture), Sampling.raw(192, Sampling.Edge.BLACK));
                float[] one = backbone.run(Tensor.wrap(pixels, 1, 192, 192, 3))
                        .get("embedding")
                        .floats();
                for (int k = 0; k < mean.length; k++) {
                    mean[k] += one[k] / 2;
                }
            }
        }
        assertArrayEquals(mean, encode(Pictures.cat()).toArray(), 0.01f);
    }

    @Test
    void unlikePicturesLieApart() {
        Embedding cat = encode(Pictures.cat());
        Embedding brighter = encode(Pictures.paint(600, 600, 0, Pictures.cat(), new double[][] {{300, 300, 520, 0}}));
        Embedding woman = encode(Pictures.portrait());
        assertTrue(distance(cat, brighter) < distance(cat, woman));
    }

    private static double distance(Embedding a, Embedding b) {
        double sum = 0;
        for (int k = 0; k < a.dimensions(); k++) {
            sum += Math.pow(a.at(k) - b.at(k), 2);
        }
        return Math.sqrt(sum);
    }

    @Test
    void aBrokenPictureIsRefused() {
        byte[] cut = java.util.Arrays.copyOf(Pictures.bytes("cat.jpg"), 5000);
        var e = assertThrows(EncodingException.class, () -> ENCODER.encode(cut));
        assertTrue(e.getMessage().contains("is cut short or broken"), e.getMessage());
    }
}
