package org.insula.movement;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
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
import java.util.stream.Collectors;

/**
 * Reads series from files: tables of one recording each ({@code .csv}, {@code .tsv}, {@code .txt}), and the collections
 * {@code .ts}, {@code .arff} and {@code .jsonl}. All are UTF-8.
 *
 * <p>Gaps are filled on straight lines and unevenly timed rows are brought to even steps; each recording says in its
 * remarks what was done. Immutable and safe to share between threads.
 */
public final class SeriesReader {
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int LOOK_AHEAD = 1 << 14;

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
            case "csv", "tsv", "txt" ->
                List.of(new LabelledRecording(readTable(file), Optional.empty(), Optional.empty(), name));
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

    /**
     * Reads the one recording that these bytes are, by what they look like: a JSON object on one line or several, a
     * {@code .ts} or ARFF collection of one case, or else a table.
     *
     * @param name how errors call it, at the start of a sentence
     * @throws MovementException as {@link #read}, and if there are several recordings
     */
    public Recording readContent(byte[] content, String name) {
        if (content.length > limits.maxBytes()) {
            throw tooLarge(name);
        }
        try (BufferedReader in = utf8(new ByteArrayInputStream(content))) {
            String start = start(in);
            if (start.startsWith("{")) {
                return new JsonLinesParser(limits, name).readOne(in.readAllAsString());
            }
            if (!start.startsWith("@")) {
                return new SeriesTable(limits, name).read(in);
            }
            boolean arff = start.toLowerCase(Locale.ROOT).contains("@attribute");
            List<LabelledRecording> cases =
                    arff ? new ArffParser(limits, name).read(in) : new TsParser(limits, name).read(in);
            if (cases.size() > 1) {
                throw new MovementException(
                        name + " holds " + cases.size() + " recordings where one is expected; give them one by one.");
            }
            return cases.getFirst().recording();
        } catch (CharacterCodingException e) {
            throw notUtf8(name, e);
        } catch (IOException e) {
            throw new MovementException(name + " cannot be read (" + e.getMessage() + ").", e);
        }
    }

    /** What the text begins with, comments and blank lines left out; {@code in} gives it again. */
    private static String start(BufferedReader in) throws IOException {
        in.mark(LOOK_AHEAD + 1);
        char[] start = new char[LOOK_AHEAD];
        int length = 0;
        for (int n = 0; n >= 0 && length < start.length; length += Math.max(n, 0)) {
            n = in.read(start, length, start.length - length);
        }
        in.reset();
        return new String(start, 0, length)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith("%"))
                .collect(Collectors.joining("\n"));
    }

    private MovementException tooLarge(String name) {
        return new MovementException(name + " is larger than " + limits.maxBytes()
                + " bytes, the most that are read; cut it into shorter recordings.");
    }

    private static MovementException notUtf8(String name, CharacterCodingException e) {
        return new MovementException(
                name + " is not UTF-8 text, which is the only encoding read; save it as UTF-8.", e);
    }

    private <T> T open(Path file, Parser<T> parser) {
        String what = "'" + file.getFileName() + "'";
        try {
            if (Files.size(file) > limits.maxBytes()) {
                throw tooLarge(what);
            }
            try (BufferedReader in = utf8(Files.newInputStream(file))) {
                return parser.read(in, what);
            }
        } catch (CharacterCodingException e) {
            throw notUtf8(what, e);
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
