package org.insula.teach;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file whole or not at all: beside it first, to the disk, then under its name. */
public final class SafeFile {
    private SafeFile() {}

    /**
     * Replaces {@code file} by {@code content}. When this fails, an older file of that name is as it was.
     *
     * @throws TeachException if the folder does not exist or may not be written, or the disk is full
     */
    public static void write(Path file, byte[] content) {
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
            try {
                Files.deleteIfExists(half);
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw new TeachException(
                    "'" + file + "' could not be written (" + reason(e)
                            + "); what was there before is unchanged, so free some space or choose another place.",
                    e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.NoSuchFileException _ -> "its folder does not exist";
            case java.nio.file.AccessDeniedException _ -> "you may not write there";
            default -> e.getMessage();
        };
    }
}
