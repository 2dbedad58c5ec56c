package org.insula.embedding;

/** The part of a signal that something covers. */
public sealed interface Where {
    /** All of it. */
    record Whole() implements Where {}

    /**
     * An upright box in a picture, in pixels of the picture as a viewer shows it (EXIF orientation applied), origin at
     * the top left; it may reach past the edge.
     *
     * @param x left edge
     * @param y top edge
     * @param width horizontal extent
     * @param height vertical extent
     * @param score how sure the detector is that something is there, 0 to 1
     */
    record Box(double x, double y, double width, double height, double score) implements Where {
        /** The area in square pixels. */
        public double area() {
            return width * height;
        }
    }

    /**
     * A stretch of time.
     *
     * @param startSeconds from the beginning of the signal
     * @param endSeconds from the beginning of the signal, after {@code startSeconds}
     */
    record Span(double startSeconds, double endSeconds) implements Where {}
}
