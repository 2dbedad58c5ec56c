package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.ZipInputStream;
import org.insula.embedding.Embedding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    @TempDir
    Path folder;

    private final Model model = Heads.model(Heads.random(11, 3, 9));

    @Test
    void whatIsWrittenIsRead() {
        Path file = folder.resolve("m.insula");
        ModelFile.write(model, file);
        Model read = ModelFile.read(file);

        assertEquals(model.kind(), read.kind());
        assertEquals(model.encoder(), read.encoder());
        assertEquals(model.blocks(), read.blocks());
        assertEquals(model.method(), read.method());
        assertEquals(model.provenance(), read.provenance());
        assertEquals(model.figures(), read.figures());
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20; i++) {
            Embedding embedding = Heads.embedding(random, model.head().parameters());
            assertArrayEquals(model.head().probabilities(embedding), read.head().probabilities(embedding));
        }
    }

    @Test
    void aModelLooksAtTheBlocksOfItsScaleAndItsReferences() {
        HeadParameters head = Heads.random(11, 3, 9);
        assertEquals(Set.of("dots", "dashes"), Heads.model(head).looksAt());
        for (int d = 4; d < 7; d++) {
            head.scale()[d] = 0;
        }
        assertEquals(Set.of("dots", "dashes"), Heads.model(head).looksAt());
        for (int i = 0; i < head.references().length; i++) {
            head.references()[i] *= i % 7 < 4 ? 1 : 0;
        }
        assertEquals(Set.of("dots"), Heads.model(head).looksAt());
        assertEquals(
                Set.of("dots"),
                ModelFile.parse(ModelFile.toBytes(Heads.model(head)), "m.insula")
                        .looksAt());
    }

    @Test
    void equalModelsAreEqualBytes() {
        assertArrayEquals(ModelFile.toBytes(model), ModelFile.toBytes(Heads.model(Heads.random(11, 3, 9))));
    }

    @Test
    void itIsAZipThatAnyToolOpens() throws IOException {
        List<String> names = new java.util.ArrayList<>();
        String card = "";
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(ModelFile.toBytes(model)))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                if (entry.getName().equals("card.md")) {
                    card = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        assertEquals(List.of("manifest.json", "head.onnx", "card.md"), names);
        assertTrue(card.contains("| balanced accuracy | 0.850 |"), card);
    }

    @Test
    void aDescriptionIsWhatTheWholeModelSays() {
        byte[] bytes = ModelFile.toBytes(model);
        assertEquals(model.description(), ModelFile.describe(bytes, "m"));
        assertEquals(model.about(), ModelFile.describe(bytes, "m").about());
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        assertThrows(TeachException.class, () -> ModelFile.describe(cut, "m"));
        bytes[bytes.length / 2] ^= 1;
        assertThrows(TeachException.class, () -> ModelFile.describe(bytes, "m"));
    }

    @Test
    void howMuchMemoryItTakesDoesNotDependOnHowWellItPacks() {
        HeadParameters plain = Heads.random(11, 3, 9);
        long bytes = new Head(plain).memoryBytes();
        assertTrue(bytes >= 2L * Float.BYTES * plain.references().length, "kept twice: " + bytes);
        Arrays.fill(plain.references(), 0);
        assertEquals(bytes, new Head(plain).memoryBytes());
    }

    @Test
    void aFileCutAnywhereIsRefused() {
        byte[] whole = ModelFile.toBytes(model);
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 200; i++) {
            byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
            TeachException e = assertThrows(TeachException.class, () -> ModelFile.parse(cut, "m.insula"));
            assertTrue(
                    e.getMessage().startsWith("'m.insula' is cut short")
                            || e.getMessage().startsWith("'m.insula' is not an Insula model"),
                    e.getMessage());
        }
    }

    @Test
    void aFileChangedInAnyByteIsRefused() {
        byte[] whole = ModelFile.toBytes(model);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 500; i++) {
            byte[] changed = whole.clone();
            int at = i < 30 ? i : i < 130 ? whole.length - 1 - (i - 30) : random.nextInt(whole.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            assertThrows(TeachException.class, () -> ModelFile.parse(changed, "m.insula"), () -> "byte " + at);
        }
    }

    @Test
    void aNewerFormatIsRefusedWithTheOneThatIsUnderstood() {
        Map<String, byte[]> entries = new LinkedHashMap<>(ModelArchive.read(ModelFile.toBytes(model), "m.insula"));
        String manifest = new String(entries.get("manifest.json"), StandardCharsets.UTF_8);
        String newer = manifest.replaceFirst("\"format\" : 1", "\"format\" : 2");
        entries.put("manifest.json", newer.getBytes(StandardCharsets.UTF_8));
        byte[] file = ModelArchive.write(entries);

        TeachException e = assertThrows(TeachException.class, () -> ModelFile.parse(file, "m.insula"));

        assertEquals("'m.insula' is of format 2, this Insula understands up to 1; update Insula.", e.getMessage());
    }

    @Test
    void aManifestWithoutAHeadIsRefused() {
        Map<String, byte[]> entries = new LinkedHashMap<>(ModelArchive.read(ModelFile.toBytes(model), "m.insula"));
        entries.remove("head.onnx");
        byte[] file = ModelArchive.write(entries);
        TeachException e = assertThrows(TeachException.class, () -> ModelFile.parse(file, "m.insula"));
        assertTrue(e.getMessage().contains("holds no 'head.onnx'"), e.getMessage());
    }

    @Test
    void anotherZipOrAnotherFileIsRefused() throws IOException {
        assertTrue(refusal("hello".getBytes(StandardCharsets.UTF_8)).contains("is not an Insula model"));
        assertTrue(refusal(new byte[0]).contains("is not an Insula model"));
        var bytes = new java.io.ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(bytes)) {
            zip.putNextEntry(new java.util.zip.ZipEntry("a"));
        }
        assertTrue(refusal(bytes.toByteArray()).contains("its seal is missing"));
        TeachException gone = assertThrows(TeachException.class, () -> ModelFile.read(folder.resolve("gone.insula")));
        assertTrue(gone.getMessage().contains("there is no such file"), gone.getMessage());
    }

    private static String refusal(byte[] bytes) {
        return assertThrows(TeachException.class, () -> ModelFile.parse(bytes, "m.insula"))
                .getMessage();
    }

    @Test
    void aFolderThatIsNotThereLeavesTheOldFileWhole() throws IOException {
        Path file = folder.resolve("old.insula");
        Files.writeString(file, "old");
        TeachException e = assertThrows(
                TeachException.class, () -> SafeFile.write(folder.resolve("no/old.insula"), new byte[] {1}));
        assertTrue(e.getMessage().contains("its folder does not exist"), e.getMessage());
        assertEquals("old", Files.readString(file));
    }

    /** {@code /dev/full} says "no space left on device" to every write, as a full disk does. */
    @Test
    void aFullDiskLeavesTheOldFileWhole() throws IOException {
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")));
        Path file = folder.resolve("old.insula");
        Files.writeString(file, "old");
        Files.createSymbolicLink(folder.resolve("old.insula.part"), Path.of("/dev/full"));

        TeachException e = assertThrows(TeachException.class, () -> SafeFile.write(file, new byte[100]));

        assertTrue(e.getMessage().contains("what was there before is unchanged"), e.getMessage());
        assertEquals("old", Files.readString(file));
        assertTrue(Files.notExists(folder.resolve("old.insula.part"), java.nio.file.LinkOption.NOFOLLOW_LINKS));
    }
}
