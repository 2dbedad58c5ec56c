package org.insula.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfjsConverterTest {
    @TempDir
    Path folder;

    private final TfjsModelFiles files = new TfjsModelFiles();

    private OnnxModel convert() {
        return convert(TfjsOptions.asDeclared());
    }

    private OnnxModel convert(TfjsOptions options) {
        return TfjsConverter.convert(files.write(folder), options);
    }

    private String refusal(TfjsOptions options) {
        Path json = files.write(folder);
        return assertThrows(OnnxException.class, () -> TfjsConverter.convert(json, options))
                .getMessage();
    }

    private String refusal() {
        return refusal(TfjsOptions.asDeclared());
    }

    private TfjsModelFiles chain() {
        files.input("x", -1, 2).floats("w", new float[] {1, 2, 3, 4}, 2, 2);
        files.node("hidden", "MatMul", "x", "w");
        files.node("y", "Neg", "hidden");
        return files;
    }

    @Test
    void theFolderMayBeGivenInPlaceOfTheFile() {
        chain().write(folder);
        OnnxModel model = TfjsConverter.convert(folder, TfjsOptions.asDeclared());
        assertEquals("['x' (1, 2)]", model.inputs().toString());
        assertEquals("['y' (1, 2)]", model.outputs().toString());
        assertEquals(ElementType.FLOAT, model.outputs().get(0).type());
    }

    @Test
    void theSameFilesGiveTheSameBytes() {
        chain();
        assertArrayEquals(convert().toBytes(), convert().toBytes());
    }

    @Test
    void innerValuesMayBeAskedForAndFed() {
        chain();
        OnnxModel model =
                convert(TfjsOptions.asDeclared().withOutput("h", "hidden").withDynamicBatch());
        assertEquals("['h' (N, 2)]", model.outputs().toString());
        OnnxModel tail = convert(TfjsOptions.asDeclared().withInput("hidden", Shape.of("N", "2")));
        try (Network network = Network.load(tail)) {
            assertEquals(
                    Tensor.of(new float[] {-1, -2}, 1, 2),
                    network.run(Tensor.of(new float[] {1, 2}, 1, 2)).get("y"));
        }
    }

    @Test
    void declaredOutputsKeepTheirPublicNames() {
        chain().model
                .putObject("signature")
                .putObject("outputs")
                .putObject("answer")
                .put("name", "y:0");
        assertEquals("['answer' (1, 2)]", convert().outputs().toString());
    }

    @Test
    void wholeNumberInputsAreCutOff() {
        files.node("x", "Placeholder")
                .type("dtype", "DT_INT32")
                .attribute("shape")
                .putObject("shape")
                .putArray("dim");
        files.node("y", "Cast", "x").type("DstT", "DT_FLOAT");
        try (Network network = Network.load(convert())) {
            assertEquals(Tensor.scalar(2f), network.run(Tensor.scalar(2.9f)).get("y"));
        }
    }

    @Test
    void aGraphForOneExampleCannotTakeMany() {
        files.input("x", 1, 2).ints("shape", 1, 2);
        files.node("y", "Reshape", "x", "shape");
        assertEquals(
                "The output 'y' (1, 2) is computed for a fixed number of examples; convert without dynamic batch.",
                refusal(TfjsOptions.asDeclared().withDynamicBatch()));
    }

    @Test
    void quantisedWeightsStaySmallAndKeepTheirValues() {
        files.input("x", 1, 1200);
        byte[] bytes = new byte[1200];
        byte[] halves = new byte[2400];
        for (int i = 0; i < 1200; i++) {
            bytes[i] = (byte) i;
            halves[2 * i + 1] = 0x3c; // 1.0 in half precision
        }
        ObjectNode quantised = files.weight("bytes", "float32", 1200).putObject("quantization");
        quantised.put("dtype", "uint8").put("scale", 0.5).put("min", -10);
        files.raw(bytes);
        files.weight("halves", "float32", 1200).putObject("quantization").put("dtype", "float16");
        files.raw(halves);
        files.node("sum", "AddV2", "x", "bytes");
        files.node("y", "AddV2", "sum", "halves");
        OnnxModel model = convert();
        assertTrue(model.initializerNames().containsAll(List.of("bytes/byte", "halves/half")));
        try (Network network = Network.load(model)) {
            float[] y =
                    network.run(Tensor.of(new float[1200], 1, 1200)).get("y").floats();
            assertEquals(-10 + 1, y[0]);
            assertEquals((1199 % 256) / 2f - 10 + 1, y[1199]);
        }
    }

    @Test
    void weightsMayBeSplitOverFiles() throws IOException {
        chain();
        files.group.putArray("paths").add("a.bin").add("b.bin");
        files.write(folder);
        byte[] all = Files.readAllBytes(folder.resolve("weights.bin"));
        Files.write(folder.resolve("a.bin"), Arrays.copyOf(all, 7));
        Files.write(folder.resolve("b.bin"), Arrays.copyOfRange(all, 7, all.length));
        try (Network network = Network.load(convert())) {
            assertEquals(
                    Tensor.of(new float[] {-4, -6}, 1, 2),
                    network.run(Tensor.of(new float[] {1, 1}, 1, 2)).get("y"));
        }
    }

    @Test
    void allUnknownOperatorsAreNamedAtOnce() {
        files.input("x", 1);
        files.node("a", "Switch", "x", "x");
        files.node("b", "NonMaxSuppressionV5", "a");
        files.node("y", "Merge", "b");
        assertEquals(
                "The model uses the TensorFlow operators Merge, NonMaxSuppressionV5, Switch, which cannot be "
                        + "converted; export it without them, or ask for outputs before them.",
                refusal());
    }

    @Test
    void aCycleIsRefused() {
        files.node("a", "Neg", "b");
        files.node("b", "Neg", "a");
        files.node("y", "Neg", "b");
        assertTrue(refusal().endsWith("loops cannot be converted, so export the model without control flow."));
        TfjsModelFiles identities = new TfjsModelFiles().input("x", 1);
        identities.node("a", "Identity", "b");
        identities.node("b", "Identity", "a");
        identities.node("y", "AddV2", "x", "a");
        Path json = identities.write(folder);
        assertThrows(OnnxException.class, () -> TfjsConverter.convert(json, TfjsOptions.asDeclared()));
    }

    @Test
    void aMissingNodeIsNamed() {
        files.node("y", "Neg", "nowhere");
        assertEquals("The graph has no node 'nowhere'; give a name that occurs in model.json.", refusal());
        chain();
    }

    @Test
    void aComputedFilterIsRefused() {
        files.input("x", 1, 1, 1, 1);
        files.node("filter", "Neg", "x");
        files.node("y", "Conv2D", "x", "filter");
        assertEquals(
                "The node 'y' (Conv2D) computes its input 1 instead of having it as a constant, which cannot be "
                        + "converted; export the model without it.",
                refusal());
    }

    @Test
    void weightsThatAreCutShortAreRefused() {
        chain();
        files.weight("more", "float32", 1000, 1000);
        assertEquals(
                "The weight 'more' of shape (1000, 1000) needs 4000000 bytes and 0 are left; the weight files are cut "
                        + "short or do not belong to this model.json.",
                refusal());
    }

    @Test
    void aShapeThatOverflowsIsRefused() {
        chain();
        files.weight("more", "float32", 1L << 32, 1L << 32);
        assertTrue(refusal().contains("needs more memory than there is"));
        files.weight("less", "float32", -1);
        assertTrue(refusal().contains("needs more memory than there is"));
    }

    @Test
    void weightFilesOutsideTheFolderAreRefused() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.write(folder.resolve("secret.bin"), new byte[16]);
        Files.createSymbolicLink(inner.resolve("link.bin"), folder.resolve("secret.bin"));
        for (String path : List.of("../secret.bin", folder.resolve("secret.bin").toString(), "link.bin")) {
            chain().group.putArray("paths").add(path);
            Path json = files.write(inner);
            String message = assertThrows(
                            OnnxException.class, () -> TfjsConverter.convert(json, TfjsOptions.asDeclared()))
                    .getMessage();
            assertEquals(
                    "The model names the weight file '" + path
                            + "', which lies outside its folder; keep the weights beside model.json.",
                    message);
        }
        chain().group.putArray("paths").add("none\0.bin");
        assertTrue(refusal().contains("which cannot be read; put all its weight files beside model.json."));
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no model");
        assertEquals(
                "notes.txt is not readable JSON; give the model.json of a TensorFlow.js model.",
                assertThrows(OnnxException.class, () -> TfjsConverter.convert(text, TfjsOptions.asDeclared()))
                        .getMessage());
        assertThrows(OnnxException.class, () -> TfjsConverter.convert(folder, TfjsOptions.asDeclared()));
        Files.writeString(text, "[".repeat(5000));
        assertThrows(OnnxException.class, () -> TfjsConverter.convert(text, TfjsOptions.asDeclared()));
        Files.writeString(text, "{}");
        assertThrows(OnnxException.class, () -> TfjsConverter.convert(text, TfjsOptions.asDeclared()));
    }

    @FuzzTest
    void nothingButOurExceptionEscapesFromAModelFile(byte[] data) throws IOException {
        Path directory = Files.createTempDirectory("fuzz");
        Path json = directory.resolve("model.json");
        Path weights = directory.resolve("weights.bin");
        int split = data.length > 64 ? data.length - 64 : data.length;
        Files.write(json, Arrays.copyOf(data, split));
        Files.write(weights, Arrays.copyOfRange(data, split, data.length));
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

    @Test
    void namesAndNumbersInTheWrongPlacesAreRefused() {
        for (String node : List.of(
                "{\"name\":\"y\",\"op\":\"Conv2D\",\"input\":[\"x\",\"w\"],\"attr\":{\"strides\":{\"list\":{\"i\":[1]}}}}",
                "{\"name\":\"y\",\"op\":\"Conv2D\",\"input\":[\"x\"]}",
                "{\"name\":\"y\",\"op\":\"Conv2D\",\"input\":[\"x\",\"w\"],\"attr\":{\"padding\":{\"s\":\"!\"}}}",
                "{\"name\":\"y\",\"op\":\"Transpose\",\"input\":[\"x\",\"w\"]}",
                "{\"name\":\"y\",\"op\":\"Mean\",\"input\":[\"x\",\"x\"]}",
                "{\"name\":\"y\",\"op\":\"Unpack\",\"input\":[\"x\"],\"attr\":{\"num\":{\"i\":\"99999999\"}}}",
                "{\"name\":\"y\",\"op\":\"Cast\",\"input\":[\"x\"],\"attr\":{\"DstT\":{\"type\":\"DT_STRING\"}}}",
                "{\"name\":\"x\",\"op\":\"Neg\",\"input\":[\"x\"]}",
                "{\"name\":\"y\",\"op\":\"Relu\",\"input\":[\"x:7\"]}",
                "{\"name\":\"\",\"op\":\"\"}")) {
            String json = "{\"modelTopology\":{\"node\":[{\"name\":\"x\",\"op\":\"Placeholder\",\"attr\":{\"shape\":"
                    + "{\"shape\":{\"dim\":[{\"size\":1}]}}}},{\"name\":\"w\",\"op\":\"Const\"}," + node + "]},"
                    + "\"weightsManifest\":[{\"paths\":[\"w.bin\"],\"weights\":[{\"name\":\"w\",\"shape\":[1],"
                    + "\"dtype\":\"float32\"}]}]}";
            assertThrows(
                    OnnxException.class,
                    () -> {
                        Files.write(folder.resolve("w.bin"), new byte[4]);
                        Path file = Files.write(folder.resolve("model.json"), json.getBytes(StandardCharsets.UTF_8));
                        TfjsConverter.convert(file, TfjsOptions.asDeclared());
                    },
                    node);
        }
        assertEquals(Map.of(), TfjsOptions.asDeclared().outputs());
    }
}
