package org.insula.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameFolderTest {
    @TempDir
    Path folder;

    private final DatasetReader reader = new DatasetReader(DatasetLimits.standard()).takingFrames();

    @Test
    void aFolderOfFramesIsOneExampleInNaturalOrder() throws IOException {
        write("data/wave/take1/frame2.png", "b");
        write("data/wave/take1/frame10.png", "c");
        write("data/wave/take1/frame1.png", "a");
        write("data/wave/take1/.DS_Store", "x");
        write("data/swipe/ada/take1/frame1.png", "d");
        try (Dataset dataset = reader.read(folder.resolve("data"))) {
            assertEquals(List.of("swipe/ada/take1", "wave/take1"), inputs(dataset));
            assertEquals("ada", dataset.examples().getFirst().group());
            assertEquals(
                    List.of("frame1.png=a", "frame2.png=b", "frame10.png=c"),
                    entries(dataset.examples().getLast().content().read()));
            assertArrayEquals(
                    dataset.examples().getLast().content().read(),
                    dataset.examples().getLast().content().read());
        }
    }

    @Test
    void onlyAReaderThatTakesFramesDoesSo() throws IOException {
        write("data/wave/take1/frame1.png", "a");
        write("data/wave/take1/frame2.png", "b");
        try (Dataset dataset = new DatasetReader(DatasetLimits.standard()).read(folder.resolve("data"))) {
            assertEquals(List.of("wave/take1/frame1.png", "wave/take1/frame2.png"), inputs(dataset));
        }
    }

    @Test
    void picturesThatAreNoFramesStayAGroupOfStills() throws IOException {
        write("data/fist/ada/IMG_2041.jpg", "a");
        write("data/fist/ada/IMG_2042.jpg", "b");
        write("data/fist/bob/1.jpg", "c");
        write("data/fist/bob/2.jpg", "d");
        try (Dataset dataset = reader.read(folder.resolve("data"))) {
            assertEquals(4, dataset.examples().size());
            assertEquals("ada", dataset.examples().getFirst().group());
            assertInstanceOf(Content.File.class, dataset.examples().getFirst().content());
        }
    }

    @Test
    void eightNumbersInARowAreFramesAndSoIsWhatHasARate() throws IOException {
        for (int i = 0; i < 8; i++) {
            write("data/wave/one/" + String.format("%04d.jpg", 40 + i), "x");
            write("data/wave/gap/" + (i < 7 ? i : 9) + ".jpg", "x");
        }
        write("data/wave/told/IMG_1.jpg", "a");
        write("data/wave/told/IMG_2.jpg", "b");
        write("data/wave/told/rate.txt", "12.5\n");
        try (Dataset dataset = reader.read(folder.resolve("data"))) {
            assertEquals(10, dataset.examples().size());
            assertEquals("wave/one", inputs(dataset).get(8));
            assertEquals("wave/told", inputs(dataset).get(9));
            assertEquals(
                    List.of("rate.txt=12.5", "IMG_1.jpg=a", "IMG_2.jpg=b"),
                    entries(dataset.examples().getLast().content().read()));
        }
    }

    @Test
    void theNearestRateAboveCounts() throws IOException {
        write("data/rate.txt", "25");
        write("data/wave/take1/frame1.png", "a");
        write("data/swipe/rate.txt", "10");
        write("data/swipe/ada/take1/frame1.png", "a");
        try (Dataset dataset = reader.read(folder.resolve("data"))) {
            assertEquals(2, dataset.examples().size());
            assertEquals("rate.txt=10.0", rate(dataset, 0));
            assertEquals("rate.txt=25.0", rate(dataset, 1));
        }
    }

    private static String rate(Dataset dataset, int example) throws IOException {
        return entries(dataset.examples().get(example).content().read()).getFirst();
    }

    @Test
    void aTableMayNameAFolderOfFrames() throws IOException {
        write("table.csv", "file,label\ntakes/a,wave\n");
        write("takes/a/shot_1.png", "1");
        write("takes/rate.txt", "50");
        try (Dataset dataset = reader.read(folder.resolve("table.csv"))) {
            assertEquals(
                    List.of("rate.txt=50.0", "shot_1.png=1"),
                    entries(dataset.examples().getFirst().content().read()));
        }
        String message = assertThrows(
                        DatasetException.class,
                        () -> new DatasetReader(DatasetLimits.standard()).read(folder.resolve("table.csv")))
                .getMessage();
        assertTrue(message.contains("which does not exist"), message);
    }

    @Test
    void aZipMayHoldFoldersOfFrames() throws IOException {
        Path zip = folder.resolve("data.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("wave/take1/frame1.png", "wave/take1/frame2.png", "swipe/take1/frame1.png")) {
                out.putNextEntry(new ZipEntry(name));
                out.write('x');
            }
        }
        try (Dataset dataset = reader.read(zip)) {
            assertEquals(List.of("swipe/take1", "wave/take1"), inputs(dataset));
            assertEquals(
                    List.of("frame1.png=x", "frame2.png=x"),
                    entries(dataset.examples().getLast().content().read()));
        }
    }

    @Test
    void whatIsWrongWithAFolderIsSaidWhenItIsRead() throws IOException {
        write("mixed/frame1.png", "a");
        write("mixed/notes.txt", "b");
        assertRefused("The folder 'mixed' holds 'notes.txt', which is no frame; put only", "mixed", 100);
        write("large/frame1.png", "abc");
        write("large/frame2.png", "abc");
        assertRefused("holds more than 0 MB of frames", "large", 5);
        write("wrong/frame1.png", "a");
        write("wrong/rate.txt", "thirty");
        assertRefused("The folder 'wrong' has a rate.txt that says 'thirty'; write", "wrong", 100);
        Files.createDirectories(folder.resolve("empty"));
        assertRefused("The folder 'empty' holds no frames; put", "empty", 100);
        write("links/frame1.png", "a");
        Files.createSymbolicLink(folder.resolve("links/frame2.png"), folder.resolve("mixed/notes.txt"));
        assertRefused("'frame2.png' is a symbolic link out of the folder 'links'", "links", 100);
    }

    private void assertRefused(String part, String name, int maxBytes) {
        Content content = new Content.Frames(folder.resolve(name), java.util.Optional.empty(), maxBytes);
        String message = assertThrows(DatasetException.class, content::read).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static List<String> inputs(Dataset dataset) {
        return dataset.examples().stream().map(Example::input).toList();
    }

    private static List<String> entries(byte[] zip) throws IOException {
        List<String> entries = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.add(entry.getName() + "=" + new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
