package org.insula.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpmPackageTest {
    @TempDir
    Path folder;

    private NpmPackage npm;

    @BeforeEach
    void anArchiveThatNpmHasFetched() throws Exception {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        tar.writeBytes(entry("package/package.json", "{}"));
        tar.writeBytes(entry("package/model/a.bin", "x".repeat(600)));
        tar.writeBytes(new byte[1024]);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(archive)) {
            gzip.write(tar.toByteArray());
        }
        Files.write(folder.resolve("scope-name-1.0.0.tgz"), archive.toByteArray());
        byte[] hash = MessageDigest.getInstance("SHA-512").digest(archive.toByteArray());
        npm = new NpmPackage(
                "@scope/name", "1.0.0", "sha512-" + Base64.getEncoder().encodeToString(hash));
    }

    private static byte[] entry(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        byte[] entry = new byte[512 + (bytes.length + 511) / 512 * 512];
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        byte[] size = String.format("%011o", bytes.length).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(path, 0, entry, 0, path.length);
        System.arraycopy(size, 0, entry, 124, size.length);
        System.arraycopy(bytes, 0, entry, 512, bytes.length);
        return entry;
    }

    @Test
    void onlyTheWantedFilesAreTaken() throws IOException {
        npm.extract(folder, List.of("model/a.bin"), folder.resolve("out"));
        assertEquals("x".repeat(600), Files.readString(folder.resolve("out/model/a.bin")));
        assertFalse(Files.exists(folder.resolve("out/package.json")));
        assertFalse(Files.exists(folder.resolve("scope-name-1.0.0.tgz")));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertEquals(
                "@scope/name@1.0.0 does not hold [model/b.bin]; check the recipe.",
                assertThrows(
                                IllegalStateException.class,
                                () -> npm.extract(folder, List.of("model/b.bin"), folder.resolve("out")))
                        .getMessage());
    }

    @Test
    void everyPackageIsPinnedByAHashAndByNoAddress() throws IOException {
        Path lock = Path.of("package-lock.json");
        for (Recipe.Source source : Recipe.Source.values()) {
            assertEquals(95, NpmPackage.locked(lock, source.npm).integrity().length(), source.npm);
        }
        assertFalse(Files.readString(lock).contains("resolved"));
        assertFalse(Files.readString(Path.of("golden/package-lock.json")).contains("resolved"));
        assertThrows(IllegalStateException.class, () -> NpmPackage.locked(lock, "left-pad"));
    }
}
