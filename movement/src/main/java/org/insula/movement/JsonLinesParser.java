package org.insula.movement;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * JSON lines, one case each: {@code {"values": [[…], …], "label": …, "group": …, "rate": …, "channels": [names],
 * "remarks": [sentences]}}. Values are one list for each channel, or one list alone for one channel; null is a missing
 * value. Other fields are passed over.
 */
final class JsonLinesParser {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxStringLength(10_000)
                    .maxNumberLength(100)
                    .build())
            .build();

    /** More than reading and bringing together ever make of one recording of a thousand channels. */
    private static final int MAX_REMARKS = 5_000;

    private final SeriesLimits limits;
    private final String file;

    JsonLinesParser(SeriesLimits limits, String file) {
        this.limits = limits;
        this.file = file;
    }

    List<LabelledRecording> read(BufferedReader in) throws IOException {
        List<LabelledRecording> cases = new ArrayList<>();
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            if (cases.size() == limits.maxRecordings()) {
                throw new MovementException(file + " has more than " + limits.maxRecordings()
                        + " cases, the most that are read; split it.");
            }
            cases.add(new Case("line " + number).read(line));
            checkChannels(cases);
        }
        if (cases.isEmpty()) {
            throw new MovementException(file + " is empty; write {\"values\": [[…]], \"label\": …} on each line.");
        }
        return List.copyOf(cases);
    }

    /** One case that is all of a text, on one line or several. */
    Recording readOne(String text) {
        return new Case("").read(text).recording();
    }

    private void checkChannels(List<LabelledRecording> cases) {
        int expected = cases.getFirst().recording().series().channels();
        int channels = cases.getLast().recording().series().channels();
        if (channels != expected) {
            throw new MovementException(file + " " + cases.getLast().place() + " has " + channels + " channels where "
                    + expected + " are expected; write every case with all channels.");
        }
    }

    /** One line while it is read. */
    private final class Case {
        private final String place;
        private final String where;
        private final List<float[]> values = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final List<String> remarks = new ArrayList<>();
        private Optional<String> label = Optional.empty();
        private Optional<String> group = Optional.empty();
        private OptionalDouble rateHz = OptionalDouble.empty();

        Case(String place) {
            this.place = place;
            where = (file + " " + place).strip();
        }

        LabelledRecording read(String line) {
            try (JsonParser parser = JSON.createParser(line)) {
                require(parser.nextToken() == JsonToken.START_OBJECT);
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    field(parser, parser.currentName());
                }
                require(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
            } catch (JsonProcessingException e) {
                throw malformed(e);
            } catch (IOException e) {
                throw new MovementException(where + " cannot be read (" + e.getMessage() + "); try again.", e);
            }
            require(!values.isEmpty() && (names.isEmpty() || names.size() == values.size()));
            Samples samples = new Samples(where, names.isEmpty() ? Samples.numbered(values.size()) : names);
            remarks.forEach(samples::remark);
            values.forEach(samples::channel);
            return new LabelledRecording(samples.recording(rateHz), label, group, place);
        }

        private void field(JsonParser parser, String name) throws IOException {
            JsonToken token = parser.nextToken();
            switch (name) {
                case "values" -> {
                    require(token == JsonToken.START_ARRAY && values.isEmpty());
                    values(parser);
                }
                case "label" -> label = text(parser);
                case "group" -> group = text(parser);
                case "rate" -> {
                    if (token != JsonToken.VALUE_NULL) {
                        require(token.isNumeric());
                        rateHz = OptionalDouble.of(parser.getDoubleValue());
                    }
                }
                case "channels" -> texts(parser, names, limits.maxChannels());
                case "remarks" -> texts(parser, remarks, MAX_REMARKS);
                default -> parser.skipChildren();
            }
        }

        private Optional<String> text(JsonParser parser) throws IOException {
            require(parser.currentToken().isScalarValue());
            return parser.currentToken() == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(parser.getText());
        }

        private void texts(JsonParser parser, List<String> texts, int most) throws IOException {
            require(parser.currentToken() == JsonToken.START_ARRAY);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                require(parser.currentToken() == JsonToken.VALUE_STRING && texts.size() < most);
                texts.add(parser.getText());
            }
        }

        private void values(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                values.add(channel(parser));
                return;
            }
            while (parser.currentToken() == JsonToken.START_ARRAY) {
                require(values.size() < limits.maxChannels());
                parser.nextToken();
                values.add(channel(parser));
                parser.nextToken();
            }
            require(parser.currentToken() == JsonToken.END_ARRAY);
        }

        /** From the first value on to the end of its list. */
        private float[] channel(JsonParser parser) throws IOException {
            float[] channel = new float[16];
            int steps = 0;
            for (; parser.currentToken() != JsonToken.END_ARRAY; parser.nextToken()) {
                if (steps == limits.maxSteps()) {
                    throw new MovementException(where + " has more than " + limits.maxSteps()
                            + " steps, the most that are read of one recording; cut it into shorter ones.");
                }
                if (steps == channel.length) {
                    channel = Arrays.copyOf(channel, 2 * steps);
                }
                boolean missing = parser.currentToken() == JsonToken.VALUE_NULL;
                if (!missing
                        && (parser.currentToken() == null
                                || !parser.currentToken().isNumeric())) {
                    throw malformed(null);
                }
                channel[steps++] = missing
                        ? Float.NaN
                        : Samples.number(
                                parser.getText(), where + ", channel " + (values.size() + 1) + ", step " + steps);
            }
            return Arrays.copyOf(channel, steps);
        }

        private void require(boolean holds) {
            if (!holds) {
                throw malformed(null);
            }
        }

        private MovementException malformed(Exception cause) {
            return new MovementException(
                    where + " is not a case; write {\"values\": [[1, 2, 3], [4, 5, 6]], \"label\": \"wave\", \"rate\":"
                            + " 100} with one list of numbers for each channel.",
                    cause);
        }
    }
}
