package org.insula.perception;

/**
 * A point of a picture.
 *
 * @param x in pixels from the left edge (the middle of the first pixel is 0.5)
 * @param y in pixels from the top edge
 */
public record Point(double x, double y) {
    /** The distance to another point in pixels. */
    public double distance(Point other) {
        return Math.hypot(x - other.x, y - other.y);
    }
}
