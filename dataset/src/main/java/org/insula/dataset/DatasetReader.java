package org.insula.dataset;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.insula.dataset.Grouper.Draft;
import org.insula.dataset.Grouper.Grouped;

/**
 * Reads a data set: a folder with one sub-folder per label; a CSV or JSON-lines file with {@code text,label} or
 * {@code file,label}, and {@code group} where known; a {@code .ts}, {@code .arff} or JSON-lines file of time series; or a
 * zip of one of these.
 *
 * <p>All of it is taken as hostile. Paths that leave the data set, symbolic links out of it, archives that unpack to
 * more than their share and labels that differ only by case are refused before anything is read. Hidden files are
 * passed over. Stateless and safe to share.
 */
public final class DatasetReader {
    static final int MAX_LABEL_LENGTH = 100;

    private final DatasetLimits limits;
    private final boolean takesFrames;

    public DatasetReader(DatasetLimits limits) {
        this(limits, false);
    }

    private DatasetReader(DatasetLimits limits, boolean takesFrames) {
        this.limits = limits;
        this.takesFrames = takesFrames;
    }

    /**
     * A reader for kinds whose examples may move: a folder of frames inside a label's folder is one example, and so is one
     * that a table names as its file. Frames are pictures in natural order, with a {@code rate.txt} that holds the frames a
     * second beside them or in a folder above; without one there are 30. Which folders are frames is told by their names:
     * all files are pictures, and there is a {@code rate.txt} with them, or all are called {@code frame} and a number, or
     * eight or more are numbered from one to the next. Any other folder is a group.
     */
    public DatasetReader takingFrames() {
        return new DatasetReader(limits, true);
    }

    /**
     * Reads the listing, not yet the content of the examples.
     *
     * @param data a folder, a {@code .csv}, {@code .jsonl}, {@code .ts}, {@code .arff} or {@code .zip} file
     * @throws DatasetException if it is none of these, is empty, or breaks a rule above
     */
    public Dataset read(Path data) {
        if (!Files.exists(data)) {
            throw new DatasetException(
                    "'" + data
                            + "' does not exist; give a folder with one sub-folder per label, a .csv, .jsonl, .ts, .arff or .zip.");
        }
        try {
            if (Files.isRegularFile(data) && extension(data).equals("zip")) {
                return readZip(data);
            }
            return dataset(data, String.valueOf(data), Optional.empty());
        } catch (IOException e) {
            throw new DatasetException(
                    "'" + data + "' cannot be read (" + e.getMessage() + "); check that you may read it.", e);
        }
    }

    private Dataset readZip(Path zip) throws IOException {
        ZipGuard.check(zip, limits);
        FileSystem archive = ZipGuard.open(zip);
        try {
            Path root = ZipGuard.dataRoot(archive.getPath("/"));
            return dataset(root, String.valueOf(zip), Optional.of(archive));
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private Dataset dataset(Path data, String name, Optional<FileSystem> archive) throws IOException {
        List<Draft> drafts;
        Grouping.Source stated = Grouping.Source.COLUMN;
        if (Files.isDirectory(data)) {
            drafts = new LabelFolders(limits, takesFrames).read(data, name);
            stated = Grouping.Source.FOLDERS;
        } else if (SeriesFile.is(data)) {
            drafts = SeriesFile.drafts(data);
        } else {
            drafts = new TableReader(limits, takesFrames).read(data);
        }
        if (drafts.isEmpty()) {
            throw new DatasetException("'" + name
                    + "' holds no examples; put one sub-folder per label into it, each with the files that show it.");
        }
        Grouped grouped = Grouper.group(oneSpelling(drafts), stated);
        return new Dataset(grouped.examples(), grouped.grouping(), archive);
    }

    private static List<Draft> oneSpelling(List<Draft> drafts) {
        Map<String, String> spelling = new HashMap<>();
        List<Draft> checked = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            String label = checkLabel(draft.label(), draft.input());
            String known = spelling.putIfAbsent(label.toLowerCase(Locale.ROOT), label);
            if (known != null && !known.equals(label)) {
                throw new DatasetException("The labels '" + known + "' and '" + label
                        + "' differ only by case; spell a label in one way, or give the two different names.");
            }
            checked.add(new Draft(draft.input(), label, draft.group(), draft.content()));
        }
        return checked;
    }

    private static String checkLabel(String raw, String input) {
        String label = Normalizer.normalize(raw.strip(), Normalizer.Form.NFC);
        if (label.isEmpty()) {
            throw new DatasetException("'" + input + "' has an empty label; write what it shows.");
        }
        if (label.length() > MAX_LABEL_LENGTH || label.chars().anyMatch(Character::isISOControl)) {
            throw new DatasetException("'" + input + "' has a label of " + label.length()
                    + " characters or with control characters; a label is up to " + MAX_LABEL_LENGTH
                    + " printable characters.");
        }
        return label;
    }

    static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** Files that operating systems leave behind and nobody means as an example. */
    static boolean hidden(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.startsWith(".")
                || name.equals("__MACOSX")
                || name.equals("__MACOSX/")
                || name.equalsIgnoreCase("Thumbs.db")
                || name.equalsIgnoreCase("desktop.ini");
    }
}
