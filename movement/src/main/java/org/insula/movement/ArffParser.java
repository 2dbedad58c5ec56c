package org.insula.movement;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * ARFF as the UEA and UCR archives use it: either one numeric attribute for each step and the class last, or one
 * relational attribute, a quoted text with a line for each channel (written {@code \n}), and the class behind it.
 */
final class ArffParser {
    private final SeriesLimits limits;
    private final String file;
    private int numbers;
    private int relations;
    private boolean inRelation;
    private boolean labelled;
    private int channels;

    ArffParser(SeriesLimits limits, String file) {
        this.limits = limits;
        this.file = file;
    }

    List<LabelledRecording> read(BufferedReader in) throws IOException {
        List<LabelledRecording> cases = new ArrayList<>();
        boolean data = false;
        int number = 0;
        for (String raw = in.readLine(); raw != null; raw = in.readLine()) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("%")) {
                continue;
            }
            if (data) {
                add(cases, line, "line " + number);
            } else if (line.equalsIgnoreCase("@data")) {
                data = true;
                checkHeader();
            } else {
                declare(line.toLowerCase(Locale.ROOT), number);
            }
        }
        if (cases.isEmpty()) {
            throw new MovementException(file + " has no case behind @data; write one case a line.");
        }
        return List.copyOf(cases);
    }

    private void declare(String line, int number) {
        if (line.startsWith("@end")) {
            inRelation = false;
        } else if (line.startsWith("@attribute") && !inRelation) {
            if (labelled) {
                throw new MovementException(file + " line " + number
                        + " declares an attribute behind the class; give the class last, as the archives do.");
            }
            if (line.endsWith("relational")) {
                relations++;
                inRelation = true;
            } else if (line.endsWith("}")) {
                labelled = true;
            } else if (line.endsWith("numeric") || line.endsWith("real") || line.endsWith("integer")) {
                numbers++;
            } else {
                throw new MovementException(file + " line " + number
                        + " declares an attribute that is neither numeric, relational nor a class in braces; leave it"
                        + " out.");
            }
        } else if (!line.startsWith("@attribute") && !line.startsWith("@relation")) {
            throw new MovementException(
                    file + " line " + number + " stands before @data and declares nothing; is this an ARFF file?");
        }
    }

    private void checkHeader() {
        if (relations > 1 || (relations == 1) == (numbers > 0)) {
            throw new MovementException(file + " declares " + numbers + " numeric and " + relations
                    + " relational attributes; give either a numeric one for each step or one relational.");
        }
    }

    private void add(List<LabelledRecording> cases, String line, String place) {
        String where = file + " " + place;
        if (cases.size() == limits.maxRecordings()) {
            throw new MovementException(
                    file + " has more than " + limits.maxRecordings() + " cases, the most that are read; split it.");
        }
        int end = relations == 1 ? closingQuote(line, where) + 1 : labelled ? line.lastIndexOf(',') : line.length();
        if (end < 0 || (labelled && (end >= line.length() || line.charAt(end) != ','))) {
            throw new MovementException(where + " does not end with a comma and a class; add it.");
        }
        String body = relations == 1 ? line.substring(1, end - 1) : line.substring(0, end);
        List<String> rows = relations == 1 ? List.of(body.split("\\\\n", -1)) : List.of(body);
        checkRows(rows, where);
        Samples samples = new Samples(where, Samples.numbered(rows.size()));
        for (int i = 0; i < rows.size(); i++) {
            samples.channel(Fields.numbers(rows.get(i), limits, where + ", channel " + (i + 1)));
        }
        Optional<String> label = labelled ? Optional.of(label(line.substring(end + 1), where)) : Optional.empty();
        cases.add(new LabelledRecording(samples.recording(OptionalDouble.empty()), label, Optional.empty(), place));
    }

    private void checkRows(List<String> rows, String where) {
        if (channels == 0) {
            channels = Math.min(rows.size(), limits.maxChannels());
        }
        if (rows.size() != channels) {
            throw new MovementException(where + " has " + rows.size() + " channels where " + channels
                    + " are expected; write every case with all channels.");
        }
    }

    private static int closingQuote(String line, String where) {
        char quote = line.charAt(0);
        int end = quote == '\'' || quote == '"' ? line.indexOf(quote, 1) : -1;
        if (end < 0) {
            throw new MovementException(
                    where + " does not start with a quoted series; write '1,2,3\\n4,5,6',class on each line.");
        }
        return end;
    }

    private static String label(String text, String where) {
        String label = text.strip();
        if (label.length() > 1
                && (label.startsWith("'") || label.startsWith("\""))
                && label.endsWith(label.substring(0, 1))) {
            label = label.substring(1, label.length() - 1);
        }
        if (label.isBlank() || label.equals("?")) {
            throw new MovementException(where + " has no class; add it or delete the line.");
        }
        return label;
    }
}
