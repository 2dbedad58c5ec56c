package org.insula.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetReaderTest {
    @TempDir
    Path folder;

    private final DatasetReader reader = new DatasetReader(DatasetLimits.standard());

    @Test
    void aFolderGivesOneLabelForEachSubFolder() throws IOException {
        write("data/wink/a.jpg", "1");
        write("data/wink/b.jpg", "2");
        write("data/smile/c.jpg", "3");
        write("data/smile/.DS_Store", "x");

        try (Dataset dataset = reader.read(folder.resolve("data"))) {
            assertEquals(List.of("smile/c.jpg", "wink/a.jpg", "wink/b.jpg"), inputs(dataset));
            assertEquals(List.of("smile", "wink"), List.copyOf(dataset.labels()));
            assertEquals("2", new String(dataset.examples().get(2).content().read(), StandardCharsets.UTF_8));
            assertEquals(Grouping.Source.NONE, dataset.grouping().source());
        }
    }

    @Test
    void everySeriesOfACollectionIsAnExample() throws IOException {
        write("walk.ts", "@problemName w\n@classLabel true a b\n@data\n1,2,3:4,5,6:a\n7,8,?:1,1,1:b\n");
        try (Dataset dataset = reader.read(folder.resolve("walk.ts"))) {
            assertEquals(List.of("walk.ts#1", "walk.ts#2"), inputs(dataset));
            assertEquals(List.of("a", "b"), List.copyOf(dataset.labels()));
            assertEquals(
                    "{\"channels\":[\"channel 1\",\"channel 2\"],\"remarks\":[],\"values\":[[1.0,2.0,3.0],[4.0,5.0,6.0]]}",
                    new String(dataset.examples().getFirst().content().read(), StandardCharsets.UTF_8));
        }
        write(
                "walk.jsonl",
                "{\"label\":\"a\",\"group\":\"x\",\"values\":[1,2]}\n{\"values\":[3,4],\"label\":\"b\",\"group\":\"x\"}\n");
        try (Dataset dataset = reader.read(folder.resolve("walk.jsonl"))) {
            assertEquals(List.of("x", "x"), groups(dataset));
            assertEquals(Grouping.Source.COLUMN, dataset.grouping().source());
        }
        assertRefused("line 3 has no label", write("bare.ts", "@classLabel false\n@data\n1,2,3\n"));
        assertRefused("'text.arff' line 1", write("text.arff", "hello\n"));
    }

    @Test
    void aFolderInsideALabelIsAGroup() throws IOException {
        write("data/wink/monday/a.jpg", "1");
        write("data/wink/tuesday/a.jpg", "2");
        write("data/smile/monday/a.jpg", "3");

        try (Dataset dataset = reader.read(folder.resolve("data"))) {
            assertEquals(List.of("monday", "monday", "tuesday"), groups(dataset));
            assertEquals(Grouping.Source.FOLDERS, dataset.grouping().source());
        }
    }

    @Test
    void namesLikeFirstLast0001MakeGroups() throws IOException {
        write("data/wink/Ada_Lovelace_0001.jpg", "1");
        write("data/wink/Alan_Turing_0001.jpg", "2");
        write("data/smile/Ada_Lovelace_0002.jpg", "3");
        write("data/smile/other.jpg", "4");

        try (Dataset dataset = reader.read(folder.resolve("data"))) {
            assertEquals(List.of("Ada_Lovelace", "smile/other.jpg#1", "Ada_Lovelace", "Alan_Turing"), groups(dataset));
            assertEquals(
                    "Groups from file names (such as First_Last_0001): 3 groups among 4 examples; 1 without one stand"
                            + " alone.",
                    dataset.grouping().sentence());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3_jackson_16.wav, 3, jackson",
        "wink_anna.jpg, wink, anna",
        "Dileep_33.jpg, anger, Dileep",
        "burst2-0007.png, wink, burst2",
        "IMG_0001.jpg, wink, ''",
        "wink_0001.jpg, wink, ''",
        "0001.jpg, wink, ''",
        "holiday.jpg, wink, ''",
    })
    void aFileNameTellsItsGroup(String name, String label, String group) {
        Grouper.Draft draft =
                new Grouper.Draft(name, label, java.util.Optional.empty(), new Content.File(folder.resolve(name), 1));
        assertEquals(group, Grouper.fromFileName(draft).orElse(""));
    }

    @Test
    void namesThatPutALabelIntoOneGroupAreNotUsed() throws IOException {
        write("data/wink/Ada_0001.jpg", "1");
        write("data/wink/Ada_0002.jpg", "2");
        write("data/smile/Ada_0003.jpg", "3");
        write("data/smile/Bob_0001.jpg", "4");

        try (Dataset dataset = reader.read(folder.resolve("data"))) {
            assertEquals(Grouping.Source.NONE, dataset.grouping().source());
            assertEquals(4, dataset.grouping().groups());
            assertTrue(
                    dataset.grouping().sentence().startsWith("File names put every example of 'wink' into one group"));
        }
    }

    @Test
    void aTableOfTextsKeepsItsOrderAndItsGroups() throws IOException {
        Path table = write("moods.csv", "\uFEFFText,Label,Group\n\"Hello, you\",glad,ada\nGo away,cross,bob\n");
        try (Dataset dataset = reader.read(table)) {
            assertEquals(List.of("moods.csv line 2", "moods.csv line 3"), inputs(dataset));
            assertEquals(List.of("ada", "bob"), groups(dataset));
            assertEquals(
                    "Hello, you", new String(dataset.examples().get(0).content().read(), StandardCharsets.UTF_8));
            assertEquals(Grouping.Source.COLUMN, dataset.grouping().source());
        }
    }

    @Test
    void jsonLinesMayNameFilesBesideThem() throws IOException {
        write("a.jpg", "1");
        Path table = write(
                "faces.jsonl", "{\"file\":\"a.jpg\",\"label\":\"wink\"}\n\n{\"file\":\"./a.jpg\",\"label\":\"x\"}");
        try (Dataset dataset = reader.read(table)) {
            assertEquals(List.of("a.jpg", "./a.jpg"), inputs(dataset));
        }
    }

    @Test
    void aZipReadsLikeTheFolderInIt() throws IOException {
        Path zip = zip("data.zip", "faces/wink/a.jpg", "faces/smile/b.jpg", "__MACOSX/faces/._a");
        try (Dataset dataset = reader.read(zip)) {
            assertEquals(List.of("smile/b.jpg", "wink/a.jpg"), inputs(dataset));
            assertEquals("b.jpg", tail(dataset.examples().get(0)));
        }
        Path table = zip("table.zip", "set/data.csv=file,label\nx/a.jpg,wink\n", "set/x/a.jpg");
        try (Dataset dataset = reader.read(table)) {
            assertEquals(List.of("x/a.jpg"), inputs(dataset));
        }
    }

    private static String tail(Example example) {
        String content = new String(example.content().read(), StandardCharsets.UTF_8);
        return content.substring(content.lastIndexOf('/') + 1);
    }

    @Test
    void anEmptyFolderSaysWhatToPutIn() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertRefused(
                "'" + empty + "' holds no examples; put one sub-folder per label into it, each with the files that show"
                        + " it.",
                empty);
    }

    @Test
    void filesOutsideALabelAreNotSilentlySkipped() throws IOException {
        write("data/wink/a.jpg", "1");
        write("data/b.jpg", "2");
        assertRefused("'b.jpg' lies beside the label folders in", folder.resolve("data"));
        write("flat/b.jpg", "2");
        assertRefused("holds 1 files but no sub-folder with files", folder.resolve("flat"));
    }

    @Test
    void labelsThatDifferOnlyByCaseAreRefused() throws IOException {
        Path table = write("t.csv", "text,label\na,Wink\nb,wink\n");
        assertRefused("The labels 'Wink' and 'wink' differ only by case; spell a label in one way", table);
    }

    @Test
    void aSymbolicLinkOutOfTheFolderIsRefused() throws IOException {
        Path outside = write("secret.jpg", "1");
        write("data/wink/a.jpg", "1");
        Files.createSymbolicLink(folder.resolve("data/wink/b.jpg"), outside);
        assertRefused("'b.jpg' is a symbolic link out of the data set", folder.resolve("data"));
        Files.delete(folder.resolve("data/wink/b.jpg"));
        Files.createSymbolicLink(folder.resolve("data/smile"), folder);
        assertRefused("'smile' is a symbolic link out of the data set", folder.resolve("data"));
    }

    @Test
    void aTableMayNotNameFilesOutside() throws IOException {
        write("secret.jpg", "1");
        Path table = write("in/t.csv", "file,label\n../secret.jpg,wink\n");
        assertRefused("names the file '../secret.jpg' outside the data set", table);
        assertRefused("names the file 'gone.jpg', which does not exist", write("in/u.csv", "file,label\ngone.jpg,x\n"));
    }

    @Test
    void aZipMayNotLeaveItsFolder() throws IOException {
        assertRefused("holds the path '../evil/a.jpg', which leaves the archive", zip("up.zip", "../evil/a.jpg"));
        assertRefused("holds the path '/etc/a.jpg', which leaves the archive", zip("abs.zip", "/etc/a.jpg"));
    }

    @Test
    void aZipBombIsRefusedBeforeItIsUnpacked() throws IOException {
        Path bomb = folder.resolve("bomb.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(bomb))) {
            out.putNextEntry(new ZipEntry("wink/a.jpg"));
            byte[] zeros = new byte[1_000_000];
            for (int i = 0; i < 50; i++) {
                out.write(zeros);
            }
        }
        assertRefused("which looks like a zip bomb", bomb);
    }

    @Test
    void aZipCutShortIsRefused() throws IOException {
        Path zip = zip("data.zip", "wink/a.jpg", "smile/b.jpg");
        byte[] bytes = Files.readAllBytes(zip);
        Path half = folder.resolve("half.zip");
        Files.write(half, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused("'half.zip' is not a whole zip", half);
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        Path table = folder.resolve("latin.csv");
        Files.write(table, "text,label\ncafé,x\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("'latin.csv' is not UTF-8 text, which is the only encoding read; save it as UTF-8.", table);
        Path lines = folder.resolve("latin.jsonl");
        Files.write(lines, "{\"text\":\"café\",\"label\":\"x\"}\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("'latin.jsonl' is not UTF-8 text", lines);
    }

    @Test
    void aTableWithoutTheRightColumnsSaysWhichItNeeds() throws IOException {
        assertRefused("t.csv line 2 does not have the columns text,label or file,label", write("t.csv", "a,b\n1,2\n"));
        assertRefused("t.jsonl line 1 does not have the columns", write("t.jsonl", "{\"text\":\"a\"}"));
        assertRefused("Line 1 of 'u.jsonl' is not a JSON object", write("u.jsonl", "[1]"));
        assertRefused("t.csv line 3 has an empty text", write("t.csv", "text,label\na,x\n  ,y\n"));
        assertRefused("t.csv' holds no examples", write("t.csv", "text,label\n"));
    }

    @Test
    void anEmptyOrOversizedFileIsAnErrorOfThatExampleAlone() throws IOException {
        Path empty = write("e.jpg", "");
        DatasetException e = assertThrows(DatasetException.class, () -> new Content.File(empty, 10).read());
        assertEquals(
                "'e.jpg' is empty (0 bytes), a file with content was expected; delete it or copy it again.",
                e.getMessage());
        Path large = write("l.jpg", "12345678901");
        assertThrows(DatasetException.class, () -> new Content.File(large, 10).read());
    }

    @Test
    void whatIsNoDatasetIsRefused() throws IOException {
        assertRefused("does not exist; give a folder with one sub-folder per label", folder.resolve("nothing"));
        assertRefused("'x.txt' is not a data set", write("x.txt", "hello"));
    }

    private void assertRefused(String message, Path data) {
        DatasetException e =
                assertThrows(DatasetException.class, () -> reader.read(data).close());
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** Each entry is {@code name} (its content is then its name) or {@code name=content}. */
    private Path zip(String name, String... entries) throws IOException {
        Path zip = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (String entry : entries) {
                int equals = entry.indexOf('=');
                out.putNextEntry(new ZipEntry(equals < 0 ? entry : entry.substring(0, equals)));
                out.write(entry.substring(equals + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        return zip;
    }

    private static List<String> inputs(Dataset dataset) {
        return names(dataset.examples().stream().map(Example::input));
    }

    private static List<String> groups(Dataset dataset) {
        return names(dataset.examples().stream().map(Example::group));
    }

    private static List<String> names(Stream<String> names) {
        return names.toList();
    }
}
