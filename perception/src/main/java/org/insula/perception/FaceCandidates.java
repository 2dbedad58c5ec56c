package org.insula.perception;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.insula.embedding.Where;

/**
 * Joins what several passes of a detector found. The best candidate is taken, all that cover the same place are blended
 * into it by their scores, and so on with the rest (the weighted non-maximum suppression of BlazeFace).
 *
 * @see <a href="https://arxiv.org/abs/1907.05047">Bazarevsky et al. 2019, BlazeFace, section 3.4</a>
 */
final class FaceCandidates {
    private static final double IOU_THRESHOLD = 0.3;
    /** A part of a face, seen at the edge of a tile, lies mostly within the whole one. */
    private static final double PART_THRESHOLD = 0.65;

    private FaceCandidates() {}

    /** The faces that the candidates stand for, the largest first. */
    static List<Face> merge(List<Face> candidates) {
        List<Face> open = new ArrayList<>(candidates);
        open.sort(Comparator.comparingDouble(Face::score).reversed());
        List<Face> merged = new ArrayList<>();
        while (!open.isEmpty()) {
            Face best = open.get(0);
            List<Face> same = new ArrayList<>();
            List<Face> others = new ArrayList<>();
            for (Face face : open) {
                if (overlap(best.box(), face.box())) {
                    same.add(face);
                } else if (intersection(best.box(), face.box())
                        <= PART_THRESHOLD
                                * Math.min(best.box().area(), face.box().area())) {
                    others.add(face);
                }
            }
            merged.add(blend(same));
            open = others;
        }
        merged.sort(Comparator.comparingDouble((Face face) -> face.box().area()).reversed());
        return merged;
    }

    /** Whether two boxes stand for one face: their intersection over union. */
    static boolean overlap(Where.Box a, Where.Box b) {
        double shared = intersection(a, b);
        return shared > IOU_THRESHOLD * (a.area() + b.area() - shared);
    }

    private static double intersection(Where.Box a, Where.Box b) {
        double width = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
        double height = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
        return Math.max(0, width) * Math.max(0, height);
    }

    private static Face blend(List<Face> same) {
        double[] sums = new double[16];
        double weights = 0;
        for (Face face : same) {
            double weight = face.score();
            weights += weight;
            sums[0] += weight * face.box().x();
            sums[1] += weight * face.box().y();
            sums[2] += weight * face.box().width();
            sums[3] += weight * face.box().height();
            for (int k = 0; k < 6; k++) {
                sums[4 + 2 * k] += weight * face.keypoints().get(k).x();
                sums[5 + 2 * k] += weight * face.keypoints().get(k).y();
            }
        }
        List<Point> keypoints = new ArrayList<>(6);
        for (int k = 0; k < 6; k++) {
            keypoints.add(new Point(sums[4 + 2 * k] / weights, sums[5 + 2 * k] / weights));
        }
        double score = same.get(0).score();
        return new Face(
                new Where.Box(sums[0] / weights, sums[1] / weights, sums[2] / weights, sums[3] / weights, score),
                keypoints);
    }
}
