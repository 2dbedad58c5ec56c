package org.insula.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.insula.dataset.Grouper.Draft;
import org.insula.signal.video.FrameArchive;

/** One sub-folder per label; a folder inside a label's folder is a group, or one movement if it holds its frames. */
final class LabelFolders {
    private static final int MAX_DEPTH = 16;

    private final DatasetLimits limits;
    private final boolean takesFrames;

    /** @param takesFrames whether a folder of frames is one example */
    LabelFolders(DatasetLimits limits, boolean takesFrames) {
        this.limits = limits;
        this.takesFrames = takesFrames;
    }

    List<Draft> read(Path root, String name) throws IOException {
        Path real = root.toRealPath();
        List<Draft> drafts = new ArrayList<>();
        List<Path> loose = new ArrayList<>();
        Optional<Path> rate = rateFile(root, Optional.empty());
        for (Path entry : children(root)) {
            checkInside(entry, real);
            if (Files.isDirectory(entry)) {
                collect(root, real, entry, stripSlash(entry.getFileName()), Optional.empty(), rate, drafts, 1);
            } else if (!isRate(entry)) {
                loose.add(entry);
            }
        }
        if (drafts.isEmpty() && !loose.isEmpty()) {
            throw new DatasetException("'" + name + "' holds " + loose.size()
                    + " files but no sub-folder with files; put the files of each label into a folder of that name.");
        }
        if (!loose.isEmpty()) {
            throw new DatasetException("'" + loose.getFirst().getFileName() + "' lies beside the label folders in '"
                    + name + "'; move it into the folder of its label, or out of the data set.");
        }
        return drafts;
    }

    private void collect(
            Path root,
            Path real,
            Path folder,
            String label,
            Optional<String> group,
            Optional<Path> rateAbove,
            List<Draft> drafts,
            int depth)
            throws IOException {
        if (depth > MAX_DEPTH) {
            throw new DatasetException("'" + root.relativize(folder) + "' is " + depth + " folders deep, at most "
                    + MAX_DEPTH + " are read; flatten the data set.");
        }
        Optional<Path> rate = rateFile(folder, rateAbove);
        for (Path entry : children(folder)) {
            checkInside(entry, real);
            if (isRate(entry)) {
                continue;
            }
            boolean folders = Files.isDirectory(entry);
            if (folders && !(takesFrames && new FrameFolder(entry).isMovement())) {
                Optional<String> inner =
                        Optional.of(group.map(g -> g + "/").orElse("") + stripSlash(entry.getFileName()));
                collect(root, real, entry, label, inner, rate, drafts, depth + 1);
                continue;
            }
            if (drafts.size() == limits.maxExamples()) {
                throw new DatasetException("The data set has more than " + limits.maxExamples()
                        + " files, the most that are read; split it.");
            }
            Content content = folders
                    ? new Content.Frames(entry, rate, limits.maxExampleBytes())
                    : new Content.File(entry, limits.maxExampleBytes());
            drafts.add(new Draft(input(root, entry), label, group, content));
        }
    }

    private static String input(Path root, Path entry) {
        return stripSlash(root.relativize(entry)).replace('\\', '/');
    }

    private boolean isRate(Path entry) {
        return takesFrames && entry.getFileName().toString().equals(FrameArchive.RATE_FILE);
    }

    /** The nearest to a folder counts. */
    private Optional<Path> rateFile(Path folder, Optional<Path> above) {
        Path own = folder.resolve(FrameArchive.RATE_FILE);
        return takesFrames && Files.isRegularFile(own) ? Optional.of(own) : above;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !DatasetReader.hidden(entry))
                    .sorted(Comparator.comparing(entry -> entry.getFileName().toString()))
                    .toList();
        }
    }

    /** A symbolic link may point within the data set, never out of it. */
    private static void checkInside(Path entry, Path realRoot) throws IOException {
        if (!Files.isSymbolicLink(entry)) {
            return;
        }
        if (!Files.exists(entry) || !entry.toRealPath().startsWith(realRoot)) {
            throw new DatasetException("'" + entry.getFileName()
                    + "' is a symbolic link out of the data set; copy the file into the data set instead.");
        }
    }

    private static String stripSlash(Path name) {
        String text = name.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
