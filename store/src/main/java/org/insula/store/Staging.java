package org.insula.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.stream.Stream;
import org.insula.store.StoreException.Reason;

/** The folder in which contents arrive: hashed while they are written, never whole in memory. */
final class Staging {
    private static final int BUFFER = 1 << 16;
    /** Contents leave so much of the disk alone, so that on a full one there is room to delete. */
    static final long RESERVE = 32 << 20;

    private static final long LOOK_EVERY = 1 << 20;

    private final Path folder;
    private final Ids ids;

    /** Whatever lies there is from a process that ended before it was kept. */
    Staging(Path folder, Ids ids) {
        this.folder = folder;
        this.ids = ids;
        try {
            Folders.make(folder);
            try (Stream<Path> left = Files.list(folder)) {
                for (Path file : left.toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw FileFailures.of(folder, e);
        }
    }

    /**
     * @throws StoreException TOO_LARGE if there are more than {@code limit} bytes, BAD_INPUT if the stream breaks off, FULL
     */
    Staged stage(InputStream content, long limit) {
        Path file = folder.resolve(ids.next());
        MessageDigest digest = Hashes.sha256();
        boolean whole = false;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long size = copy(content, limit, digest, channel);
            channel.force(true);
            whole = true;
            return new Staged(file, Hashes.hex(digest.digest()), size);
        } catch (IOException e) {
            throw FileFailures.of(folder, e);
        } finally {
            if (!whole) {
                new Staged(file, "", 0).close();
            }
        }
    }

    private long copy(InputStream content, long limit, MessageDigest digest, FileChannel channel) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        long nextLook = 0;
        for (int read = read(content, buffer); read >= 0; read = read(content, buffer)) {
            size += read;
            if (size > nextLook) {
                requireSpace();
                nextLook = size + LOOK_EVERY;
            }
            if (size > limit) {
                throw new StoreException(
                        Reason.TOO_LARGE,
                        "The content is larger than the " + limit
                                + " bytes that are taken; send less, or allow larger blobs.");
            }
            digest.update(buffer, 0, read);
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        return size;
    }

    private void requireSpace() throws IOException {
        if (Files.getFileStore(folder).getUsableSpace() < RESERVE) {
            throw new StoreException(
                    Reason.FULL,
                    "The disk has less than " + (RESERVE >> 20)
                            + " MB left and nothing was kept; delete something, or free some space.");
        }
    }

    private static int read(InputStream content, byte[] buffer) {
        try {
            return content.read(buffer);
        } catch (IOException e) {
            throw new StoreException(
                    Reason.BAD_INPUT,
                    "The content broke off before its end (" + e.getMessage() + "); send it again.",
                    e);
        }
    }
}
