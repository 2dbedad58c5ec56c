package org.insula.signal;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Any image that ImageIO gives, as 8-bit sRGB on white. */
final class Pixels {
    private Pixels() {}

    static Picture of(BufferedImage image) {
        ColorModel model = image.getColorModel();
        byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(image.getWidth(), image.getHeight()))];
        if (model instanceof IndexColorModel palette) {
            fromPalette(image.getRaster(), palette, rgb);
        } else if (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
            fromGrey(image.getRaster(), model, rgb);
        } else if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            fromBgr(((DataBufferByte) image.getRaster().getDataBuffer()).getData(), rgb);
        } else {
            fromColour(inSrgb(image), rgb);
        }
        return Picture.owning(image.getWidth(), image.getHeight(), rgb);
    }

    private static void fromPalette(Raster raster, IndexColorModel palette, byte[] rgb) {
        int[] colours = new int[palette.getMapSize()];
        palette.getRGBs(colours);
        int[] row = new int[raster.getWidth()];
        int at = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, 0, row);
            for (int index : row) {
                put(rgb, at, index < colours.length ? colours[index] : 0xFF000000);
                at += 3;
            }
        }
    }

    /** Takes samples as they are: the colour model would read them as linear light and brighten them. */
    private static void fromGrey(Raster raster, ColorModel model, byte[] rgb) {
        int bits = model.getComponentSize(0);
        int most = (1 << bits) - 1;
        boolean alpha = raster.getNumBands() > 1;
        int mostAlpha = alpha ? (1 << model.getComponentSize(1)) - 1 : 1;
        int[] row = new int[raster.getWidth()];
        int[] cover = new int[raster.getWidth()];
        int at = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, 0, row);
            if (alpha) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, 1, cover);
            }
            for (int x = 0; x < row.length; x++) {
                int grey = to8(row[x], most);
                if (alpha) {
                    int a = to8(cover[x], mostAlpha);
                    // what the alpha channel multiplied already is not multiplied again
                    grey = model.isAlphaPremultiplied() ? Math.min(255, grey + 255 - a) : onWhite(grey, a);
                }
                rgb[at++] = (byte) grey;
                rgb[at++] = (byte) grey;
                rgb[at++] = (byte) grey;
            }
        }
    }

    private static int to8(int sample, int most) {
        return most == 255 ? sample : (int) ((sample * 255L + most / 2) / most);
    }

    private static void fromBgr(byte[] bgr, byte[] rgb) {
        for (int at = 0; at < rgb.length; at += 3) {
            rgb[at] = bgr[at + 2];
            rgb[at + 1] = bgr[at + 1];
            rgb[at + 2] = bgr[at];
        }
    }

    private static BufferedImage inSrgb(BufferedImage image) {
        ColorSpace space = image.getColorModel().getColorSpace();
        if (space.isCS_sRGB() || space.getType() != ColorSpace.TYPE_RGB) {
            return image;
        }
        boolean alpha = image.getColorModel().hasAlpha();
        BufferedImage converted = new BufferedImage(
                image.getWidth(), image.getHeight(), alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        return new ColorConvertOp(null).filter(image, converted);
    }

    private static void fromColour(BufferedImage image, byte[] rgb) {
        int[] row = new int[image.getWidth()];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int argb : row) {
                put(rgb, at, argb);
                at += 3;
            }
        }
    }

    /**
     * CMYK or YCCK without a profile. Adobe stores ink inverted (255 is none) and libjpeg hands it on so; without an
     * Adobe segment 0 is none.
     *
     * @param adobeTransform 2 where the first three bands are YCbCr, -1 without an Adobe segment
     */
    static Picture fromCmyk(Raster raster, int adobeTransform) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
        int[] row = new int[4 * width];
        int[] light = new int[3];
        int at = 0;
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < 4 * width; x += 4) {
                light[0] = row[x];
                light[1] = row[x + 1];
                light[2] = row[x + 2];
                if (adobeTransform == 2) {
                    fromYcc(light);
                }
                int key = adobeTransform < 0 ? 255 - row[x + 3] : row[x + 3];
                for (int k = 0; k < 3; k++) {
                    int free = adobeTransform < 0 ? 255 - light[k] : light[k];
                    rgb[at++] = (byte) ((free * key + 127) / 255);
                }
            }
        }
        return Picture.owning(width, height, rgb);
    }

    private static void fromYcc(int[] c) {
        double cb = c[1] - 128;
        double cr = c[2] - 128;
        double y = c[0];
        c[0] = clamp(y + 1.402 * cr);
        c[1] = clamp(y - 0.344136 * cb - 0.714136 * cr);
        c[2] = clamp(y + 1.772 * cb);
    }

    private static int clamp(double value) {
        return (int) Math.max(0, Math.min(255, Math.rint(value)));
    }

    private static void put(byte[] rgb, int at, int argb) {
        int alpha = argb >>> 24;
        int red = argb >> 16 & 255;
        int green = argb >> 8 & 255;
        int blue = argb & 255;
        boolean opaque = alpha == 255;
        rgb[at] = (byte) (opaque ? red : onWhite(red, alpha));
        rgb[at + 1] = (byte) (opaque ? green : onWhite(green, alpha));
        rgb[at + 2] = (byte) (opaque ? blue : onWhite(blue, alpha));
    }

    private static int onWhite(int value, int alpha) {
        return (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }
}
