package org.insula.teach;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What calling more inputs unknown costs and brings: as the threshold falls, known inputs and outsiders are refused.
 *
 * @param points from refusing nothing to refusing everything, both rates ascending
 */
public record UnknownCurve(List<Point> points) {
    /**
     * One threshold.
     *
     * @param threshold inputs farther than this are refused
     * @param knownRefused the share of known inputs refused, 0 to 1
     * @param outsidersRefused the share of outsiders refused, 0 to 1
     */
    public record Point(double threshold, double knownRefused, double outsidersRefused) {}

    public UnknownCurve {
        points = List.copyOf(points);
    }

    /**
     * The curve of given distances.
     *
     * @param known distances of held-out inputs of the taught kind, see {@link Head#distance}
     * @param outsiders distances of inputs that should be refused
     * @throws TeachException if either is empty
     */
    public static UnknownCurve of(double[] known, double[] outsiders) {
        if (known.length == 0 || outsiders.length == 0) {
            throw new TeachException("An unknown curve got " + known.length + " known distances and " + outsiders.length
                    + " of outsiders; give at least one of each.");
        }
        double[] thresholds = new double[known.length + outsiders.length + 1];
        System.arraycopy(known, 0, thresholds, 0, known.length);
        System.arraycopy(outsiders, 0, thresholds, known.length, outsiders.length);
        thresholds[thresholds.length - 1] = Double.NEGATIVE_INFINITY;
        double[] sortedKnown = sorted(known);
        double[] sortedOutsiders = sorted(outsiders);
        List<Point> points = new ArrayList<>();
        double[] descending = Arrays.stream(thresholds)
                .map(t -> -t)
                .sorted()
                .map(t -> -t)
                .distinct()
                .toArray();
        for (double threshold : descending) {
            points.add(
                    new Point(threshold, shareAbove(sortedKnown, threshold), shareAbove(sortedOutsiders, threshold)));
        }
        return new UnknownCurve(points);
    }

    /** The largest share of outsiders refused while at most {@code knownRefused} of the known inputs are. */
    public double outsidersRefusedAt(double knownRefused) {
        return points.stream()
                .filter(point -> point.knownRefused() <= knownRefused)
                .mapToDouble(Point::outsidersRefused)
                .max()
                .orElse(0);
    }

    /** The probability that an outsider is farther than a known input, ties counting half: the area under the curve. */
    public double area() {
        double area = 0;
        for (int i = 1; i < points.size(); i++) {
            Point from = points.get(i - 1);
            Point to = points.get(i);
            area += (to.knownRefused() - from.knownRefused()) * (to.outsidersRefused() + from.outsidersRefused()) / 2;
        }
        return area;
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double shareAbove(double[] sorted, double threshold) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] > threshold) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return (double) (sorted.length - low) / sorted.length;
    }
}
