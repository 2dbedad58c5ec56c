package org.insula.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.insula.movement.Recording;
import org.insula.movement.RecordingJson;
import org.insula.signal.video.FrameArchive;

/** The bytes of one example, read when they are asked for. */
public sealed interface Content {
    /**
     * The bytes as an encoder takes them.
     *
     * @throws DatasetException if the file is empty, too large or cannot be read
     */
    byte[] read();

    /**
     * A file, on disk or inside a zip.
     *
     * @param path where it lies
     * @param maxBytes the size that is still accepted
     */
    record File(Path path, int maxBytes) implements Content {
        @Override
        public byte[] read() {
            try (InputStream in = Files.newInputStream(path)) {
                return bounded(in, String.valueOf(path.getFileName()), maxBytes);
            } catch (IOException e) {
                throw new DatasetException(
                        "'" + path.getFileName() + "' cannot be read (" + e.getMessage()
                                + "); check that it exists and that you may read it.",
                        e);
            }
        }
    }

    /**
     * A folder of numbered frames, which together are one movement: read as a {@link FrameArchive}.
     *
     * @param folder where they lie, nothing else but a {@value FrameArchive#RATE_FILE} with them
     * @param rateFile what holds the frames a second, if not in the folder itself
     * @param maxBytes that all frames may have together
     */
    record Frames(Path folder, Optional<Path> rateFile, int maxBytes) implements Content {
        @Override
        public byte[] read() {
            return new FrameFolder(folder).read(rateFile, maxBytes);
        }
    }

    /**
     * One recording of a file that holds many, as one line of JSON.
     *
     * @param recording what was read
     */
    record Recorded(Recording recording) implements Content {
        @Override
        public byte[] read() {
            return RecordingJson.write(recording);
        }
    }

    /**
     * A text that stood in the table itself.
     *
     * @param text as written
     */
    record Text(String text) implements Content {
        @Override
        public byte[] read() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * Bytes that are kept elsewhere, such as in a database.
     *
     * @param name what the file was called
     * @param source opens them
     * @param maxBytes the size that is still accepted
     */
    record Kept(String name, Source source, int maxBytes) implements Content {
        /** Opens the bytes, to be closed by who asked. */
        public interface Source {
            /** @throws IOException if they cannot be read now */
            InputStream open() throws IOException;
        }

        @Override
        public byte[] read() {
            try (InputStream in = source.open()) {
                return bounded(in, name, maxBytes);
            } catch (IOException e) {
                throw new DatasetException("'" + name + "' cannot be read (" + e.getMessage() + "); try again.", e);
            }
        }
    }

    private static byte[] bounded(InputStream in, String name, int maxBytes) throws IOException {
        byte[] bytes = in.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new DatasetException("'" + name + "' is larger than " + maxBytes / 1_000_000
                    + " MB, the most that one example may have; make it smaller.");
        }
        if (bytes.length == 0) {
            throw new DatasetException(
                    "'" + name + "' is empty (0 bytes), a file with content was expected; delete it or copy it again.");
        }
        return bytes;
    }
}
