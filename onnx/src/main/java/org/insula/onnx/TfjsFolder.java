package org.insula.onnx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folder of a TensorFlow.js model: it opens the model's JSON file and files within the same folder, no others. */
final class TfjsFolder {
    private static final int MAX_JSON_BYTES = 64 << 20;
    private static final int MAX_METADATA_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(1 << 20)
                    .maxNumberLength(100)
                    .build())
            .build());

    private final Path folder;
    private final Path model;

    private TfjsFolder(Path folder, Path model) {
        this.folder = folder;
        this.model = model;
    }

    /** @param model the JSON file, or the folder that holds {@code model.json} */
    static TfjsFolder of(Path model) {
        Path json = Files.isDirectory(model) ? model.resolve("model.json") : model;
        if (!Files.isRegularFile(json)) {
            throw new OnnxException("There is no file " + json
                    + "; give the model.json of a TensorFlow.js model or the folder that holds it.");
        }
        try {
            Path real = json.toRealPath();
            return new TfjsFolder(real.getParent(), real);
        } catch (IOException e) {
            throw unreadable(json, e);
        }
    }

    /** The model's JSON file. */
    JsonNode json() {
        try {
            return JSON.readTree(readBounded(model, MAX_JSON_BYTES));
        } catch (IOException e) {
            throw new OnnxException(
                    model.getFileName() + " is not readable JSON; give the model.json of a TensorFlow.js model.", e);
        }
    }

    /** The labels that Teachable Machine writes beside a model; none if there is no such file. */
    List<String> labels() {
        Path metadata = folder.resolve("metadata.json");
        List<String> labels = new ArrayList<>();
        if (Files.isRegularFile(metadata, LinkOption.NOFOLLOW_LINKS)) {
            try {
                JSON.readTree(readBounded(metadata, MAX_METADATA_BYTES))
                        .path("labels")
                        .forEach(label -> labels.add(label.asText()));
            } catch (IOException e) {
                throw new OnnxException("metadata.json is not readable JSON; give the file as it was exported.", e);
            }
        }
        return labels;
    }

    /** Reads a file that the model names. */
    byte[] read(String name, long limit) {
        try {
            Path file = folder.resolve(name).toRealPath();
            if (!file.startsWith(folder)) {
                throw new OnnxException("The model names the weight file '" + name
                        + "', which lies outside its folder; keep the weights beside model.json.");
            }
            return readBounded(file, limit);
        } catch (InvalidPathException | IOException e) {
            throw new OnnxException(
                    "The model names the weight file '" + name
                            + "', which cannot be read; put all its weight files beside model.json.",
                    e);
        }
    }

    private static byte[] readBounded(Path file, long limit) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes((int) Math.min(limit, Integer.MAX_VALUE - 16) + 1);
            if (bytes.length > limit) {
                throw new OnnxException(file.getFileName() + " is larger than the " + limit
                        + " bytes that are read of such a file; give a smaller model.");
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static OnnxException unreadable(Path file, IOException e) {
        return new OnnxException("The file " + file + " cannot be read; check that it exists and may be read.", e);
    }
}
