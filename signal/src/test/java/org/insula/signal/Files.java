package org.insula.signal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Picture files made for the tests of this package. */
final class Files {
    private Files() {}

    /** Pixel (x, y) is (16x, 20y, 128), as in the committed WebP files. */
    static BufferedImage drawn(int type, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, 0xFF000000 | colour(x, y));
            }
        }
        return image;
    }

    static int colour(int x, int y) {
        return ((16 * x) << 16) | ((20 * y) << 8) | 128;
    }

    static byte[] write(BufferedImage image, String format) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("No writer for " + format + " takes this image.");
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] resource(String name) {
        try (InputStream in = Files.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A TIFF block with one entry, the orientation. */
    static byte[] exif(int orientation, ByteOrder order) {
        ByteBuffer block = ByteBuffer.allocate(26).order(order);
        block.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
        block.putShort((short) 42).putInt(8).putShort((short) 1);
        block.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        return block.array();
    }

    static byte[] jpegWithExif(byte[] jpeg, byte[] exif) {
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + exif.length + 10);
        file.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) (exif.length + 8));
        file.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(exif);
        return file.put(jpeg, 2, jpeg.length - 2).array();
    }

    static byte[] jpegWithProfile(byte[] jpeg, byte[] profile) {
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + profile.length + 18);
        file.put(jpeg, 0, 2).putShort((short) 0xFFE2).putShort((short) (profile.length + 16));
        file.put("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII)).put(profile);
        return file.put(jpeg, 2, jpeg.length - 2).array();
    }

    /** Puts a chunk behind the header chunk, which ends at byte 33. */
    static byte[] pngWithChunk(byte[] png, String name, byte[] data) {
        byte[] named = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(named);
        checksum.update(data);
        ByteBuffer file = ByteBuffer.allocate(png.length + data.length + 12);
        file.put(png, 0, 33).putInt(data.length).put(named).put(data).putInt((int) checksum.getValue());
        return file.put(png, 33, png.length - 33).array();
    }

    static byte[] cut(byte[] file, int length) {
        return Arrays.copyOf(file, length);
    }
}
