package org.insula.perception;

import java.util.Map;
import java.util.Optional;
import org.insula.networks.Networks;
import org.insula.onnx.Tensor;
import org.insula.signal.Crop;
import org.insula.signal.Picture;
import org.insula.signal.Resampler;
import org.insula.signal.Sampling;

/**
 * Finds the landmarks of a hand with MediaPipe's full hand landmark network, in a square of the picture that is turned so
 * that the fingers point up. What lies beyond the edge of the picture is black.
 *
 * <p>Safe for use by many threads at once. The network is loaded at the first hand.
 *
 * @see <a href="https://arxiv.org/abs/2006.10214">Zhang et al. 2020, MediaPipe Hands</a>
 */
public final class HandLandmarker implements AutoCloseable {
    static final String NETWORK = "handlandmark-full";
    static final int SIZE = 224;

    private static final double MIN_PRESENCE = 0.5;
    /** What is looked at for the first time must be surer: parts of faces reach 0.87, and only one in a hundred more. */
    private static final double SURE_PRESENCE = 0.9;

    private static final Sampling SAMPLING = Sampling.unit(SIZE, Sampling.Edge.BLACK);

    private final LazyNetwork network = new LazyNetwork(() -> Networks.bytes(NETWORK));

    /** A finder whose network is not loaded yet. */
    public HandLandmarker() {}

    /**
     * The landmarks of the hand to which a palm belongs. The first pass looks where the palm says; a second looks where
     * the first saw the hand, and must be sure of it: a presence of at least 0.9.
     *
     * @param palm as the detector found it in this picture
     * @return empty if there is no hand after all
     */
    public Optional<HandLandmarks> landmarks(Picture picture, Palm palm) {
        return landmarks(picture, palm.region())
                .flatMap(first -> landmarks(picture, first.region()))
                .filter(second -> second.presence() >= SURE_PRESENCE);
    }

    /**
     * The landmarks of a hand in a square where one was seen before, in one pass; a presence of 0.5 is enough.
     *
     * @param region turned so that the fingers point up, see {@link Palm#region} and {@link HandLandmarks#region}
     * @return empty if no hand is there
     */
    public Optional<HandLandmarks> landmarks(Picture picture, Crop region) {
        float[] pixels = Resampler.sample(picture, region, SAMPLING);
        Map<String, Tensor> raw = network.run(Map.of("input_1", Tensor.wrap(pixels, 1, SIZE, SIZE, 3)));
        double presence = raw.get("presence").floats()[0];
        if (!(presence >= MIN_PRESENCE)) {
            return Optional.empty();
        }
        double rightness = raw.get("handedness").floats()[0];
        double[] points = picturePoints(raw.get("landmarks").floats(), region);
        double[] world = turned(raw.get("world").floats(), region.angle());
        return Optional.of(new HandLandmarks(points, world, presence, Math.clamp(rightness, 0, 1)));
    }

    private static double[] picturePoints(float[] landmarks, Crop region) {
        double[] points = new double[landmarks.length];
        for (int i = 0; i < landmarks.length; i += 3) {
            double u = landmarks[i] / SIZE;
            double v = landmarks[i + 1] / SIZE;
            points[i] = region.pictureX(u, v);
            points[i + 1] = region.pictureY(u, v);
            points[i + 2] = landmarks[i + 2] * region.side() / SIZE;
        }
        return points;
    }

    /** From the axes of the region to those of the picture. */
    private static double[] turned(float[] world, double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double[] points = new double[world.length];
        for (int i = 0; i < world.length; i += 3) {
            points[i] = world[i] * cos - world[i + 1] * sin;
            points[i + 1] = world[i] * sin + world[i + 1] * cos;
            points[i + 2] = world[i + 2];
        }
        return points;
    }

    @Override
    public void close() {
        network.close();
    }
}
