package org.insula.perception;

import java.util.Optional;
import org.insula.signal.Crop;
import org.insula.signal.Picture;

/**
 * Follows a body from frame to frame: the network sees the square in which the last frame showed the body, and the whole
 * frame once that is lost.
 *
 * <p>One tracker follows one row of frames and is used by one thread at a time; the estimator may be shared, and is closed
 * by whoever made it.
 */
public final class PoseTracker {
    private final PoseEstimator estimator;
    private Optional<BodyPose> last = Optional.empty();

    public PoseTracker(PoseEstimator estimator) {
        this.estimator = estimator;
    }

    /** What the next frame shows; empty if no body is seen. */
    public Optional<BodyPose> next(Picture frame) {
        Crop region = last.flatMap(pose -> pose.region(frame)).orElseGet(() -> Crop.covering(frame));
        last = Optional.of(estimator.pass(frame, region)).filter(PoseEstimator::isBody);
        return last;
    }
}
