package org.insula.music;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is written whole or not at all: beside its place first, to the disk, then under its name. */
final class WholeFile {
    private WholeFile() {}

    /**
     * @throws MusicException if the folder does not exist or may not be written, or the disk is full; what stood there
     *     before is unchanged
     */
    static void write(Path file, byte[] content) {
        Path target = file.toAbsolutePath();
        Path half = target.resolveSibling(target.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    half, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard(half, e);
            throw new MusicException(
                    "'" + file + "' could not be written (" + reason(e)
                            + "); nothing there has changed, so choose another place or make room.",
                    e);
        }
    }

    private static void discard(Path half, IOException e) {
        try {
            Files.deleteIfExists(half);
        } catch (IOException suppressed) {
            e.addSuppressed(suppressed);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "its folder does not exist";
            case AccessDeniedException _ -> "you may not write there";
            default -> e.getMessage();
        };
    }
}
