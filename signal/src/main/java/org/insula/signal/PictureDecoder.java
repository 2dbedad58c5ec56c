package org.insula.signal;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/** From a file's bytes to an upright picture, through the readers of ImageIO. */
final class PictureDecoder {
    private PictureDecoder() {}

    static Picture decode(byte[] file, PictureOptions options) {
        PictureFormat format = PictureFormat.of(file);
        try {
            return format == PictureFormat.JPEG ? jpeg(file, options) : other(format, file, options);
        } catch (IOException | RuntimeException e) {
            if (e instanceof SignalException known) {
                throw known;
            }
            throw new SignalException(
                    "The " + format.label() + " picture of " + file.length + " bytes is cut short or broken ("
                            + reason(e) + "); give the complete file or save it again.",
                    e);
        }
    }

    private static Picture jpeg(byte[] file, PictureOptions options) throws IOException {
        JpegHeader header = JpegHeader.of(file);
        guard(PictureFormat.JPEG, header.width(), header.height(), options);
        ImageReader reader = open(PictureFormat.JPEG, header.hasSrgbProfile() ? JpegHeader.withoutProfile(file) : file);
        try {
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            guard(PictureFormat.JPEG, width, height, options);
            Picture stored = switch (header.components()) {
                case 3 -> colour(reader, width, height);
                case 4 -> Pixels.fromCmyk(reader.readRaster(0, null), header.adobeTransform());
                default -> Pixels.of(reader.read(0));
            };
            return header.orientation().apply(stored);
        } finally {
            reader.dispose();
        }
    }

    /** The reader writes its rows straight into the array that the picture then owns. */
    private static Picture colour(ImageReader reader, int width, int height) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(
                DataBuffer.TYPE_BYTE, width, height, 3 * width, 3, new int[] {0, 1, 2}, null);
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                false,
                false,
                ComponentColorModel.OPAQUE,
                DataBuffer.TYPE_BYTE);
        ImageReadParam into = reader.getDefaultReadParam();
        into.setDestination(new BufferedImage(model, raster, false, null));
        reader.read(0, into);
        return Picture.owning(width, height, ((DataBufferByte) raster.getDataBuffer()).getData());
    }

    private static Picture other(PictureFormat format, byte[] file, PictureOptions options) throws IOException {
        if (format == PictureFormat.WEBP && !Chunks.isWholeWebp(file)) {
            throw new EOFException("it ends before the length in its header");
        }
        if (format == PictureFormat.BMP && wrapsAnotherPicture(file)) {
            throw new SignalException("The BMP file wraps a JPEG or PNG picture; give that picture itself.");
        }
        ImageReader reader = open(format, file);
        try {
            guard(format, reader.getWidth(0), reader.getHeight(0), options);
            Orientation orientation = switch (format) {
                case PNG -> Chunks.ofPng(file);
                case WEBP -> Chunks.ofWebp(file);
                case JPEG, GIF, BMP -> Orientation.UPRIGHT;
            };
            return orientation.apply(Pixels.of(reader.read(0)));
        } finally {
            reader.dispose();
        }
    }

    /** Compressions 4 and 5: the size of what is wrapped would be found only after memory was taken for it. */
    private static boolean wrapsAnotherPicture(byte[] bmp) {
        return bmp.length > 30 && (bmp[14] & 255) >= 40 && (bmp[30] == 4 || bmp[30] == 5);
    }

    private static ImageReader open(PictureFormat format, byte[] file) throws IOException {
        ImageReader reader = Readers.of(format);
        reader.setInput(new ByteImageStream(file), true, true);
        reader.addIIOReadWarningListener((source, warning) -> {
            if (meansLoss(warning)) {
                throw new SignalException("The " + format.label() + " picture of " + file.length
                        + " bytes is cut short or broken (" + warning
                        + "); give the complete file or save it again.");
            }
        });
        return reader;
    }

    /** Readers only warn where the rest of a picture is missing and go on with grey. */
    private static boolean meansLoss(String warning) {
        String text = warning.toLowerCase(Locale.ROOT);
        return text.contains("premature") || text.contains("truncated") || text.contains("bad huffman");
    }

    private static void guard(PictureFormat format, int width, int height, PictureOptions options) {
        if (width <= 0 || height <= 0) {
            throw new SignalException("The " + format.label() + " picture says it is " + width + " by " + height
                    + " pixels; give a complete file with at least one pixel.");
        }
        long pixels = (long) width * height;
        if (pixels > options.maxPixels()) {
            throw new SignalException("The " + format.label() + " picture has " + width + " by " + height + " = "
                    + pixels + " pixels, more than the limit of " + options.maxPixels()
                    + "; shrink it or raise the limit.");
        }
    }

    private static String reason(Throwable error) {
        String message = error.getMessage();
        return message == null || message.isBlank() ? error.getClass().getSimpleName() : message.strip();
    }
}
