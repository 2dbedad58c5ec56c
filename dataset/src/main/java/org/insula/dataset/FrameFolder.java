package org.insula.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.insula.signal.SignalException;
import org.insula.signal.video.FrameArchive;
import org.insula.signal.video.NaturalOrder;

/** A folder whose pictures are the frames of one movement. */
record FrameFolder(Path folder) {
    private static final Pattern FRAME = Pattern.compile("(?i)frames?[-_ ]*\\d{1,12}\\.\\w+");
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,12})\\.\\w+");

    /** Fewer pictures that are named by numbers alone are taken for stills. */
    private static final int FEWEST_NUMBERED = 8;

    private static final int MAX_RATE_BYTES = 1_000;

    /**
     * Whether these are frames by their names: all are pictures, and there is a {@value FrameArchive#RATE_FILE} with them,
     * or all are called {@code frame} and a number, or they are eight or more with the numbers from one to the next.
     */
    boolean isMovement() throws IOException {
        List<String> names = names();
        List<String> frames = frames(names);
        if (frames.isEmpty() || !frames.stream().allMatch(FrameArchive::isFrame)) {
            return false;
        }
        return frames.size() < names.size()
                || frames.stream().allMatch(name -> FRAME.matcher(name).matches())
                || areNumbered(frames);
    }

    private static boolean areNumbered(List<String> frames) {
        long before = -1;
        for (String name : frames) {
            Matcher number = NUMBER.matcher(name);
            if (!number.matches() || (before >= 0 && Long.parseLong(number.group(1)) != before + 1)) {
                return false;
            }
            before = Long.parseLong(number.group(1));
        }
        return frames.size() >= FEWEST_NUMBERED;
    }

    /** @throws DatasetException if something else lies in it, or it is too large, or cannot be read */
    byte[] read(Optional<Path> rateFile, int maxBytes) {
        try {
            SequencedMap<String, byte[]> frames = new LinkedHashMap<>();
            long all = 0;
            for (String name : frames(names())) {
                if (!FrameArchive.isFrame(name) || !Files.isRegularFile(folder.resolve(name))) {
                    throw new DatasetException(
                            named() + " holds '" + name
                                    + "', which is no frame; put only the JPEG, PNG, WebP, GIF or BMP frames of one movement into it.");
                }
                checkInside(folder.resolve(name));
                byte[] frame = new Content.File(folder.resolve(name), maxBytes).read();
                all += frame.length;
                if (all > maxBytes) {
                    throw new DatasetException(named() + " holds more than " + maxBytes / 1_000_000
                            + " MB of frames, the most that one example may have; make them fewer or smaller.");
                }
                frames.put(name, frame);
            }
            if (frames.isEmpty()) {
                throw new DatasetException(named() + " holds no frames; put the pictures of one movement into it.");
            }
            return FrameArchive.pack(frames, rate(rateFile));
        } catch (IOException e) {
            throw new DatasetException(
                    named() + " cannot be read (" + e.getMessage() + "); check that you may read it.", e);
        }
    }

    private void checkInside(Path frame) throws IOException {
        if (Files.isSymbolicLink(frame) && !frame.toRealPath().startsWith(folder.toRealPath())) {
            throw new DatasetException("'" + frame.getFileName() + "' is a symbolic link out of "
                    + named().replace("The", "the") + "; copy the file into it instead.");
        }
    }

    private OptionalDouble rate(Optional<Path> above) throws IOException {
        Path own = folder.resolve(FrameArchive.RATE_FILE);
        Optional<Path> file = Files.isRegularFile(own) ? Optional.of(own) : above;
        if (file.isEmpty()) {
            return OptionalDouble.empty();
        }
        try (InputStream in = Files.newInputStream(file.get())) {
            return OptionalDouble.of(FrameArchive.rate(in.readNBytes(MAX_RATE_BYTES), named()));
        } catch (SignalException e) {
            throw new DatasetException(e.getMessage(), e);
        }
    }

    private String named() {
        return "The folder '" + folder.getFileName() + "'";
    }

    private static List<String> frames(List<String> names) {
        return names.stream()
                .filter(name -> !name.equals(FrameArchive.RATE_FILE))
                .toList();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !DatasetReader.hidden(entry))
                    .map(entry -> entry.getFileName().toString())
                    .sorted(NaturalOrder.comparator())
                    .toList();
        }
    }
}
