package org.insula.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.insula.dataset.Grouper.Draft;
import org.insula.signal.video.FrameArchive;

/** A CSV or JSON-lines file with {@code text,label[,group]} or {@code file,label[,group]}. */
final class TableReader {
    private static final int MAX_TEXT_LENGTH = 1_000_000;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final DatasetLimits limits;
    private final boolean takesFrames;

    /** @param takesFrames whether a row may name a folder of frames */
    TableReader(DatasetLimits limits, boolean takesFrames) {
        this.limits = limits;
        this.takesFrames = takesFrames;
    }

    List<Draft> read(Path table) throws IOException {
        boolean json = switch (DatasetReader.extension(table)) {
            case "csv" -> false;
            case "jsonl", "ndjson" -> true;
            default ->
                throw new DatasetException(
                        "'" + table.getFileName()
                                + "' is not a data set; give a folder with one sub-folder per label, a .csv, .jsonl, .ts, .arff or .zip.");
        };
        if (Files.size(table) > limits.maxTableBytes()) {
            throw new DatasetException("'" + table.getFileName() + "' is larger than " + limits.maxTableBytes()
                    + " bytes, the most that a table may have; split it.");
        }
        Rows rows = new Rows(table);
        try (Reader in = utf8(table)) {
            if (json) {
                readJsonLines(in, rows);
            } else {
                readCsv(in, rows);
            }
        } catch (CharacterCodingException e) {
            throw notUtf8(table, e);
        } catch (CsvParseException | java.io.UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException coding) {
                throw notUtf8(table, coding);
            }
            throw new DatasetException(
                    "'" + table.getFileName() + "' is not a well-formed CSV (" + e.getMessage()
                            + "); quote texts that hold commas or line breaks.",
                    e);
        }
        return rows.drafts;
    }

    private void readCsv(Reader in, Rows rows) throws IOException {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(in)) {
            for (NamedCsvRecord row : csv) {
                List<String> header = row.getHeader();
                rows.add(
                        row.getStartingLineNumber(),
                        column(row, header, "text"),
                        column(row, header, "file"),
                        column(row, header, "label"),
                        column(row, header, "group"));
            }
        }
    }

    private static Optional<String> column(NamedCsvRecord row, List<String> header, String name) {
        for (int i = 0; i < header.size() && i < row.getFieldCount(); i++) {
            if (header.get(i).strip().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(row.getField(i));
            }
        }
        return Optional.empty();
    }

    private void readJsonLines(Reader in, Rows rows) throws IOException {
        ObjectMapper mapper = new ObjectMapper(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(32)
                        .maxStringLength(MAX_TEXT_LENGTH)
                        .build())
                .build());
        BufferedReader lines = new BufferedReader(in);
        long number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            JsonNode row = parse(mapper, line, rows.table, number);
            rows.add(number, field(row, "text"), field(row, "file"), field(row, "label"), field(row, "group"));
        }
    }

    private static JsonNode parse(ObjectMapper mapper, String line, Path table, long number) {
        try {
            JsonNode row = mapper.readTree(line);
            if (row.isObject()) {
                return row;
            }
        } catch (JsonProcessingException e) {
            throw notAnObject(table, number, e);
        }
        throw notAnObject(table, number, null);
    }

    private static DatasetException notAnObject(Path table, long number, Exception cause) {
        return new DatasetException(
                "Line " + number + " of '" + table.getFileName()
                        + "' is not a JSON object; write {\"text\": …, \"label\": …} or {\"file\": …, \"label\": …} on each"
                        + " line.",
                cause);
    }

    private static Optional<String> field(JsonNode row, String name) {
        JsonNode value = row.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value.asText());
    }

    private static Reader utf8(Path table) throws IOException {
        InputStream in = Files.newInputStream(table);
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        reader.mark(1);
        try {
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
        } catch (CharacterCodingException e) {
            reader.close();
            throw e;
        }
        return reader;
    }

    private static DatasetException notUtf8(Path table, CharacterCodingException e) {
        return new DatasetException(
                "'" + table.getFileName() + "' is not UTF-8 text, which is the only encoding read; save it as UTF-8.",
                e);
    }

    /** Collects rows and checks each as it comes. */
    private final class Rows {
        final Path table;
        final Path folder;
        final List<Draft> drafts = new ArrayList<>();

        Rows(Path table) {
            this.table = table;
            this.folder = table.toAbsolutePath().getParent();
        }

        void add(
                long line, Optional<String> text, Optional<String> file, Optional<String> label, Optional<String> group)
                throws IOException {
            String where = table.getFileName() + " line " + line;
            if (label.isEmpty() || text.isPresent() == file.isPresent()) {
                throw new DatasetException(where + " does not have the columns text,label or file,label"
                        + " (and group, if you know it); name them so in the first line.");
            }
            if (drafts.size() == limits.maxExamples()) {
                throw new DatasetException("'" + table.getFileName() + "' has more than " + limits.maxExamples()
                        + " rows, the most that are read; split it.");
            }
            Optional<String> stated = group.map(String::strip).filter(g -> !g.isEmpty());
            Content content = text.isPresent() ? inline(text.get(), where) : file(file.get(), where);
            drafts.add(new Draft(file.orElse(where), label.get(), stated, content));
        }

        private Content inline(String text, String where) {
            if (text.isBlank()) {
                throw new DatasetException(where + " has an empty text; write the text or delete the line.");
            }
            if (text.length() > MAX_TEXT_LENGTH) {
                throw new DatasetException(where + " has a text of " + text.length() + " characters, at most "
                        + MAX_TEXT_LENGTH + " are read; shorten it.");
            }
            return new Content.Text(text);
        }

        private Content file(String name, String where) throws IOException {
            Path path;
            try {
                path = folder.resolve(name.strip()).normalize();
            } catch (InvalidPathException e) {
                throw new DatasetException(
                        where + " names the file '" + name + "', which is not a path; write it relative to the table.",
                        e);
            }
            if (!path.startsWith(folder)) {
                throw new DatasetException(where + " names the file '" + name
                        + "' outside the data set; only files beside or below the table are read.");
            }
            boolean frames = takesFrames && Files.isDirectory(path) && !path.equals(folder);
            if (!frames && !Files.isRegularFile(path)) {
                throw new DatasetException(where + " names the file '" + name
                        + "', which does not exist; paths are relative to the table.");
            }
            if (!path.toRealPath().startsWith(folder.toRealPath())) {
                throw new DatasetException(where + " names the file '" + name
                        + "', a symbolic link out of the data set; copy the file instead.");
            }
            return frames
                    ? new Content.Frames(path, rateFile(path), limits.maxExampleBytes())
                    : new Content.File(path, limits.maxExampleBytes());
        }

        /** In the nearest folder above the frames, up to that of the table. */
        private Optional<Path> rateFile(Path frames) {
            for (Path above = frames.getParent(); above.startsWith(folder); above = above.getParent()) {
                if (Files.isRegularFile(above.resolve(FrameArchive.RATE_FILE))) {
                    return Optional.of(above.resolve(FrameArchive.RATE_FILE));
                }
            }
            return Optional.empty();
        }
    }
}
