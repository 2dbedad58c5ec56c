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

/** One sub-folder per label; a folder inside a label's folder is a group. */
final class LabelFolders {
    private static final int MAX_DEPTH = 16;

    private final DatasetLimits limits;

    LabelFolders(DatasetLimits limits) {
        this.limits = limits;
    }

    List<Draft> read(Path root, String name) throws IOException {
        Path real = root.toRealPath();
        List<Draft> drafts = new ArrayList<>();
        List<Path> loose = new ArrayList<>();
        for (Path entry : children(root)) {
            checkInside(entry, real);
            if (Files.isDirectory(entry)) {
                collect(root, real, entry, stripSlash(entry.getFileName()), Optional.empty(), drafts, 1);
            } else {
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
            Path root, Path real, Path folder, String label, Optional<String> group, List<Draft> drafts, int depth)
            throws IOException {
        if (depth > MAX_DEPTH) {
            throw new DatasetException("'" + root.relativize(folder) + "' is " + depth + " folders deep, at most "
                    + MAX_DEPTH + " are read; flatten the data set.");
        }
        for (Path entry : children(folder)) {
            checkInside(entry, real);
            if (Files.isDirectory(entry)) {
                Optional<String> inner =
                        Optional.of(group.map(g -> g + "/").orElse("") + stripSlash(entry.getFileName()));
                collect(root, real, entry, label, inner, drafts, depth + 1);
            } else {
                if (drafts.size() == limits.maxExamples()) {
                    throw new DatasetException("The data set has more than " + limits.maxExamples()
                            + " files, the most that are read; split it.");
                }
                String input = root.relativize(entry).toString().replace('\\', '/');
                drafts.add(new Draft(input, label, group, new Content.File(entry, limits.maxExampleBytes())));
            }
        }
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
