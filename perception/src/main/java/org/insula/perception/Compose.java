package org.insula.perception;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.insula.networks.Networks;
import org.insula.onnx.OnnxModel;

/**
 * Makes the files of this module when the project is built: one ONNX graph for each encoder, from prepared input to
 * embedding, and the vocabulary of the text network. At run time nothing is composed, so that the first answer comes
 * soon.
 */
final class Compose {
    private static final String MINILM = "/all-minilm-l6-v2-q";

    private Compose() {}

    /**
     * Runs the build step.
     *
     * @param args the folder in which this package's classes lie
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        write(
                folder,
                TextEncoder.MODEL,
                TextGraph.compose(OnnxModel.parse(read(MINILM + ".onnx"))).toBytes());
        write(
                folder,
                FaceEncoder.MODEL,
                FaceGraph.compose(
                                Networks.model("face-expression"),
                                Networks.model("emotion"),
                                Networks.model("facemesh-attention"))
                        .toBytes());
        write(
                folder,
                PictureEncoder.MODEL,
                PictureGraph.compose(Networks.model("movenet-backbone")).toBytes());
        hash(folder, HandEncoder.NETWORKS, HandDetector.NETWORK, HandLandmarker.NETWORK);
        hash(folder, SoundEncoder.NETWORKS, Timbre.NETWORK);
        hash(folder, BodyEncoder.NETWORKS, PoseEstimator.NETWORK);
        write(folder, TextEncoder.VOCABULARY, vocabulary(read(MINILM + "-tokenizer.json")));
    }

    private static void write(Path folder, String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
        Files.writeString(folder.resolve(name + ".sha256"), sha256(bytes));
    }

    /** For encoders that run embedded networks as they are: only a hash of all of them is written. */
    private static void hash(Path folder, String name, String... networks) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String network : networks) {
            all.writeBytes(Networks.bytes(network));
        }
        Files.writeString(folder.resolve(name + ".sha256"), sha256(all.toByteArray()));
    }

    private static byte[] vocabulary(byte[] tokenizer) throws IOException {
        JsonNode pieces = new ObjectMapper().readTree(tokenizer).path("model").path("vocab");
        Map<Integer, String> byId = new TreeMap<>();
        pieces.properties().forEach(piece -> byId.put(piece.getValue().asInt(), piece.getKey()));
        StringBuilder lines = new StringBuilder();
        byId.forEach((id, piece) -> lines.append(piece).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in = Compose.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The class path holds no '" + resource + "'; add the jar that brings it.");
            }
            return in.readAllBytes();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256; use another.", e);
        }
    }
}
