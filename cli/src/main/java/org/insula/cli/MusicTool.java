package org.insula.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import org.insula.host.Caller;
import org.insula.host.HostException;
import org.insula.server.tool.Tool;

/** Reads recordings for programs that speak the Model Context Protocol, as {@code insula music --json} does. */
final class MusicTool implements Tool {
    private static final int MOST_BYTES = 45_000_000; // in base64 it fits into a request

    private final MusicDesk desk;

    MusicTool(MusicDesk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return desk.name();
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
                .forEach(each -> properties
                        .putObject(each)
                        .putArray("type")
                        .add("object")
                        .add("null"));
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
        return desk.json(caller, "content", content(arguments.path("content")));
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

    private static HostException refused(String message) {
        return new HostException(HostException.Reason.BAD_INPUT, message);
    }
}
