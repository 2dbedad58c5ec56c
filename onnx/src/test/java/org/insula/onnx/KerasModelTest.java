package org.insula.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code networks/golden/layers-model.mjs} made the model and the expected numbers with TensorFlow.js. */
class KerasModelTest {
    @TempDir
    Path folder;

    private static Path golden() throws URISyntaxException {
        return Path.of(KerasModelTest.class.getResource("layers-model").toURI());
    }

    private static float[] floats(JsonNode numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers.get(i).asDouble();
        }
        return floats;
    }

    @Test
    void aModelLikeThoseOfTeachableMachineGivesTheNumbersOfTensorFlow() throws Exception {
        OnnxModel model =
                TfjsConverter.convert(golden(), TfjsOptions.asDeclared().withDynamicBatch());
        assertEquals("['image' (N, 12, 12, 3)]", model.inputs().toString());
        assertEquals("['head' (N, 3)]", model.outputs().toString());
        assertEquals("cat\ndog\nbird", model.metadata().get("labels"));
        JsonNode expected =
                new ObjectMapper().readTree(golden().resolve("expected.json").toFile());
        try (Network network = Network.load(model)) {
            Tensor probs = network.run(Tensor.of(floats(expected.path("pictures")), 2, 12, 12, 3))
                    .get("head");
            assertArrayEquals(floats(expected.path("probs")), probs.floats(), 1e-6f);
        }
    }

    private String refusal(String from, String to) throws Exception {
        String json = Files.readString(golden().resolve("model.json"));
        assertTrue(json.contains(from), from);
        Files.writeString(folder.resolve("model.json"), json.replace(from, to));
        Files.write(folder.resolve("weights.bin"), Files.readAllBytes(golden().resolve("weights.bin")));
        return assertThrows(OnnxException.class, () -> TfjsConverter.convert(folder, TfjsOptions.asDeclared()))
                .getMessage();
    }

    @Test
    void unknownLayersAreNamedTogether() throws Exception {
        String message = refusal("\"Dropout\"", "\"LSTM\"");
        assertTrue(
                message.startsWith("The model uses the Keras layers LSTM, which cannot be converted; Activation, Add"));
        assertTrue(
                refusal("\"class_name\":\"Add\"", "\"class_name\":\"Lambda\"").contains("layers Lambda,"));
    }

    @Test
    void settingsThatCannotBeConvertedAreNamed() throws Exception {
        assertEquals(
                "The layer 'project' has the activation swish, which cannot be converted; save the model without it.",
                refusal("\"activation\":\"tanh\"", "\"activation\":\"swish\""));
        assertEquals(
                "The layer 'relu1' is a ReLU with a slope, a threshold or a maximum other than 6, which cannot be "
                        + "converted; save the model without it.",
                refusal("\"max_value\":6", "\"max_value\":7"));
        assertEquals(
                "The layer 'project' is used 2 times; a layers model that uses each layer once can be converted.",
                refusal("[[[\"act\",0,0,{}]]]", "[[[\"act\",0,0,{}]],[[\"act\",0,0,{}]]]"));
    }

    @Test
    void aMissingWeightIsNamed() throws Exception {
        assertEquals(
                "The weights hold no 'bn2/beta'; give the model.json together with its own weight files.",
                refusal("\"name\":\"bn2/beta\"", "\"name\":\"bn2/alpha\""));
    }

    @Test
    void aLayerThatFeedsItselfIsRefused() throws Exception {
        assertTrue(refusal("[[[\"pad\",0,0,{}]]]", "[[[\"add\",0,0,{}]]]").contains("depends on itself"));
    }

    @FuzzTest
    void nothingButOurExceptionEscapesFromALayersModel(byte[] data) throws IOException, URISyntaxException {
        Path directory = Files.createTempDirectory("fuzz");
        Path json = directory.resolve("model.json");
        Path weights = directory.resolve("weights.bin");
        Files.write(json, data);
        Files.write(weights, Files.readAllBytes(golden().resolve("weights.bin")));
        try {
            TfjsConverter.convert(json, TfjsOptions.asDeclared());
        } catch (OnnxException expected) {
            assertTrue(expected.getMessage().length() > 20);
        } finally {
            Files.delete(json);
            Files.delete(weights);
            Files.delete(directory);
        }
    }
}
