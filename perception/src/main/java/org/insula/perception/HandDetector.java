package org.insula.perception;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.insula.embedding.Where;
import org.insula.networks.Networks;
import org.insula.onnx.Tensor;
import org.insula.signal.Crop;
import org.insula.signal.Picture;
import org.insula.signal.Resampler;
import org.insula.signal.Sampling;

/**
 * Finds palms with MediaPipe's palm detector (256 pixels, 2,944 anchors). A palm is rounder and stiffer than a hand, so it
 * is found in any position of the fingers; {@link HandLandmarker} goes on from there.
 *
 * <p>Safe for use by many threads at once. The network is loaded at the first picture.
 *
 * @see <a href="https://arxiv.org/abs/2006.10214">Zhang et al. 2020, MediaPipe Hands</a>
 */
public final class HandDetector implements AutoCloseable {
    static final String NETWORK = "handdetect";
    static final int SIZE = 256;

    /** A score, a box (middle and size) and seven points. */
    private static final int VALUES = 19;

    private static final double MIN_SCORE = 0.5;
    private static final double[][] ANCHORS = anchors();

    private final LazyNetwork network = new LazyNetwork(() -> Networks.bytes(NETWORK));

    /** A detector whose network is not loaded yet. */
    public HandDetector() {}

    /**
     * The palms in a picture, which is seen whole in one pass of the network: a palm is found if it takes about a
     * twentieth of the longer side or more.
     *
     * @return the most certain first; empty if there are none. A box may reach past the picture's edge
     */
    public List<Palm> detect(Picture picture) {
        return detect(picture, Crop.covering(picture));
    }

    /** The palms in an upright square of a picture, in the picture's coordinates; as {@link #detect(Picture)}. */
    List<Palm> detect(Picture picture, Crop crop) {
        float[] pixels = Resampler.sample(picture, crop, Sampling.signed(SIZE, Sampling.Edge.BLACK));
        Map<String, Tensor> raw = network.run(Map.of("input", Tensor.wrap(pixels, 1, SIZE, SIZE, 3)));
        return PalmCandidates.merge(decode(raw.get("boxes").floats(), crop));
    }

    /**
     * Reads what the network gives.
     *
     * @param rows shape (2944, 19): a logit, then middle, size and points in network pixels from the anchor
     */
    static List<Palm> decode(float[] rows, Crop crop) {
        double threshold = Math.log(MIN_SCORE / (1 - MIN_SCORE));
        List<Palm> found = new ArrayList<>();
        for (int i = 0; i < ANCHORS.length; i++) {
            int at = i * VALUES;
            if (rows[at] >= threshold && rows[at + 3] > 0 && rows[at + 4] > 0) {
                found.add(palm(rows, at, ANCHORS[i], crop));
            }
        }
        return found;
    }

    private static Palm palm(float[] rows, int at, double[] anchor, Crop crop) {
        Point middle = place(rows, at + 1, anchor, crop);
        double width = rows[at + 3] * crop.side() / SIZE;
        double height = rows[at + 4] * crop.side() / SIZE;
        List<Point> keypoints = new ArrayList<>(Palm.KEYPOINTS);
        for (int k = 0; k < Palm.KEYPOINTS; k++) {
            keypoints.add(place(rows, at + 5 + 2 * k, anchor, crop));
        }
        double score = 1 / (1 + Math.exp(-rows[at]));
        return new Palm(
                new Where.Box(middle.x() - width / 2, middle.y() - height / 2, width, height, score), keypoints);
    }

    private static Point place(float[] rows, int at, double[] anchor, Crop crop) {
        double u = (rows[at] + anchor[0]) / SIZE;
        double v = (rows[at + 1] + anchor[1]) / SIZE;
        return new Point(crop.pictureX(u, v), crop.pictureY(u, v));
    }

    /** The middles of the anchors in network pixels: two in each cell of 8 and of 16 pixels, six in each of 32. */
    private static double[][] anchors() {
        int[][] layers = {{8, 2}, {16, 2}, {32, 6}};
        List<double[]> anchors = new ArrayList<>();
        for (int[] layer : layers) {
            int cells = SIZE / layer[0];
            for (int i = 0; i < cells * cells * layer[1]; i++) {
                int cell = i / layer[1];
                anchors.add(
                        new double[] {(cell % cells + 0.5) * layer[0], (Math.floorDiv(cell, cells) + 0.5) * layer[0]});
            }
        }
        return anchors.toArray(double[][]::new);
    }

    @Override
    public void close() {
        network.close();
    }
}
