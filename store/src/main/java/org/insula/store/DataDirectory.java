package org.insula.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.insula.store.StoreException.Reason;

/** The folder of a store, held by one process at a time, and whether the last one left it tidily. */
final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "insula.lock";

    private final Path folder;
    private final FileChannel channel;
    private final boolean tidy;

    DataDirectory(Path folder) {
        this.folder = folder;
        try {
            Folders.make(folder);
            if (Files.notExists(folder.resolve(LOCK))) {
                keepToOwner(folder);
            }
            channel = hold(folder.resolve(LOCK));
            Path mark = folder.resolve("tidy");
            tidy = Files.deleteIfExists(mark);
            Folders.force(folder);
        } catch (IOException e) {
            throw FileFailures.of(folder, e);
        }
    }

    /** Faces and voices are nobody else's business: what is new is closed to the machine's other users. */
    private static void keepToOwner(Path folder) throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private FileChannel hold(Path file) throws IOException {
        FileChannel open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = open.tryLock();
            if (lock != null) {
                return open;
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // the same answer as for another process
        }
        open.close();
        throw new StoreException(
                Reason.CONFLICT,
                "The data directory '" + folder + "' is in use by another Insula; stop that one, or choose another"
                        + " directory.");
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Whether the last process closed the store, so that nothing can have been left half done. */
    boolean tidy() {
        return tidy;
    }

    void leaveTidy() {
        try {
            Files.write(folder.resolve("tidy"), new byte[0]);
        } catch (IOException e) {
            throw FileFailures.of(folder, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileFailures.of(folder, e);
        }
    }
}
