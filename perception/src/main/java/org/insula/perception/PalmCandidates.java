package org.insula.perception;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.insula.embedding.Where;

/**
 * Joins what the anchors of the palm detector found: the best candidate is taken, all that cover the same place are
 * blended into it by their scores, and so on with the rest (weighted non-maximum suppression).
 */
final class PalmCandidates {
    private static final double IOU_THRESHOLD = 0.3;

    private PalmCandidates() {}

    /** The palms that the candidates stand for, the most certain first. */
    static List<Palm> merge(List<Palm> candidates) {
        List<Palm> open = new ArrayList<>(candidates);
        open.sort(Comparator.comparingDouble(Palm::score).reversed());
        List<Palm> merged = new ArrayList<>();
        while (!open.isEmpty()) {
            Where.Box best = open.get(0).box();
            List<Palm> same = open.stream()
                    .filter(palm -> overlap(best, palm.box()) > IOU_THRESHOLD)
                    .toList();
            merged.add(blend(same));
            open.removeAll(same);
        }
        return merged;
    }

    /** Intersection over union, 0 to 1. */
    static double overlap(Where.Box a, Where.Box b) {
        double width = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
        double height = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
        double shared = Math.max(0, width) * Math.max(0, height);
        return shared / (a.area() + b.area() - shared);
    }

    private static Palm blend(List<Palm> same) {
        double weights = same.stream().mapToDouble(Palm::score).sum();
        double[] box = new double[4];
        double[] points = new double[2 * Palm.KEYPOINTS];
        for (Palm palm : same) {
            double weight = palm.score() / weights;
            box[0] += weight * palm.box().x();
            box[1] += weight * palm.box().y();
            box[2] += weight * palm.box().width();
            box[3] += weight * palm.box().height();
            for (int k = 0; k < Palm.KEYPOINTS; k++) {
                points[2 * k] += weight * palm.keypoints().get(k).x();
                points[2 * k + 1] += weight * palm.keypoints().get(k).y();
            }
        }
        List<Point> keypoints = new ArrayList<>(Palm.KEYPOINTS);
        for (int k = 0; k < Palm.KEYPOINTS; k++) {
            keypoints.add(new Point(points[2 * k], points[2 * k + 1]));
        }
        return new Palm(
                new Where.Box(box[0], box[1], box[2], box[3], same.get(0).score()), keypoints);
    }
}
