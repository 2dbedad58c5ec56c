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
 * Finds the body in a picture with MoveNet SinglePose Lightning. Of several people it takes the one nearest the middle.
 *
 * <p>Safe for use by many threads at once. The network is loaded at the first picture.
 *
 * @see <a href="https://www.tensorflow.org/hub/tutorials/movenet">MoveNet</a>
 */
public final class PoseEstimator implements AutoCloseable {
    static final String NETWORK = "movenet-lightning";
    static final int SIZE = 192;

    /** With fewer it is no body, or too little of one. */
    private static final int FEWEST_PARTS = 5;

    private static final Sampling SAMPLING = Sampling.raw(SIZE, Sampling.Edge.BLACK);

    private final LazyNetwork network = new LazyNetwork(() -> Networks.bytes(NETWORK));

    /** An estimator whose network is not loaded yet. */
    public PoseEstimator() {}

    /**
     * The body in a single picture: a first pass sees all of it, a second the square in which the first saw the body.
     *
     * @return empty if fewer than five parts, or neither a shoulder nor a hip, are seen
     */
    public Optional<BodyPose> estimate(Picture picture) {
        BodyPose first = pass(picture, Crop.covering(picture));
        BodyPose second = first.region(picture)
                .map(region -> pass(picture, region))
                .filter(pose -> pose.count() >= first.count())
                .orElse(first);
        return Optional.of(second).filter(PoseEstimator::isBody);
    }

    /** Whether enough was seen to be called a body. */
    static boolean isBody(BodyPose pose) {
        boolean torso = pose.point(BodyPart.LEFT_SHOULDER).isPresent()
                || pose.point(BodyPart.RIGHT_SHOULDER).isPresent()
                || pose.point(BodyPart.LEFT_HIP).isPresent()
                || pose.point(BodyPart.RIGHT_HIP).isPresent();
        return torso && pose.count() >= FEWEST_PARTS;
    }

    /** One pass of the network over an upright square. */
    BodyPose pass(Picture picture, Crop crop) {
        float[] pixels = Resampler.sample(picture, crop, SAMPLING);
        float[] raw = network.run(Map.of("input", Tensor.wrap(pixels, 1, SIZE, SIZE, 3)))
                .get("keypoints")
                .floats();
        double[] values = new double[raw.length];
        for (int i = 0; i < raw.length; i += 3) {
            values[i] = crop.pictureX(raw[i + 1], raw[i]);
            values[i + 1] = crop.pictureY(raw[i + 1], raw[i]);
            values[i + 2] = Math.clamp(raw[i + 2], 0, 1);
        }
        return new BodyPose(values);
    }

    @Override
    public void close() {
        network.close();
    }
}
