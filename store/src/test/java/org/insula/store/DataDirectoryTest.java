package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsNewIsClosedToOtherUsers() throws IOException {
        Path data = folder.resolve("data");
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        new DataDirectory(data).close();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
    }

    @Test
    void whatItsOwnerOpenedStaysOpen() throws IOException {
        Path data = folder.resolve("data");
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        new DataDirectory(data).close();
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));
        new DataDirectory(data).close();
        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
    }
}
