package org.insula.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.insula.signal.Sampling.Edge;
import org.junit.jupiter.api.Test;

class ResamplerTest {
    /** Smooth, so that a good area mean and a dense sampling agree closely. */
    private static Picture smooth(int width, int height, long seed) {
        Random random = new Random(seed);
        double[] phase = random.doubles(6, 0, 6).toArray();
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            int row = i / 3 / width;
            double x = (i / 3 % width) * 9.0 / width;
            double y = row * 7.0 / height;
            int k = i % 3;
            rgb[i] = (byte) (int) (128 + 120 * Math.sin(x + phase[k]) * Math.cos(y + phase[3 + k]));
        }
        return Picture.of(width, height, rgb);
    }

    /** The mean of many bilinear samples under each result: slow, plain and independent of the fast path. */
    private static float[] plain(Picture picture, Crop crop, int size, Edge edge, int dense) {
        float[] result = new float[3 * size * size];
        for (int i = 0; i < size * size; i++) {
            for (int s = 0; s < dense * dense; s++) {
                int row = i / size;
                int line = s / dense;
                double u = (i % size + (s % dense + 0.5) / dense) / size;
                double v = (row + (line + 0.5) / dense) / size;
                for (int k = 0; k < 3; k++) {
                    double value = bilinear(picture, crop.pictureX(u, v), crop.pictureY(u, v), k, edge);
                    result[3 * i + k] += (float) (value / (dense * dense));
                }
            }
        }
        return result;
    }

    private static double bilinear(Picture p, double x, double y, int channel, Edge edge) {
        if (edge == Edge.BLACK && (x < 0 || y < 0 || x >= p.width() || y >= p.height())) {
            return 0;
        }
        int x0 = (int) Math.floor(x - 0.5);
        int y0 = (int) Math.floor(y - 0.5);
        double fx = x - 0.5 - x0;
        double fy = y - 0.5 - y0;
        return (1 - fy) * ((1 - fx) * at(p, x0, y0, channel) + fx * at(p, x0 + 1, y0, channel))
                + fy * ((1 - fx) * at(p, x0, y0 + 1, channel) + fx * at(p, x0 + 1, y0 + 1, channel));
    }

    private static int at(Picture p, int x, int y, int channel) {
        int inX = Math.max(0, Math.min(p.width() - 1, x));
        int inY = Math.max(0, Math.min(p.height() - 1, y));
        return p.pixel(inX, inY) >> (16 - 8 * channel) & 255;
    }

    @Test
    void aCropAtItsOwnSizeIsTheSame() {
        Picture picture = smooth(16, 16, 1);
        float[] sampled = Resampler.sample(picture, Crop.covering(picture), Sampling.raw(16, Edge.BLACK));
        for (int i = 0; i < 256; i++) {
            assertEquals(picture.pixel(i % 16, i / 16) >> 16, sampled[3 * i], 1e-3f);
        }
    }

    @Test
    void halvingTakesTheMeanOfFour() {
        byte[] rgb = {0, 0, 0, 10, 1, 2, 20, 0, 0, 30, 3, 6};
        float[] one = Resampler.sample(Picture.of(2, 2, rgb), new Crop(1, 1, 2, 0), Sampling.raw(1, Edge.BLACK));
        assertArrayEquals(new float[] {15, 1, 2}, one, 1e-4f);
    }

    @Test
    void aLetterboxIsBlackOrReplicated() {
        byte[] rgb = new byte[3 * 4 * 2];
        java.util.Arrays.fill(rgb, (byte) 100);
        Picture wide = Picture.of(4, 2, rgb);
        float[] black = Resampler.sample(wide, Crop.covering(wide), Sampling.raw(4, Edge.BLACK));
        float[] same = Resampler.sample(wide, Crop.covering(wide), Sampling.raw(4, Edge.REPLICATE));
        assertEquals(0, black[0]);
        assertEquals(100, black[3 * 4], 1e-4f);
        assertEquals(100, same[0], 1e-4f);
        float[] turned = Resampler.sample(wide, new Crop(2, 1, 4, Math.PI), Sampling.raw(4, Edge.BLACK));
        assertArrayEquals(black, turned, 0.1f);
    }

    @Test
    void aQuarterTurnFollowsWhatIsTurnedClockwise() {
        byte[] rgb = {1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0}; // 1 2 / 3 4
        float[] turned = Resampler.sample(
                Picture.of(2, 2, rgb), new Crop(1, 1, 2, Math.PI / 2), Sampling.raw(2, Edge.REPLICATE));
        // the crop's right points down in the picture: its first row reads 2, 4
        float[] red = {turned[0], turned[3], turned[6], turned[9]};
        assertArrayEquals(new float[] {2, 4, 1, 3}, red, 0.01f);
    }

    @Test
    void shrinkingAndEnlargingAgreeWithDenseSampling() {
        Picture picture = smooth(211, 157, 3);
        Random random = new Random(5);
        for (int round = 0; round < 60; round++) {
            double side = 20 + random.nextDouble() * 300;
            double angle = round % 3 == 0 ? 0 : random.nextDouble() * 6 - 3;
            Crop crop = new Crop(random.nextInt(211), random.nextInt(157), side, angle);
            int size = 9 + random.nextInt(60);
            float[] fast = Resampler.sample(picture, crop, Sampling.raw(size, Edge.REPLICATE));
            // a step below one takes a single bilinear sample
            float[] slow = plain(picture, crop, size, Edge.REPLICATE, side / size <= 1 ? 1 : 8);
            double tolerance = 1.5 + 1.5 * side / size;
            for (int i = 0; i < fast.length; i++) {
                if (isWithin(
                        crop,
                        (i / 3 % size + 0.5) / size,
                        (Math.floorDiv(i, 3 * size) + 0.5) / size,
                        3 * side / size)) {
                    assertEquals(slow[i], fast[i], tolerance, "round " + round + " " + crop + " to " + size);
                }
            }
        }
    }

    /** Beyond the edge a shrunk crop repeats means over squares, not single pixels. */
    private static boolean isWithin(Crop crop, double u, double v, double margin) {
        double x = crop.pictureX(u, v);
        double y = crop.pictureY(u, v);
        return x >= margin && y >= margin && x < 211 - margin && y < 157 - margin;
    }

    @Test
    void enlargingIsBilinearToTheDigit() {
        Picture picture = smooth(40, 30, 9);
        for (double angle : new double[] {0, 0.3, -2}) {
            for (Edge edge : Edge.values()) {
                Crop crop = new Crop(18, 16, 21, angle);
                float[] fast = Resampler.sample(picture, crop, Sampling.raw(50, edge));
                assertArrayEquals(plain(picture, crop, 50, edge, 1), fast, 0.2f);
            }
        }
    }

    @Test
    void noiseShrinksToItsMean() {
        Random random = new Random(4);
        byte[] rgb = new byte[3 * 512 * 512];
        random.nextBytes(rgb);
        Picture noise = Picture.of(512, 512, rgb);
        for (double angle : new double[] {0, 0.4}) {
            float[] small = Resampler.sample(noise, new Crop(256, 256, 300, angle), Sampling.raw(8, Edge.REPLICATE));
            for (float value : small) {
                assertEquals(127.5, value, 12, "a skipped pixel would leave the noise in");
            }
        }
    }

    @Test
    void scaleOffsetAndPositionAreTheCallers() {
        Picture grey = Picture.of(1, 1, new byte[] {(byte) 255, 0, 51});
        float[] target = new float[5];
        Resampler.sample(grey, Crop.covering(grey), Sampling.signed(1, Edge.BLACK), target, 2);
        assertArrayEquals(new float[] {0, 0, 1, -1, -0.6f}, target, 1e-5f);
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> Resampler.sample(grey, Crop.covering(grey), Sampling.unit(2, Edge.BLACK), target, 0));
        assertTrue(e.getMessage().startsWith("The target has 5 numbers, of which 12 are wanted"));
    }

    @Test
    void aCropFarOutsideIsEdgeOrBlack() {
        Picture picture = smooth(20, 20, 2);
        for (double angle : new double[] {0, 1}) {
            Crop far = new Crop(5000, -7000, 3, angle);
            float[] black = Resampler.sample(picture, far, Sampling.raw(3, Edge.BLACK));
            assertArrayEquals(new float[27], black);
            float[] edge = Resampler.sample(picture, far, Sampling.raw(3, Edge.REPLICATE));
            assertEquals(picture.pixel(19, 0) >> 16, edge[0], 2);
        }
    }

    @Test
    void aCropMapsItsCorners() {
        Crop crop = new Crop(10, 20, 4, Math.PI / 2);
        assertEquals(12, crop.pictureX(0, 0), 1e-9);
        assertEquals(18, crop.pictureY(0, 0), 1e-9);
        assertThrows(IllegalArgumentException.class, () -> new Crop(0, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Crop(Double.NaN, 0, 1, 0));
    }
}
