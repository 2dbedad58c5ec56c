package org.insula.music;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Writes a reading as a JAMS document (schema 0.3.4): the namespaces {@code beat}, {@code beat_position}, {@code tempo},
 * {@code key_mode}, {@code chord}, {@code note_midi} and {@code segment_open}. What was not read is left out. The
 * loudness and meter, for which JAMS has no namespace, stand in the sandbox.
 *
 * @see <a href="https://jams.readthedocs.io">JAMS, Humphrey et al. 2014</a>
 */
public final class JamsWriter {
    private static final String SCHEMA = "0.3.4";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Reading reading;
    private final double duration;

    private JamsWriter(Reading reading) {
        this.reading = reading;
        this.duration = ReadingJson.millis(reading.durationSeconds());
    }

    /**
     * Writes the file whole or not at all.
     *
     * @throws MusicException if it cannot be written
     */
    public static void write(Reading reading, String title, Path file) {
        WholeFile.write(file, bytes(reading, title));
    }

    /** The content of the file that {@link #write} writes. */
    public static byte[] bytes(Reading reading, String title) {
        try {
            return new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(new JamsWriter(reading).document(title))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new MusicException("The reading could not be written as JAMS (" + e.getOriginalMessage() + ").", e);
        }
    }

    private ObjectNode document(String title) {
        ObjectNode document = JSON.objectNode();
        ObjectNode file = document.putObject("file_metadata");
        file.put("title", Titles.plain(title))
                .put("artist", "")
                .put("release", "")
                .put("duration", duration);
        file.putObject("identifiers");
        file.put("jams_version", SCHEMA);
        ArrayNode annotations = document.putArray("annotations");
        addBeats(annotations);
        addTempoAndKey(annotations);
        addSpans(annotations);
        ObjectNode sandbox = document.putObject("sandbox");
        sandbox.put("meter", reading.meter());
        reading.integratedLufs().ifPresent(lufs -> sandbox.put("integrated_lufs", ReadingJson.round(lufs, 100)));
        return document;
    }

    private void addBeats(ArrayNode annotations) {
        Set<Double> heard = Set.copyOf(reading.beats());
        if (heard.size() < 2) {
            return;
        }
        BeatGrid grid = BeatGrid.of(reading);
        List<Bar> bars = grid.bars(0, grid.beats());
        ArrayNode beats = annotation(annotations, "beat");
        ArrayNode positions = annotation(annotations, "beat_position");
        int at = 0;
        for (int beat = 0; beat < grid.beats(); beat++) {
            at = beat == bars.get(at).endBeat() ? at + 1 : at;
            Bar bar = bars.get(at);
            if (!heard.contains(grid.time(beat))) {
                continue;
            }
            // in an incomplete first bar the last beat counts as the last
            int skipped = bar.number() == 0 ? grid.meter() - bar.beats() : 0;
            int position = beat - bar.firstBeat() + 1 + skipped;
            observe(beats, grid.time(beat), 0, JSON.numberNode(position), null);
            ObjectNode value = JSON.objectNode()
                    .put("position", position)
                    .put("measure", bar.number())
                    .put("num_beats", Math.max(bar.beats(), bar.number() == 0 ? grid.meter() : 1))
                    .put("beat_units", 4);
            observe(positions, grid.time(beat), 0, value, null);
        }
    }

    private void addTempoAndKey(ArrayNode annotations) {
        Tempo tempo = reading.tempo();
        if (tempo != null && tempo.bpm() > 0) {
            observe(
                    annotation(annotations, "tempo"),
                    0,
                    duration,
                    JSON.numberNode(ReadingJson.round(tempo.bpm(), 100)),
                    ReadingJson.round(tempo.confidence(), 1000));
        }
        Key key = reading.key();
        if (key != null) {
            String name = key.tonic().symbol() + ":" + ReadingJson.mode(key);
            observe(
                    annotation(annotations, "key_mode"),
                    0,
                    duration,
                    JSON.textNode(name),
                    ReadingJson.round(key.confidence(), 1000));
        }
    }

    private void addSpans(ArrayNode annotations) {
        if (!reading.chords().isEmpty()) {
            ArrayNode chords = annotation(annotations, "chord");
            for (ChordSpan span : reading.chords()) {
                JsonNode name = JSON.textNode(span.chord().name());
                observe(chords, span.start(), span.end() - span.start(), name, null);
            }
        }
        ArrayNode notes = annotation(annotations, "note_midi");
        for (Note note : reading.notes()) {
            double amplitude = ReadingJson.round(note.amplitude(), 1000);
            observe(notes, note.start(), note.end() - note.start(), JSON.numberNode(note.midi()), amplitude);
        }
        if (!reading.sections().isEmpty()) {
            ArrayNode sections = annotation(annotations, "segment_open");
            for (Section section : reading.sections()) {
                JsonNode label = JSON.textNode(Titles.plain(section.label()));
                observe(sections, section.start(), section.end() - section.start(), label, null);
            }
        }
    }

    /** Begins an annotation over the whole recording and gives the list of its observations. */
    private ArrayNode annotation(ArrayNode annotations, String namespace) {
        ObjectNode annotation = annotations.addObject().put("namespace", namespace);
        ObjectNode metadata = annotation.putObject("annotation_metadata");
        metadata.putObject("curator").put("name", "").put("email", "");
        metadata.putObject("annotator");
        metadata.put("version", "")
                .put("corpus", "")
                .put("annotation_tools", "Insula")
                .put("annotation_rules", "")
                .put("validation", "")
                .put("data_source", "program");
        annotation.put("time", 0.0).put("duration", duration);
        annotation.putObject("sandbox");
        return annotation.putArray("data");
    }

    private static void observe(ArrayNode data, double time, double seconds, JsonNode value, Double confidence) {
        ObjectNode observation = data.addObject()
                .put("time", Math.max(0, ReadingJson.millis(time)))
                .put("duration", Math.max(0, ReadingJson.millis(seconds)));
        observation.set("value", value);
        observation.put("confidence", confidence);
    }
}
