package org.insula.gesture;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.insula.perception.BodyEncoder;
import org.insula.perception.BodyPart;
import org.insula.perception.BodyPose;
import org.insula.perception.Point;
import org.insula.perception.PoseEstimator;
import org.insula.perception.PoseTracker;
import org.insula.signal.Picture;

/**
 * A body as rows of {@value #CHANNELS} numbers: where the middle of the shoulders is, in lengths of the torso from where it
 * mostly is; the logarithm of the torso's length against what it mostly is; nose, elbows, wrists, hips, knees and ankles
 * as seen from the middle of the shoulders, in lengths of the torso. A part that is hardly ever seen counts as that of a
 * standing person.
 */
final class BodyRows implements Landmarks {
    static final int CHANNELS = 25;

    private static final int VERSION = 1;
    private static final int X = 0;
    private static final int Y = 1;
    private static final int SIZE = 2;
    private static final int FIRST_PART = 3;

    /** The width of shoulders in lengths of the torso. */
    private static final double SHOULDER_WIDTH = 0.74;
    /** A part that is seen in fewer of the frames with a body is missing throughout. */
    private static final double HARDLY_EVER = 0.1;

    private static final List<BodyPart> PARTS = List.of(
            BodyPart.NOSE,
            BodyPart.LEFT_ELBOW,
            BodyPart.RIGHT_ELBOW,
            BodyPart.LEFT_WRIST,
            BodyPart.RIGHT_WRIST,
            BodyPart.LEFT_HIP,
            BodyPart.RIGHT_HIP,
            BodyPart.LEFT_KNEE,
            BodyPart.RIGHT_KNEE,
            BodyPart.LEFT_ANKLE,
            BodyPart.RIGHT_ANKLE);

    /** Of a standing person who faces the viewer, x and y of each part. */
    private static final float[] STANDING = {
        0, -0.55f, 0.48f, 0.55f, -0.48f, 0.55f, 0.5f, 1, -0.5f, 1, 0.24f, 1, -0.24f, 1, 0.24f, 1.8f, -0.24f, 1.8f,
        0.24f, 2.6f, -0.24f, 2.6f
    };

    private final PoseEstimator estimator = new PoseEstimator();
    private final String identity;

    BodyRows() {
        try (BodyEncoder encoder = new BodyEncoder()) {
            String networks = encoder.identity();
            identity = "rows-" + VERSION + "-" + networks.substring(networks.lastIndexOf('/') + 1);
        }
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public int channels() {
        return CHANNELS;
    }

    @Override
    public int[] speeds() {
        return new int[] {X, Y};
    }

    @Override
    public BitSet centred() {
        BitSet centred = new BitSet();
        centred.set(X, SIZE + 1);
        return centred;
    }

    @Override
    public Following follow() {
        return new Body(new PoseTracker(estimator));
    }

    @Override
    public void close() {
        estimator.close();
    }

    private static final class Body implements Following {
        private final PoseTracker tracker;
        private final List<Optional<BodyPose>> frames = new ArrayList<>();

        Body(PoseTracker tracker) {
            this.tracker = tracker;
        }

        @Override
        public void next(Picture frame) {
            frames.add(tracker.next(frame).filter(pose -> shoulders(pose).isPresent()));
        }

        @Override
        public int seen() {
            return (int) frames.stream().filter(Optional::isPresent).count();
        }

        @Override
        public String what() {
            return "body with both shoulders";
        }

        @Override
        public float[][] rows() {
            float[][] rows = frames.stream()
                    .map(pose -> pose.map(Body::row).orElseGet(() -> Rows.missing(CHANNELS)))
                    .toArray(float[][]::new);
            double unit = Rows.median(rows, SIZE);
            double x = Rows.median(rows, X);
            double y = Rows.median(rows, Y);
            for (float[] row : rows) {
                row[X] = (float) ((row[X] - x) / unit);
                row[Y] = (float) ((row[Y] - y) / unit);
                row[SIZE] = (float) Math.log(row[SIZE] / unit);
                for (int i = FIRST_PART; i < CHANNELS; i++) {
                    row[i] /= (float) unit;
                }
            }
            for (int part : unseen()) {
                Rows.fill(rows, FIRST_PART + 2 * part, STANDING[2 * part]);
                Rows.fill(rows, FIRST_PART + 2 * part + 1, STANDING[2 * part + 1]);
            }
            return rows;
        }

        /** In pixels. */
        private static float[] row(BodyPose pose) {
            float[] row = Rows.missing(CHANNELS);
            Point middle = shoulders(pose).orElseThrow();
            row[X] = (float) middle.x();
            row[Y] = (float) middle.y();
            row[SIZE] = (float) torso(pose, middle);
            for (int i = 0; i < PARTS.size(); i++) {
                Optional<Point> point = pose.point(PARTS.get(i));
                if (point.isPresent()) {
                    row[FIRST_PART + 2 * i] = (float) (point.get().x() - middle.x());
                    row[FIRST_PART + 2 * i + 1] = (float) (point.get().y() - middle.y());
                }
            }
            return row;
        }

        private static Optional<Point> shoulders(BodyPose pose) {
            return middle(pose, BodyPart.LEFT_SHOULDER, BodyPart.RIGHT_SHOULDER);
        }

        private static Optional<Point> middle(BodyPose pose, BodyPart left, BodyPart right) {
            return pose.point(left)
                    .flatMap(a -> pose.point(right).map(b -> new Point((a.x() + b.x()) / 2, (a.y() + b.y()) / 2)));
        }

        /** The longer of what its length and its width say, since either may be foreshortened. */
        private static double torso(BodyPose pose, Point shoulders) {
            double width = pose.point(BodyPart.LEFT_SHOULDER)
                    .orElseThrow()
                    .distance(pose.point(BodyPart.RIGHT_SHOULDER).orElseThrow());
            double length = middle(pose, BodyPart.LEFT_HIP, BodyPart.RIGHT_HIP)
                    .map(shoulders::distance)
                    .orElse(0.0);
            return Math.max(1, Math.max(length, width / SHOULDER_WIDTH));
        }

        /** The numbers of the parts that are hardly ever seen. */
        private List<Integer> unseen() {
            List<Integer> unseen = new ArrayList<>();
            for (int i = 0; i < PARTS.size(); i++) {
                BodyPart part = PARTS.get(i);
                long seen = frames.stream()
                        .filter(pose -> pose.flatMap(p -> p.point(part)).isPresent())
                        .count();
                if (seen < Math.max(2, HARDLY_EVER * seen())) {
                    unseen.add(i);
                }
            }
            return unseen;
        }

        @Override
        public List<String> remarks() {
            Set<BodyPart> parts = EnumSet.noneOf(BodyPart.class);
            unseen().forEach(part -> parts.add(PARTS.get(part)));
            if (parts.isEmpty()) {
                return List.of();
            }
            String names = String.join(
                    ", ",
                    parts.stream()
                            .map(part -> part.name()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace('_', ' '))
                            .toList());
            return List.of("Hardly ever seen, so taken as those of a standing person: " + names + ".");
        }
    }
}
