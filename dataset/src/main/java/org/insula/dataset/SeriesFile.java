package org.insula.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.insula.dataset.Grouper.Draft;
import org.insula.movement.LabelledRecording;
import org.insula.movement.MovementException;
import org.insula.movement.SeriesLimits;
import org.insula.movement.SeriesReader;

/**
 * A file that holds many recordings: {@code .ts}, {@code .arff}, or JSON lines with {@code values}. Each becomes an
 * example of its own, named after the file and its number, such as {@code walks.ts#12}.
 */
public final class SeriesFile {
    private static final SeriesReader READER = new SeriesReader(SeriesLimits.standard());

    private SeriesFile() {}

    /**
     * Whether a file is one, by its extension and, for JSON lines, by its first line.
     *
     * @throws DatasetException if it cannot be read
     */
    public static boolean is(Path file) {
        return switch (DatasetReader.extension(file)) {
            case "ts", "arff" -> true;
            case "jsonl", "ndjson" -> startsWithValues(file);
            default -> false;
        };
    }

    private static boolean startsWithValues(Path file) {
        try (InputStream in = Files.newInputStream(file);
                JsonParser json = new JsonFactory().createParser(in)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                if (json.currentName().equals("values")) {
                    return true;
                }
                json.nextToken();
                json.skipChildren();
            }
            return false;
        } catch (IOException e) {
            return false; // who reads it says what is wrong with it
        }
    }

    /** One recording of the file, with the name that reports give it. */
    public record Entry(String name, Content content) {}

    /**
     * Every recording, labelled or not.
     *
     * @throws DatasetException if the file is broken
     */
    public static List<Entry> entries(Path file) {
        List<Entry> entries = new ArrayList<>();
        for (LabelledRecording one : read(file)) {
            entries.add(new Entry(name(file, entries.size()), new Content.Recorded(one.recording())));
        }
        return entries;
    }

    static List<Draft> drafts(Path file) {
        List<Draft> drafts = new ArrayList<>();
        for (LabelledRecording one : read(file)) {
            String label = one.label()
                    .orElseThrow(() -> new DatasetException("'" + file.getFileName() + "' " + one.place()
                            + " has no label; write one for each recording, in a .ts with @classLabel true."));
            drafts.add(new Draft(name(file, drafts.size()), label, one.group(), new Content.Recorded(one.recording())));
        }
        return drafts;
    }

    private static String name(Path file, int before) {
        return file.getFileName() + "#" + (before + 1);
    }

    private static List<LabelledRecording> read(Path file) {
        try {
            return READER.read(file);
        } catch (MovementException e) {
            throw new DatasetException(e.getMessage(), e);
        }
    }
}
