package org.insula.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {
    private static String messageFor(byte[] file) {
        return assertThrows(SignalException.class, () -> Picture.decode(file)).getMessage();
    }

    private static byte[] noisy(String format) {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(7);
        for (int i = 0; i < 64 * 48; i++) {
            image.setRGB(i % 64, i / 64, random.nextInt());
        }
        return Files.write(image, format);
    }

    @Test
    void anEmptyFileIsRefused() {
        assertEquals(
                "The picture file is empty (0 bytes); give a JPEG, PNG, WebP, GIF or BMP file that has content.",
                messageFor(new byte[0]));
    }

    @Test
    void whatIsNoPictureIsToldFromItsContent() {
        assertEquals(
                "This is not a picture that can be read: it begins with the text 'hello there,';"
                        + " give a JPEG, PNG, WebP, GIF or BMP file.",
                messageFor("hello there, I am a text".getBytes(StandardCharsets.US_ASCII)));
        assertTrue(messageFor(new byte[] {0, 1, 2, 3}).contains("the bytes 00 01 02 03"));
        assertTrue(messageFor("\0\0\0\030ftypheic".getBytes(StandardCharsets.US_ASCII))
                .contains("a HEIC picture"));
        assertTrue(messageFor("%PDF-1.7".getBytes(StandardCharsets.US_ASCII)).contains("a PDF document"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp"})
    void aPictureCutAnywhereIsAnError(String format) {
        byte[] whole = noisy(format);
        Picture.decode(whole);
        int spare = format.equals("gif") ? 2 : format.equals("png") ? 21 : 1; // checksums and trailers hold no pixels
        for (int length = 3; length <= whole.length - spare; length += Math.max(1, (whole.length - length) / 40)) {
            byte[] cut = Files.cut(whole, length);
            String where = format + " cut to " + length + " of " + whole.length;
            String message = assertThrows(SignalException.class, () -> Picture.decode(cut), where)
                    .getMessage();
            assertTrue(message.contains(";"), message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossy.webp", "lossless.webp", "alpha.webp"})
    void aWebpCutAnywhereIsAnError(String name) {
        byte[] whole = Files.resource(name);
        for (int length = 3; length < whole.length - 2; length++) {
            byte[] cut = Files.cut(whole, length);
            assertThrows(SignalException.class, () -> Picture.decode(cut), name + " cut to " + length);
        }
    }

    @Test
    void aCutJpegSaysSo() {
        byte[] whole = noisy("jpeg");
        String message = messageFor(Files.cut(whole, whole.length / 2));
        assertTrue(
                message.startsWith("The JPEG picture of " + whole.length / 2 + " bytes is cut short or broken ("),
                message);
        assertTrue(message.endsWith("; give the complete file or save it again."), message);
    }

    @Test
    void aBombIsRefusedByItsHeader() {
        ByteBuffer header = ByteBuffer.allocate(17);
        header.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(50_000).putInt(40_000);
        header.put(new byte[] {8, 2, 0, 0, 0});
        CRC32 checksum = new CRC32();
        checksum.update(header.array());
        ByteBuffer png = ByteBuffer.allocate(60);
        png.putLong(0x89504E470D0A1A0AL).putInt(13).put(header.array()).putInt((int) checksum.getValue());
        png.putInt(0).put("IDAT".getBytes(StandardCharsets.US_ASCII)).putInt(0x35AF061E);
        assertEquals(
                "The PNG picture has 50000 by 40000 = 2000000000 pixels, more than the limit of 100000000;"
                        + " shrink it or raise the limit.",
                messageFor(png.array()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp"})
    void theLimitIsTheCallers(String format) {
        byte[] file = noisy(format);
        assertEquals(64, Picture.decode(file, new PictureOptions(64 * 48)).width());
        String message = assertThrows(
                        SignalException.class, () -> Picture.decode(file, new PictureOptions(64 * 48 - 1)))
                .getMessage();
        assertTrue(message.contains("3072 pixels, more than the limit of 3071"), message);
        assertThrows(IllegalArgumentException.class, () -> new PictureOptions(0));
    }

    /** Found by mutation: 64 bytes that the reader would follow with zeros for half a minute. */
    @Test
    void aReaderThatMakesPixelsUpIsStopped() {
        byte[] file = Files.resource("endless.webp");
        String message = assertThrows(SignalException.class, () -> Picture.decode(file, new PictureOptions(1 << 20)))
                .getMessage();
        assertTrue(message.contains("it ends too early"), message);
    }

    @Test
    void aBmpThatWrapsAnotherPictureIsRefused() {
        byte[] file = noisy("bmp");
        file[30] = 5;
        assertEquals("The BMP file wraps a JPEG or PNG picture; give that picture itself.", messageFor(file));
    }

    @Test
    void randomDamageNeverEscapesAsAnotherError() {
        Random random = new Random(11);
        String[] formats = {"jpeg", "png", "gif", "bmp"};
        for (int round = 0; round < 200; round++) {
            byte[] file = noisy(formats[round % 4]);
            for (int k = 0; k <= random.nextInt(8); k++) {
                file[4 + random.nextInt(file.length - 4)] = (byte) random.nextInt();
            }
            try {
                Picture.decode(file, new PictureOptions(1_000_000));
            } catch (SignalException expected) {
                assertTrue(expected.getMessage().contains(";"), expected.getMessage());
            }
        }
    }
}
