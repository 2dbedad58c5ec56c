package org.insula.dataset;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Refuses archives that would write outside or unpack to more than their share, before anything is unpacked. */
final class ZipGuard {
    private static final int SMALL_ENTRY = 1_000_000;
    private static final Set<String> TABLES = Set.of("csv", "jsonl", "ndjson", "ts", "arff");

    private ZipGuard() {}

    static void check(Path zip, DatasetLimits limits) throws IOException {
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            if (archive.size() > 2L * limits.maxExamples()) {
                throw new DatasetException("'" + zip.getFileName() + "' has " + archive.size()
                        + " entries, more than the " + 2L * limits.maxExamples() + " that are read; split it.");
            }
            long unpacked = 0;
            for (Enumeration<? extends ZipEntry> entries = archive.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                checkName(entry.getName(), zip);
                long size = entry.getSize();
                unpacked += Math.max(0, size);
                boolean bomb =
                        size > SMALL_ENTRY && size / Math.max(1, entry.getCompressedSize()) > limits.maxZipRatio();
                if (bomb || size < 0 || unpacked > limits.maxUnpackedBytes()) {
                    throw new DatasetException("'" + zip.getFileName() + "' would unpack to far more than it weighs ('"
                            + entry.getName() + "' to " + size + " bytes), which looks like a zip bomb; unpack it"
                            + " yourself and give the folder if you trust it.");
                }
            }
        } catch (ZipException e) {
            throw new DatasetException(
                    "'" + zip.getFileName() + "' is not a whole zip (" + e.getMessage()
                            + "); copy or download it again.",
                    e);
        }
    }

    private static void checkName(String name, Path zip) {
        boolean leaves = name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0
                || (name.length() > 1 && name.charAt(1) == ':')
                || List.of(name.split("/", -1)).contains("..");
        if (leaves) {
            throw new DatasetException("'" + zip.getFileName() + "' holds the path '" + name
                    + "', which leaves the archive; only plain relative paths are read.");
        }
    }

    static FileSystem open(Path zip) throws IOException {
        try {
            return FileSystems.newFileSystem(zip, Map.of("accessMode", "readOnly"));
        } catch (ZipException e) {
            throw new DatasetException(
                    "'" + zip.getFileName() + "' cannot be opened (" + e.getMessage()
                            + "); pack it again with plain relative paths.",
                    e);
        }
    }

    /** Goes down through single wrapping folders, and to the table where the archive holds one. */
    static Path dataRoot(Path root) throws IOException {
        List<Path> entries = children(root);
        List<Path> tables = entries.stream()
                .filter(Files::isRegularFile)
                .filter(path -> TABLES.contains(DatasetReader.extension(path)))
                .toList();
        if (tables.size() == 1) {
            return tables.getFirst();
        }
        boolean wrapped = entries.size() == 1
                && Files.isDirectory(entries.getFirst())
                && !children(entries.getFirst()).isEmpty()
                && (children(entries.getFirst()).stream().allMatch(Files::isDirectory)
                        || children(entries.getFirst()).stream()
                                .anyMatch(path -> TABLES.contains(DatasetReader.extension(path))));
        return wrapped ? dataRoot(entries.getFirst()) : root;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !DatasetReader.hidden(entry))
                    .sorted()
                    .toList();
        }
    }
}
