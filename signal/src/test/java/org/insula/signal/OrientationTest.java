package org.insula.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
    /** Letters stand for stored pixels, rows split by a slash; stored is AB/CD/EF. */
    @ParameterizedTest
    @CsvSource({
        "1, AB/CD/EF",
        "2, BA/DC/FE",
        "3, FE/DC/BA",
        "4, EF/CD/AB",
        "5, ACE/BDF",
        "6, ECA/FDB",
        "7, FDB/ECA",
        "8, BDF/ACE"
    })
    void aStoredPictureStandsUp(int exif, String expected) {
        byte[] stored = new byte[18];
        for (int i = 0; i < 6; i++) {
            stored[3 * i] = (byte) ('A' + i);
        }
        Picture upright = Orientation.of(exif).apply(Picture.of(2, 3, stored));
        StringBuilder seen = new StringBuilder();
        for (int y = 0; y < upright.height(); y++) {
            seen.append(y > 0 ? "/" : "");
            for (int x = 0; x < upright.width(); x++) {
                seen.append((char) (upright.pixel(x, y) >> 16));
            }
        }
        assertEquals(expected, seen.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyContainerIsTurnedAlike(int exif) throws Exception {
        BufferedImage drawn = Files.drawn(BufferedImage.TYPE_3BYTE_BGR, 16, 12);
        byte[] jpeg = Files.write(drawn, "jpeg");
        Picture stored = Picture.decode(jpeg);
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            byte[] block = Files.exif(exif, order);
            byte[] turned = Files.jpegWithExif(jpeg, block);
            assertEquals(Orientation.of(exif).apply(stored), Picture.decode(turned));
            assertEquals(exif, asMetadataExtractorReads(turned));
            byte[] png = Files.pngWithChunk(Files.write(drawn, "png"), "eXIf", block);
            assertEquals(Orientation.of(exif).apply(Picture.decode(Files.write(drawn, "png"))), Picture.decode(png));
        }
    }

    private static int asMetadataExtractorReads(byte[] jpeg) throws Exception {
        return ImageMetadataReader.readMetadata(new ByteArrayInputStream(jpeg))
                .getFirstDirectoryOfType(ExifIFD0Directory.class)
                .getInt(ExifIFD0Directory.TAG_ORIENTATION);
    }

    @Test
    void aWebpIsTurned() {
        Picture stored = Picture.decode(Files.resource("lossless.webp"));
        assertEquals(Orientation.TURNED_RIGHT.apply(stored), Picture.decode(Files.resource("turned.webp")));
    }

    @Test
    void damagedExifCountsAsAbsent() {
        byte[] block = Files.exif(6, ByteOrder.BIG_ENDIAN);
        for (int length = 0; length < 20; length++) {
            assertSame(Orientation.UPRIGHT, Exif.orientation(block, 0, length));
        }
        assertSame(Orientation.TURNED_RIGHT, Exif.orientation(block, 0, block.length));
        block[7] = 127; // a directory beyond the end
        assertSame(Orientation.UPRIGHT, Exif.orientation(block, 0, block.length));
        assertSame(Orientation.UPRIGHT, Orientation.of(9));
        assertSame(Orientation.UPRIGHT, Orientation.of(-1));
    }
}
