package org.insula.signal;

/**
 * A square of a picture, upright or turned; it may reach past the edges.
 *
 * @param centreX in pixels from the picture's left edge (the middle of the first pixel is 0.5)
 * @param centreY in pixels from the picture's top edge
 * @param side in pixels of the picture, positive
 * @param angle in radians: the crop's horizontal axis points along (cos, sin) in the picture, so a positive angle follows
 *     what is turned clockwise
 */
public record Crop(double centreX, double centreY, double side, double angle) {
    public Crop {
        boolean finite = Double.isFinite(centreX) && Double.isFinite(centreY) && Double.isFinite(angle);
        if (!finite || !(side > 0 && side < 1e9)) {
            throw new IllegalArgumentException("A crop of side " + side + " at (" + centreX + ", " + centreY
                    + "), turned by " + angle + ", was asked for; give finite numbers and a positive side.");
        }
    }

    /** The smallest upright square that covers the whole picture, centred (a letterbox). */
    public static Crop covering(Picture picture) {
        return centred(picture, Math.max(picture.width(), picture.height()));
    }

    /** The largest upright square within the picture, centred. */
    public static Crop within(Picture picture) {
        return centred(picture, Math.min(picture.width(), picture.height()));
    }

    private static Crop centred(Picture picture, double side) {
        return new Crop(picture.width() / 2.0, picture.height() / 2.0, side, 0);
    }

    /** The same place and angle with another side. */
    public Crop scaled(double factor) {
        return new Crop(centreX, centreY, side * factor, angle);
    }

    /**
     * Where a point of the crop lies in the picture, horizontally.
     *
     * @param u from 0 at the crop's left edge to 1 at its right edge
     * @param v from 0 at the crop's top edge to 1 at its bottom edge
     */
    public double pictureX(double u, double v) {
        return centreX + side * ((u - 0.5) * Math.cos(angle) - (v - 0.5) * Math.sin(angle));
    }

    /** Where a point of the crop lies in the picture, vertically; see {@link #pictureX}. */
    public double pictureY(double u, double v) {
        return centreY + side * ((u - 0.5) * Math.sin(angle) + (v - 0.5) * Math.cos(angle));
    }
}
