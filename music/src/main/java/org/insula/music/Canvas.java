package org.insula.music;

/** A surface to draw on, in pixels from the upper left; colours are 0xRRGGBB. */
interface Canvas {
    /** A filled rectangle whose corners are round by {@code radius}. */
    void rectangle(double x, double y, double width, double height, double radius, int colour);

    void line(double x1, double y1, double x2, double y2, double width, int colour);

    /** A filled shape through x, y, x, y… */
    void polygon(double[] points, int colour);

    /**
     * A line of text.
     *
     * @param x of its left end, middle or right end
     * @param y of its base line
     */
    void text(String text, double x, double y, double size, boolean bold, Anchor anchor, int colour);

    /** Where a text is held. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** About how wide a text is, in any common typeface without serifs; errs on the wide side. */
    static double width(String text, double size) {
        double ems = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("ijl.,:;'|! ".indexOf(c) >= 0) {
                ems += 0.32;
            } else if ("mwMW".indexOf(c) >= 0) {
                ems += 0.95;
            } else {
                ems += Character.isUpperCase(c) ? 0.72 : 0.62;
            }
        }
        return ems * size;
    }
}
