package org.insula.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesTest {
    @TempDir
    Path cache;

    @Test
    void theLibrariesAreUnpackedOnceAndTogether() throws IOException {
        Path folder = Natives.unpack(cache);
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            assertTrue(names.contains("LICENSE"), names.toString());
            assertTrue(names.stream().anyMatch(name -> name.contains("ggml-base")), names.toString());
            assertTrue(names.stream().anyMatch(name -> name.matches("(lib)?llama\\..*")), names.toString());
            assertFalse(names.stream().anyMatch(name -> name.endsWith(".node")), names.toString());
        }
        FileTime before = Files.getLastModifiedTime(folder);
        assertEquals(folder, Natives.unpack(cache));
        assertEquals(before, Files.getLastModifiedTime(folder));
    }

    @Test
    void manyMayUnpackAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<Path> unpack = () -> Natives.unpack(cache);
            Set<Path> folders = new HashSet<>();
            for (Future<Path> folder : threads.invokeAll(List.of(unpack, unpack, unpack, unpack))) {
                folders.add(folder.get());
            }
            assertEquals(1, folders.size());
        }
        try (Stream<Path> left = Files.list(cache)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void aFolderWithoutLibrariesIsNamed() {
        LanguageException problem = assertThrows(
                LanguageException.class,
                () -> LanguageModel.open(
                        Models.tiny(),
                        LanguageOptions.defaults(cache)
                                .slots(1)
                                .contextTokens(64)
                                .natives(cache)));
        assertEquals(LanguageException.Reason.UNSUPPORTED_PLATFORM, problem.reason());
        assertTrue(problem.getMessage().contains("there is no library 'ggml-base' in it"), problem.getMessage());
    }

    @Test
    void everyPlatformIsPinnedByAHashAndByNoAddress() throws IOException {
        String lock = Files.readString(Path.of("package-lock.json"));
        assertFalse(lock.contains("resolved"));
        long platforms = Pattern.compile("\"node_modules/@node-llama-cpp/")
                .matcher(lock)
                .results()
                .count();
        assertEquals(10, platforms);
        assertEquals(
                platforms,
                Pattern.compile("\"integrity\": \"sha512-[A-Za-z0-9+/]{86}==\"")
                        .matcher(lock)
                        .results()
                        .count());
    }
}
