package org.insula.signal.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.insula.signal.SignalException;
import org.junit.jupiter.api.Test;

class FrameArchiveTest {
    /** A BMP of one column of {@code height} grey pixels. */
    private static byte[] bmp(int height) {
        byte[] file = new byte[54 + 4 * height];
        file[0] = 'B';
        file[1] = 'M';
        file[2] = (byte) file.length;
        file[10] = 54;
        file[14] = 40;
        file[18] = 1;
        file[22] = (byte) height;
        file[26] = 1;
        file[28] = 24;
        Arrays.fill(file, 54, file.length, (byte) 128);
        return file;
    }

    private static SequencedMap<String, byte[]> frames(String... names) {
        SequencedMap<String, byte[]> frames = new LinkedHashMap<>();
        for (String name : names) {
            frames.put(name, bmp(Integer.parseInt(name.replaceAll("\\D", ""))));
        }
        return frames;
    }

    @Test
    void framesComeInTheOrderOfTheirNumbersAtThirtyASecond() {
        List<VideoFramesTest.Frame> read = VideoFramesTest.frames(
                FrameArchive.pack(frames("f10.bmp", "f2.bmp", "f1.bmp"), OptionalDouble.empty()));
        assertEquals(
                List.of(1, 2, 10), read.stream().map(f -> f.picture().height()).toList());
        assertEquals(2 / 30.0, read.getLast().seconds(), 1e-12);
        assertEquals(
                List.of("Took 30 frames a second, since no rate.txt says otherwise."),
                read.getLast().notes());
    }

    @Test
    void aRateThatIsToldCounts() {
        List<VideoFramesTest.Frame> read =
                VideoFramesTest.frames(FrameArchive.pack(frames("1.bmp", "2.bmp"), OptionalDouble.of(12.5)));
        assertEquals(0.08, read.getLast().seconds(), 1e-12);
        assertEquals(List.of(), read.getLast().notes());
    }

    @Test
    void theSameFramesGiveTheSameBytes() {
        assertArrayEquals(
                FrameArchive.pack(frames("1.bmp", "2.bmp"), OptionalDouble.of(25)),
                FrameArchive.pack(frames("1.bmp", "2.bmp"), OptionalDouble.of(25)));
    }

    @Test
    void namesAreOrderedAsPeopleNumberThem() {
        List<String> names = new java.util.ArrayList<>(
                List.of("take10", "take9", "take1b", "take09", "take1", "b", "take99999999999999999999", "a"));
        names.sort(NaturalOrder.comparator());
        assertEquals(
                List.of("a", "b", "take1", "take1b", "take09", "take9", "take10", "take99999999999999999999"), names);
    }

    @Test
    void whatIsNoZipOfFramesIsRefused() throws IOException {
        assertRefused(
                "holds 'notes.txt', which is no frame", zip("notes.txt", "hello".getBytes(StandardCharsets.UTF_8)));
        assertRefused("rate.txt that says 'fast'", zip("rate.txt", "fast".getBytes(StandardCharsets.UTF_8)));
        assertRefused("rate.txt that says '0'", zip("rate.txt", "0".getBytes(StandardCharsets.UTF_8)));
        assertRefused("the zip is empty", zip("rate.txt", "25".getBytes(StandardCharsets.UTF_8)));
        assertRefused(
                "has a frame 'frame1.png' that cannot be read: ",
                zip("frame1.png", "no picture".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aBombOfFramesIsRefused() throws IOException {
        assertRefused("of more than 64 MB", zip("frame1.png", new byte[70 << 20]));
    }

    @Test
    void manyFramesThatUnpackToFarMoreThanTheyWeighAreRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            byte[] zeros = new byte[10 << 20];
            for (int i = 0; i < 8; i++) {
                zip.putNextEntry(new ZipEntry("frame" + i + ".bmp"));
                zip.write(zeros);
            }
        }
        assertRefused("unpacks to more than 64 MB", bytes.toByteArray());
    }

    @Test
    void damagedZipsAreReadOrRefused() {
        byte[] whole = FrameArchive.pack(frames("1.bmp", "2.bmp", "3.bmp"), OptionalDouble.of(25));
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 300; i++) {
            byte[] file = i % 3 == 0 ? Arrays.copyOf(whole, 4 + random.nextInt(whole.length - 4)) : whole.clone();
            for (int flips = i % 3; flips > 0; flips--) {
                file[4 + random.nextInt(file.length - 4)] = (byte) random.nextInt(256);
            }
            try {
                assertTrue(VideoFramesTest.frames(file).size() <= 3);
            } catch (SignalException expected) {
                assertTrue(expected.getMessage().contains(";"), expected.getMessage());
            }
        }
    }

    private static void assertRefused(String part, byte[] zip) {
        String message = assertThrows(SignalException.class, () -> VideoFramesTest.frames(zip))
                .getMessage();
        assertTrue(message.contains(part), message);
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }
}
