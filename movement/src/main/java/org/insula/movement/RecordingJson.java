package org.insula.movement;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A recording as one line of JSON, which {@link SeriesReader#readContent} reads back as it was: what stands for one case
 * of a file that holds many. The same recording gives the same bytes.
 */
public final class RecordingJson {
    private static final JsonFactory JSON = new JsonFactory();

    private RecordingJson() {}

    /** UTF-8, without a line break. */
    public static byte[] write(Recording recording) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (recording.rateHz().isPresent()) {
                json.writeNumberField("rate", recording.rateHz().getAsDouble());
            }
            texts(json, "channels", recording.channelNames());
            texts(json, "remarks", recording.remarks());
            json.writeArrayFieldStart("values");
            Series series = recording.series();
            for (int channel = 0; channel < series.channels(); channel++) {
                json.writeStartArray();
                for (int t = 0; t < series.length(); t++) {
                    json.writeNumber(series.at(channel, t));
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void texts(JsonGenerator json, String name, Iterable<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
