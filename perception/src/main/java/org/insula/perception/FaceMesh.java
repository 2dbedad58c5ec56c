package org.insula.perception;

import java.util.Map;
import org.insula.networks.Networks;
import org.insula.onnx.Tensor;
import org.insula.signal.Crop;
import org.insula.signal.Picture;
import org.insula.signal.Resampler;
import org.insula.signal.Sampling;

/**
 * Finds the landmarks of a face with the attention mesh: 468 points, of which those of the lips and around the eyes are
 * refined, and the irises. A first pass looks where the detector saw the face; a second looks where the first pass saw
 * it, which sets wide-open mouths and turned heads right. Beyond the edge of the picture its last pixels are repeated.
 *
 * <p>Safe for use by many threads at once. The network is loaded at the first face.
 *
 * @see <a href="https://arxiv.org/abs/2006.10962">Grishchenko et al. 2020, Attention Mesh</a>
 */
public final class FaceMesh implements AutoCloseable {
    private static final int SIZE = 192;
    private static final double MARGIN = 1.5;
    private static final int MESH = 468;
    /** The mesh's number of each refined point of the lips: outer, inner and two lines between, lower before upper. */
    static final int[] LIPS = {
        61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 185, 40, 39, 37, 0, 267, 269, 270, 409, 78, 95, 88, 178, 87,
        14, 317, 402, 318, 324, 308, 191, 80, 81, 82, 13, 312, 311, 310, 415, 76, 77, 90, 180, 85, 16, 315, 404, 320,
                307,
        306, 184, 74, 73, 72, 11, 302, 303, 304, 408, 62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292, 183, 42, 41, 38,
        12, 268, 271, 272, 407
    };
    /** The same around the left eye: its rim, then lines further out, the eyebrow last. */
    static final int[] LEFT_EYE = {
        33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173, 130, 25, 110, 24, 23, 22, 26, 112,
        243, 247, 30, 29, 27, 28, 56, 190, 226, 31, 228, 229, 230, 231, 232, 233, 244, 113, 225, 224, 223, 222, 221,
                189,
        35, 124, 46, 53, 52, 65, 143, 111, 117, 118, 119, 120, 121, 128, 245, 156, 70, 63, 105, 66, 107, 55, 193
    };

    static final int[] RIGHT_EYE = {
        263, 249, 390, 373, 374, 380, 381, 382, 362, 466, 388, 387, 386, 385, 384, 398, 359, 255, 339, 254, 253, 252,
        256, 341, 463, 467, 260, 259, 257, 258, 286, 414, 446, 261, 448, 449, 450, 451, 452, 453, 464, 342, 445, 444,
        443, 442, 441, 413, 265, 353, 276, 283, 282, 295, 372, 340, 346, 347, 348, 349, 350, 357, 465, 383, 300, 293,
        334, 296, 336, 285, 417
    };
    /** Points on the rim of an eye, at the front of {@link #LEFT_EYE} and {@link #RIGHT_EYE}. */
    static final int RIM = 16;

    private final LazyNetwork network = new LazyNetwork(() -> Networks.bytes("facemesh-attention"));

    /** A finder whose network is not loaded yet. */
    public FaceMesh() {}

    /**
     * The landmarks of a face.
     *
     * @param face as the detector found it in this picture
     */
    public FaceLandmarks landmarks(Picture picture, Face face) {
        return pass(picture, pass(picture, face.aligned(MARGIN)).region(MARGIN));
    }

    private FaceLandmarks pass(Picture picture, Crop crop) {
        float[] pixels = Resampler.sample(picture, crop, Sampling.unit(SIZE, Sampling.Edge.REPLICATE));
        Map<String, Tensor> raw = network.run(Map.of("input_1", Tensor.wrap(pixels, 1, SIZE, SIZE, 3)));
        double[] points = new double[3 * FaceLandmarks.COUNT];
        float[] mesh = raw.get("mesh").floats();
        for (int i = 0; i < 3 * MESH; i++) {
            points[i] = mesh[i];
        }
        refine(points, raw.get("lips").floats(), LIPS);
        // the network's right is the person's, which lies left in the picture
        refine(points, raw.get("right-eye").floats(), LEFT_EYE);
        refine(points, raw.get("left-eye").floats(), RIGHT_EYE);
        addIris(points, raw.get("right-iris").floats(), MESH, LEFT_EYE);
        addIris(points, raw.get("left-iris").floats(), MESH + 5, RIGHT_EYE);
        for (int i = 0; i < points.length; i += 3) {
            double u = points[i] / SIZE;
            double v = points[i + 1] / SIZE;
            points[i] = crop.pictureX(u, v);
            points[i + 1] = crop.pictureY(u, v);
            points[i + 2] *= crop.side() / SIZE;
        }
        return new FaceLandmarks(points, raw.get("faceflag").floats()[0]);
    }

    private static void refine(double[] points, float[] refined, int[] landmarks) {
        for (int i = 0; i < landmarks.length; i++) {
            points[3 * landmarks[i]] = refined[2 * i];
            points[3 * landmarks[i] + 1] = refined[2 * i + 1];
        }
    }

    /** An iris has no depth of its own and takes the mean depth of the eye's rim. */
    private static void addIris(double[] points, float[] iris, int first, int[] eye) {
        double depth = 0;
        for (int i = 0; i < RIM; i++) {
            depth += points[3 * eye[i] + 2] / RIM;
        }
        for (int i = 0; i < 5; i++) {
            points[3 * (first + i)] = iris[2 * i];
            points[3 * (first + i) + 1] = iris[2 * i + 1];
            points[3 * (first + i) + 2] = depth;
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
