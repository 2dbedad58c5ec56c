package org.insula.teach;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.insula.embedding.Encoder;

/**
 * {@code manifest.json}: everything about a model but its arrays.
 *
 * @param format the version of the model file's format
 * @param kind what it was taught on
 * @param labels in the order of the head's outputs
 * @param encoder what its embeddings come from
 * @param preprocessing in words
 * @param head how the head was fitted and where its graph is
 * @param temperature also in the graph
 * @param unknown when an input is called unknown
 * @param provenance where it comes from
 * @param figures how good it is
 * @param files SHA-256 of every other entry
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Manifest(
        int format,
        String kind,
        List<String> labels,
        EncoderPart encoder,
        String preprocessing,
        HeadPart head,
        double temperature,
        UnknownPart unknown,
        Provenance provenance,
        Figures figures,
        Map<String, String> files) {
    /** The version that this code writes, and the newest that it reads. */
    static final int FORMAT = 1;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(1_000_000)
                            .build())
                    .build())
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, true)
            .configure(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, true)
            .configure(SerializationFeature.INDENT_OUTPUT, true)
            .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    record EncoderPart(String identity, int terms, List<Encoder.Block> blocks) {}

    record HeadPart(String method, String graph) {}

    record UnknownPart(double threshold, int neighbours, int references) {}

    byte[] toBytes() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (IOException e) {
            throw new AssertionError("A manifest is plain data.", e);
        }
    }

    /** @throws TeachException if it is not a manifest, or of a newer format */
    static Manifest parse(byte[] bytes, String name) {
        try {
            JsonNode json = JSON.readTree(bytes);
            int format = json.path("format").asInt(0);
            if (format > FORMAT) {
                throw new TeachException("'" + name + "' is of format " + format + ", this Insula understands up to "
                        + FORMAT + "; update Insula.");
            }
            if (format < 1) {
                throw new TeachException(
                        "'" + name + "' has a manifest without a format; get the model from its maker again.");
            }
            return JSON.treeToValue(json, Manifest.class);
        } catch (IOException | IllegalArgumentException e) {
            throw new TeachException(
                    "'" + name + "' has a manifest that cannot be read ("
                            + e.getMessage().lines().findFirst().orElse("") + "); get the model from its maker again.",
                    e);
        }
    }
}
