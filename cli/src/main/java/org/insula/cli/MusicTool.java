package org.insula.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.HostException;
import org.insula.music.MusicException;
import org.insula.music.MusicReader;
import org.insula.music.Reading;
import org.insula.server.tool.Tool;
import org.insula.signal.SignalException;
import org.insula.signal.audio.AudioDecoder;
import org.insula.signal.audio.AudioLimits;
import org.insula.signal.audio.Loudness;
import org.insula.signal.audio.Waveform;

/**
 * Reads recordings for programs that speak the Model Context Protocol, as {@code insula music --json} does, in turn with
 * everybody else's requests. The network is loaded when it is first asked.
 */
final class MusicTool implements Tool, AutoCloseable {
    private static final String NAME = "music";
    private static final int MOST_BYTES = 45_000_000; // in base64 it fits into a request
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Host host;
    private MusicReader reader;
    private boolean closed;

    MusicTool(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Reads a recording of music: tempo, beats, bars, key, chords, notes, sections and loudness. Give a sound or"
                + " video file.";
    }

    @Override
    public ObjectNode inputSchema() {
        ObjectNode schema = object();
        schema.putObject("properties")
                .putObject("content")
                .put("type", "string")
                .put("contentEncoding", "base64")
                .put("description", "The bytes of the file, in base64.");
        schema.putArray("required").add("content");
        return schema;
    }

    @Override
    public ObjectNode outputSchema() {
        ObjectNode schema = object();
        ObjectNode properties = schema.putObject("properties");
        List.of("durationSeconds", "meter")
                .forEach(each -> properties.putObject(each).put("type", "number"));
        List.of("tempo", "key", "loudness")
                .forEach(each -> properties.putObject(each).put("type", "object"));
        List.of("beats", "downbeats", "chords", "notes", "sections")
                .forEach(each -> properties.putObject(each).put("type", "array"));
        schema.putArray("required").add("durationSeconds").add("tempo").add("key");
        return schema;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode().put("type", "object");
    }

    @Override
    public ObjectNode call(Caller caller, JsonNode arguments) throws InterruptedException {
        byte[] recording = content(arguments.path("content"));
        return host.compute(caller, NAME, recording.length, () -> read(recording), PATIENCE);
    }

    private static byte[] content(JsonNode content) {
        if (!content.isTextual()) {
            throw refused("The argument 'content' is missing or no string; give the bytes of the file, in base64.");
        }
        if (content.textValue().length() > MOST_BYTES / 3 * 4 + 4) {
            throw refused("The recording is larger than " + MOST_BYTES / 1_000_000
                    + " MB, the most that is taken at once; send it compressed, or in parts.");
        }
        try {
            return Base64.getDecoder().decode(content.textValue());
        } catch (IllegalArgumentException e) {
            throw refused("The argument 'content' is not base64; encode the bytes of the file so.");
        }
    }

    private ObjectNode read(byte[] recording) {
        try {
            List<String> remarks = new ArrayList<>();
            Waveform sound =
                    AudioDecoder.decode(recording, MusicReader.SAMPLE_RATE, AudioLimits.standard(), remarks::add);
            Reading reading =
                    reader().read(sound).withLoudness(Loudness.integratedLufs(recording, AudioLimits.standard()));
            return MusicCommand.answer("content", reading, remarks);
        } catch (SignalException | MusicException e) {
            throw refused(e.getMessage());
        }
    }

    private static HostException refused(String message) {
        return new HostException(HostException.Reason.BAD_INPUT, message);
    }

    private synchronized MusicReader reader() {
        if (closed) {
            throw new HostException(HostException.Reason.STOPPING, "Insula is stopping; ask again when it is back.");
        }
        if (reader == null) {
            reader = new MusicReader(1); // parallel are the requests
        }
        return reader;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (reader != null) {
            reader.close();
        }
    }
}
