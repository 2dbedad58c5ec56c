package org.insula.movement;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads series from files: tables of one recording each ({@code .csv}, {@code .tsv}, {@code .txt}), and the collections
 * {@code .ts}, {@code .arff} and {@code .jsonl}. All are UTF-8.
 *
 * <p>Gaps are filled on straight lines and unevenly timed rows are brought to even steps; each recording says in its
 * remarks what was done. Immutable and safe to share between threads.
 */
public final class SeriesReader {
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final SeriesLimits limits;

    public SeriesReader(SeriesLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads every recording of a file, by its extension.
     *
     * @throws MovementException if the file is not one of the formats, is broken or exceeds a limit
     */
    public List<LabelledRecording> read(Path file) {
        String name = "'" + file.getFileName() + "'";
        return switch (extension(file)) {
            case "csv", "tsv", "txt" -> List.of(new LabelledRecording(readTable(file), Optional.empty(), name));
            case "ts" -> open(file, (in, what) -> new TsParser(limits, what).read(in));
            case "arff" -> open(file, (in, what) -> new ArffParser(limits, what).read(in));
            case "jsonl", "ndjson" -> open(file, (in, what) -> new JsonLinesParser(limits, what).read(in));
            default ->
                throw new MovementException(
                        name + " is not a series file; give a .csv, .tsv, .txt, .ts, .arff or .jsonl.");
        };
    }

    /**
     * Reads a table with a row for each step and a column for each channel: separated by comma, semicolon, tab or spaces,
     * with decimal points or, where a comma does not separate, decimal commas; with a header or without. A column named
     * time or the like, or a first one without a name that rises in even steps, gives the rate.
     *
     * @throws MovementException if rows differ in length, a field is not a number, time goes back or a limit is exceeded
     */
    public Recording readTable(Path file) {
        return open(file, (in, what) -> new SeriesTable(limits, what).read(in));
    }

    private <T> T open(Path file, Parser<T> parser) {
        String what = "'" + file.getFileName() + "'";
        try {
            if (Files.size(file) > limits.maxBytes()) {
                throw new MovementException(what + " is larger than " + limits.maxBytes()
                        + " bytes, the most that are read; cut it into shorter recordings.");
            }
            try (BufferedReader in = utf8(Files.newInputStream(file))) {
                return parser.read(in, what);
            }
        } catch (CharacterCodingException e) {
            throw new MovementException(
                    what + " is not UTF-8 text, which is the only encoding read; save it as UTF-8.", e);
        } catch (IOException e) {
            throw new MovementException(what + " cannot be read (" + e.getMessage() + "); check that it exists.", e);
        }
    }

    private static BufferedReader utf8(InputStream in) throws IOException {
        Reader decoder = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
        BufferedReader reader = new BufferedReader(decoder);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private interface Parser<T> {
        T read(BufferedReader in, String what) throws IOException;
    }
}
