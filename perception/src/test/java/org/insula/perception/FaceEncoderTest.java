package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncodingException;
import org.insula.embedding.Where;
import org.insula.signal.Picture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FaceEncoderTest {
    private static final FaceEncoder ENCODER = new FaceEncoder();

    @AfterAll
    static void close() {
        ENCODER.close();
    }

    @Test
    void aPortraitGivesOneEmbeddingInItsBox() {
        List<Encoded> faces = ENCODER.encode(Pictures.bytes("portrait.jpg"));
        assertEquals(1, faces.size());
        Embedding face = faces.get(0).embedding();
        assertEquals(710, face.dimensions());
        assertEquals(ENCODER.dimensions(), face.dimensions());
        assertEquals(0, face.termCount());
        Where.Box box = assertInstanceOf(Where.Box.class, faces.get(0).where());
        assertEquals(130, box.x() + box.width() / 2, 15);
        assertEquals(
                List.of(256, 256, 35, 142, 21),
                ENCODER.blocks().stream().map(Encoder.Block::size).toList());
        assertTrue(ENCODER.identity().matches("face-710/3/[0-9a-f]{12}"), ENCODER.identity());
        assertEquals(faces, ENCODER.encode(Pictures.bytes("portrait.jpg")), "the same bytes give the same numbers");
    }

    @Test
    void theLargestFaceComesFirst() {
        Picture two = Pictures.paint(
                700, 400, 100, Pictures.portrait(), new double[][] {{150, 200, 160, 0}, {500, 200, 320, 0}});
        List<Encoded> faces = ENCODER.encode(two);
        assertEquals(2, faces.size());
        assertTrue(((Where.Box) faces.get(0).where()).x() > 400);
    }

    @Test
    void theSmileOfThePortraitShowsHappiness() {
        double[] p = ExpressionModel.probabilities(
                ENCODER.encode(Pictures.portrait()).get(0).embedding());
        double sum = 0;
        for (double value : p) {
            sum += value;
        }
        assertEquals(1, sum, 1e-9);
        int happiness = ExpressionModel.labels().indexOf("happiness");
        assertTrue(p[happiness] > 0.8, "happiness has " + p[happiness]);
    }

    @Test
    void aPictureWithoutAFaceIsRefused() {
        var e = assertThrows(EncodingException.class, () -> ENCODER.encode(Pictures.bytes("cat.jpg")));
        assertEquals(
                "No face was found in the picture of 451 by 300 pixels; give one in which a face is seen from the front,"
                        + " upright and at least 24 pixels wide.",
                e.getMessage());
    }

    @Test
    void whatIsNoPictureIsRefused() {
        byte[] text = "not a picture".getBytes(StandardCharsets.US_ASCII);
        var e = assertThrows(EncodingException.class, () -> ENCODER.encode(text));
        assertTrue(e.getMessage().startsWith("This is not a picture that can be read:"), e.getMessage());
    }

    @Test
    void anEmbeddingOfAnotherEncoderHasNoExpression() {
        var e = assertThrows(
                IllegalArgumentException.class, () -> ExpressionModel.probabilities(Embedding.of(new float[256])));
        assertTrue(e.getMessage().startsWith("An embedding of 256 numbers came;"));
    }

    @Test
    void twoNetworksArePooledByTheGeometricMean() {
        // face-api: 0.5 and 0.5 / 6; emotion: 0.125 and 0.875 / 6; so happiness is 0.25 to a rest of sqrt(0.4375) / 6
        // each
        float[] values = new float[710];
        for (int i = 0; i < 35; i++) {
            double happiness = i < 21 ? 0.5 : 0.125;
            values[512 + i] = (float) Math.log(i % 7 == 3 ? happiness : (1 - happiness) / 6);
        }
        double[] pooled = ExpressionModel.probabilities(Embedding.of(values));
        double rest = Math.sqrt(0.4375);
        assertEquals(0.25 / (0.25 + rest), pooled[3], 1e-6);
        assertEquals(rest / 6 / (0.25 + rest), pooled[1], 1e-6);
    }
}
