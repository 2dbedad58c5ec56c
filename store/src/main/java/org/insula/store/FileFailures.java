package org.insula.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.insula.store.StoreException.Reason;

/** What a failed file operation means to a caller. */
final class FileFailures {
    private static final long NEARLY_NOTHING = 1 << 20;

    private FileFailures() {}

    static StoreException of(Path folder, IOException e) {
        if (full(folder, e)) {
            return new StoreException(
                    Reason.FULL, "The disk is full and nothing was kept; free some space and try again.", e);
        }
        return new StoreException(
                Reason.UNAVAILABLE,
                "The data directory cannot be used now (" + reason(e) + "); see that it is there and may be written.",
                e);
    }

    private static boolean full(Path folder, IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("no space left") || message.contains("quota exceeded")) {
            return true;
        }
        try {
            return Files.getFileStore(folder).getUsableSpace() < NEARLY_NOTHING;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : e.getClass().getSimpleName();
    }
}
