package org.insula.teach;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.insula.embedding.Encoded;

/** Whatever stands in a file, reading it gives a model or a {@link TeachException}; a cache file gives entries or none. */
class ModelFileFuzzTest {
    private static final byte[] GOOD_HEAD =
            HeadGraph.build(Heads.random(11, 3, 9), 18).toBytes();

    @FuzzTest(maxDuration = "30s")
    void anyArchive(byte[] content) {
        read(content);
    }

    /** Behind the seal, where a maker of bad files would go. */
    @FuzzTest(maxDuration = "30s")
    void anySealedManifest(byte[] manifest) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("manifest.json", manifest);
        entries.put("head.onnx", GOOD_HEAD);
        read(ModelArchive.write(entries));
    }

    @FuzzTest(maxDuration = "30s")
    void anySealedHead(byte[] head) {
        Map<String, byte[]> entries =
                new LinkedHashMap<>(ModelArchive.read(ModelFile.toBytes(Heads.model(Heads.random(11, 3, 9))), "m"));
        String manifest = new String(entries.get("manifest.json"), java.nio.charset.StandardCharsets.UTF_8);
        entries.put(
                "manifest.json",
                manifest.replaceFirst("\"files\" : \\{[^}]*\\}", "\"files\" : {}")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        entries.put("head.onnx", head);
        read(ModelArchive.write(entries));
    }

    @FuzzTest(maxDuration = "30s")
    void anyCacheFile(FuzzedDataProvider data) {
        Optional<List<Encoded>> _ = EmbeddingFormat.parse(data.consumeRemainingAsBytes(), 2, 256);
    }

    private static void read(byte[] content) {
        try {
            Model _ = ModelFile.parse(content, "m.insula");
        } catch (TeachException expected) {
            // the one way to say no
        }
    }
}
