package org.insula.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
    private static void assertDrawn(Picture picture, int tolerance) {
        assertEquals(16, picture.width());
        assertEquals(12, picture.height());
        for (int y = 0; y < 12; y++) {
            for (int x = 0; x < 16; x++) {
                assertClose(Files.colour(x, y), picture.pixel(x, y), tolerance, x + ", " + y);
            }
        }
    }

    private static void assertClose(int expected, int actual, int tolerance, String where) {
        for (int shift = 0; shift <= 16; shift += 8) {
            assertEquals(expected >> shift & 255, actual >> shift & 255, tolerance, "at " + where);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp"})
    void anExactFormatGivesItsPixels(String format) {
        assertDrawn(Picture.decode(Files.write(Files.drawn(BufferedImage.TYPE_3BYTE_BGR, 16, 12), format)), 0);
    }

    @Test
    void aLosslessWebpGivesItsPixels() {
        assertDrawn(Picture.decode(Files.resource("lossless.webp")), 0);
    }

    @Test
    void aLossyWebpComesClose() {
        assertDrawn(Picture.decode(Files.resource("lossy.webp")), 24);
    }

    @Test
    void aJpegComesClose() {
        assertDrawn(Picture.decode(Files.write(Files.drawn(BufferedImage.TYPE_3BYTE_BGR, 16, 12), "jpeg")), 24);
    }

    @Test
    void transparentPixelsLieOnWhite() {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00FF0000);
        image.setRGB(1, 0, 0x80000000);
        image.setRGB(2, 0, 0xFF102030);
        Picture picture = Picture.decode(Files.write(image, "png"));
        assertEquals(0xFFFFFF, picture.pixel(0, 0));
        assertEquals(0x7F7F7F, picture.pixel(1, 0));
        assertEquals(0x102030, picture.pixel(2, 0));
    }

    @Test
    void aTransparentPaletteEntryLiesOnWhite() {
        byte[] shades = {40, 80};
        IndexColorModel palette = new IndexColorModel(1, 2, shades, shades, shades, 1);
        BufferedImage image = new BufferedImage(9, 9, BufferedImage.TYPE_BYTE_BINARY, palette);
        image.getRaster().setSample(4, 4, 0, 1);
        for (String format : new String[] {"png", "gif"}) {
            Picture picture = Picture.decode(Files.write(image, format));
            assertEquals(0xFFFFFF, picture.pixel(4, 4), format);
            assertEquals(0x282828, picture.pixel(3, 4), format);
        }
    }

    @Test
    void aTransparentColourOfAPngLiesOnWhite() {
        BufferedImage image = Files.drawn(BufferedImage.TYPE_3BYTE_BGR, 16, 12);
        byte[] key = {0, 16 * 5, 0, 20 * 3, 0, (byte) 128}; // the colour of pixel (5, 3)
        Picture picture = Picture.decode(Files.pngWithChunk(Files.write(image, "png"), "tRNS", key));
        assertEquals(0xFFFFFF, picture.pixel(5, 3));
        assertEquals(Files.colour(6, 3), picture.pixel(6, 3));
    }

    @Test
    void aWebpWithAlphaLiesOnWhite() {
        Picture picture = Picture.decode(Files.resource("alpha.webp"));
        assertEquals(0xFFFFFF, picture.pixel(3, 3));
        assertEquals(Files.colour(9, 3), picture.pixel(9, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif", "jpeg"})
    void greyStaysAsStored(String format) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 64; i++) {
            image.getRaster().setSample(i % 8, i / 8, 0, 100);
        }
        assertClose(0x646464, Picture.decode(Files.write(image, format)).pixel(4, 4), 1, format);
    }

    @Test
    void sixteenBitGreyKeepsItsUpperHalf() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(0, 0, 0, 257 * 100);
        image.getRaster().setSample(1, 0, 0, 65535);
        Picture picture = Picture.decode(Files.write(image, "png"));
        assertEquals(0x646464, picture.pixel(0, 0));
        assertEquals(0xFFFFFF, picture.pixel(1, 0));
    }

    @Test
    void aPaletteGivesItsColours() {
        byte[] red = {10, (byte) 200};
        byte[] green = {20, (byte) 210};
        byte[] blue = {30, (byte) 220};
        IndexColorModel palette = new IndexColorModel(1, 2, red, green, blue);
        BufferedImage image = new BufferedImage(9, 9, BufferedImage.TYPE_BYTE_BINARY, palette);
        image.getRaster().setSample(4, 1, 0, 1);
        for (String format : new String[] {"png", "bmp", "gif"}) {
            Picture picture = Picture.decode(Files.write(image, format));
            assertEquals(0x0A141E, picture.pixel(0, 0), format);
            assertEquals(0xC8D2DC, picture.pixel(4, 1), format);
        }
    }

    @Test
    void cmykWithoutAnAdobeSegmentCountsInk() throws IOException {
        int[] ink = {0, 255, 255, 0};
        byte[] file = fourBands(ink);
        assertClose(0xFF0000, Picture.decode(file).pixel(4, 4), 6, "CMYK");
        // Adobe's segment says that ink is inverted (here C = 255 means none) and, with transform 0, no YCC
        byte[] adobe = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        byte[] inverted = new byte[file.length + adobe.length];
        System.arraycopy(file, 0, inverted, 0, 2);
        System.arraycopy(adobe, 0, inverted, 2, adobe.length);
        System.arraycopy(file, 2, inverted, 2 + adobe.length, file.length - 2);
        assertClose(0x000000, Picture.decode(inverted).pixel(4, 4), 6, "inverted CMYK");
    }

    @Test
    void aColourProfileIsApplied() {
        byte[] plain = Files.write(Files.drawn(BufferedImage.TYPE_3BYTE_BGR, 16, 12), "jpeg");
        byte[] srgb = Files.jpegWithProfile(
                plain, ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        byte[] linear = Files.jpegWithProfile(
                plain, ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData());
        assertTrue(JpegHeader.of(srgb).hasSrgbProfile());
        assertEquals(Picture.decode(plain), Picture.decode(srgb));
        // linear light of one half is brighter than the sRGB value of one half: 188
        assertEquals(188, Picture.decode(linear).pixel(4, 4) & 255, 12);
        assertEquals(Picture.decode(plain), Picture.decode(Files.jpegWithProfile(plain, new byte[300])));
    }

    private static byte[] fourBands(int[] sample) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null);
        for (int i = 0; i < 64; i++) {
            raster.setPixel(i % 8, i / 8, sample);
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    @Test
    void aMirrorSwapsLeftAndRight() {
        Picture picture = Picture.of(2, 1, new byte[] {1, 2, 3, 4, 5, 6});
        assertArrayEquals(new byte[] {4, 5, 6, 1, 2, 3}, picture.mirrored().toArray());
        assertEquals(picture, picture.mirrored().mirrored());
        assertNotEquals(picture, picture.mirrored());
    }

    @Test
    void shrinkingTakesMeansAndLeavesPartialSquaresOut() {
        byte[] rgb = new byte[3 * 5 * 2];
        for (int i = 0; i < 10; i++) {
            rgb[3 * i] = (byte) (10 * i);
        }
        Picture shrunk = Picture.of(5, 2, rgb).shrunk(2);
        assertEquals(2, shrunk.width());
        assertEquals(1, shrunk.height());
        assertEquals(30 << 16, shrunk.pixel(0, 0)); // mean of 0, 10, 50, 60
        assertEquals(50 << 16, shrunk.pixel(1, 0)); // mean of 20, 30, 70, 80
    }

    @Test
    void pixelsThatDoNotFitTheSidesAreRefused() {
        var e = assertThrows(IllegalArgumentException.class, () -> Picture.of(2, 2, new byte[11]));
        assertTrue(e.getMessage().startsWith("11 bytes came for a picture of 2 by 2 pixels;"));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> Picture.of(1, 1, new byte[3]).pixel(1, 0));
    }
}
