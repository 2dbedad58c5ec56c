package org.insula.music;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** A reading as JSON, the same on the command line and over HTTP; times in seconds to the millisecond. */
public final class ReadingJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ReadingJson() {}

    /**
     * {@code {"durationSeconds", "tempo", "beats", "downbeats", "meter", "key", "chords", "notes", "sections",
     * "loudness"}}. What could not be read is {@code null}: the tempo without beats, the key of what has none, the
     * loudness of silence.
     */
    public static ObjectNode of(Reading reading) {
        ObjectNode json = JSON.objectNode().put("durationSeconds", millis(reading.durationSeconds()));
        tempo(json, reading.tempo());
        times(json.putArray("beats"), reading.beats());
        times(json.putArray("downbeats"), reading.downbeats());
        json.put("meter", reading.meter());
        key(json, reading.key());
        ArrayNode chords = json.putArray("chords");
        reading.chords()
                .forEach(span -> span(chords.addObject(), span.start(), span.end())
                        .put("name", span.chord().name()));
        ArrayNode notes = json.putArray("notes");
        reading.notes()
                .forEach(note -> span(notes.addObject(), note.start(), note.end())
                        .put("midi", note.midi())
                        .put("velocity", note.velocity()));
        ArrayNode sections = json.putArray("sections");
        reading.sections()
                .forEach(section -> span(sections.addObject(), section.start(), section.end())
                        .put("label", section.label()));
        ObjectNode loudness = json.putObject("loudness");
        reading.integratedLufs()
                .ifPresentOrElse(
                        lufs -> loudness.put("integratedLufs", round(lufs, 100)),
                        () -> loudness.putNull("integratedLufs"));
        return json;
    }

    private static void tempo(ObjectNode json, Tempo tempo) {
        if (tempo == null || !(tempo.bpm() > 0)) {
            json.putNull("tempo");
            return;
        }
        json.putObject("tempo").put("bpm", round(tempo.bpm(), 100)).put("confidence", round(tempo.confidence(), 1000));
    }

    private static void key(ObjectNode json, Key key) {
        if (key == null) {
            json.putNull("key");
            return;
        }
        json.putObject("key")
                .put("tonic", key.tonic().symbol())
                .put("mode", mode(key))
                .put("camelot", key.camelot())
                .put("confidence", round(key.confidence(), 1000));
    }

    static String mode(Key key) {
        return key.mode().name().toLowerCase(Locale.ROOT);
    }

    private static void times(ArrayNode array, List<Double> seconds) {
        seconds.forEach(time -> array.add(millis(time)));
    }

    private static ObjectNode span(ObjectNode json, double start, double end) {
        return json.put("start", millis(start)).put("end", millis(end));
    }

    static double millis(double seconds) {
        return round(seconds, 1000);
    }

    static double round(double value, int parts) {
        return (double) Math.round(value * parts) / parts;
    }
}
