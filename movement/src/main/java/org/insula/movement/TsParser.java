package org.insula.movement;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The {@code .ts} format of the UEA and UCR archives: directives that start with @, then one case a line, channels
 * separated by colons, steps by commas, the label last.
 */
final class TsParser {
    private final SeriesLimits limits;
    private final String file;
    private boolean labelled = true;
    private List<String> labels = List.of();
    private int channels;

    TsParser(SeriesLimits limits, String file) {
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
            if (line.isEmpty() || line.startsWith("#") || line.startsWith("%")) {
                continue;
            }
            if (data) {
                add(cases, line, "line " + number);
            } else if (line.equalsIgnoreCase("@data")) {
                data = true;
            } else {
                directive(line, number);
            }
        }
        if (cases.isEmpty()) {
            throw new MovementException(
                    file + " has no case behind @data; write one case a line, as in the UEA archive.");
        }
        return List.copyOf(cases);
    }

    private void directive(String line, int number) {
        String[] words = line.split("\\s+");
        boolean yes = words.length > 1 && words[1].equalsIgnoreCase("true");
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case "@timestamps" -> {
                if (yes) {
                    throw new MovementException(file
                            + " holds a time stamp with each value, which is not read; write it with @timeStamps false"
                            + " or one CSV with a time column for each case.");
                }
            }
            case "@classlabel" -> {
                labelled = yes;
                labels = yes ? Arrays.asList(words).subList(2, words.length) : List.of();
            }
            case "@targetlabel" -> {
                if (yes) {
                    throw new MovementException(
                            file + " gives numbers to predict and no labels; give a data set with @classLabel true.");
                }
                labelled = false;
            }
            default -> {
                if (!line.startsWith("@")) {
                    throw new MovementException(file + " line " + number
                            + " stands before @data and does not start with @ or #; is this a .ts file?");
                }
            }
        }
    }

    private void add(List<LabelledRecording> cases, String line, String place) {
        String where = file + " " + place;
        if (cases.size() == limits.maxRecordings()) {
            throw new MovementException(
                    file + " has more than " + limits.maxRecordings() + " cases, the most that are read; split it.");
        }
        List<String> parts = Fields.split(line, ':');
        int count = parts.size() - (labelled ? 1 : 0);
        if (channels == 0 && count >= 1 && count <= limits.maxChannels()) {
            channels = count;
        }
        if (count != channels) {
            throw new MovementException(where + " has " + count + " channels where " + Math.max(channels, 1)
                    + " are expected (at most " + limits.maxChannels() + "); write every case with all channels.");
        }
        Samples samples = new Samples(where, Samples.numbered(count));
        for (int i = 0; i < count; i++) {
            samples.channel(Fields.numbers(parts.get(i), limits, where + ", channel " + (i + 1)));
        }
        Optional<String> label = labelled ? Optional.of(label(parts.getLast().strip(), where)) : Optional.empty();
        cases.add(new LabelledRecording(samples.recording(OptionalDouble.empty()), label, Optional.empty(), place));
    }

    private String label(String label, String where) {
        if (label.isEmpty() || (!labels.isEmpty() && !labels.contains(label))) {
            throw new MovementException(where + " has the label '" + Fields.shown(label)
                    + "', which @classLabel does not name; add it there or correct it.");
        }
        return label;
    }
}
