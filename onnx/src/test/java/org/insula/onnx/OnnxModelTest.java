package org.insula.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OnnxModelTest {
    private static OnnxModel head() {
        GraphBuilder graph = new GraphBuilder();
        graph.input("x", ElementType.FLOAT, Shape.of("N", "2"));
        graph.constant("head/weights", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));
        graph.halfConstant("head/bias", Tensor.of(new float[] {0.25f, 8}, 2));
        String product = graph.node("MatMul", List.of("x", "head/weights"));
        graph.output("y", graph.node("Add", List.of(product, "head/bias")), ElementType.FLOAT, Shape.of("N", "2"));
        return graph.build();
    }

    @Test
    void aWrittenModelReadsBackWithItsConstants() {
        OnnxModel read = OnnxModel.parse(head().toBytes());
        assertEquals(List.of(new ValueInfo("x", ElementType.FLOAT, Shape.of("N", "2"))), read.inputs());
        assertEquals("['y' (N, 2)]", read.outputs().toString());
        assertEquals(18, read.opset());
        assertEquals(Optional.of(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2)), read.initializer("head/weights"));
        assertEquals(Optional.of(Tensor.of(new float[] {0.25f, 8}, 2)), read.initializer("head/bias/half"));
        assertEquals(Optional.empty(), read.initializer("nothing"));
        assertArrayEquals(head().toBytes(), read.toBytes());
    }

    @Test
    void notesTravelWithTheModel() {
        OnnxModel noted = head().withMetadata(Map.of("licence", "MIT"));
        assertEquals(Map.of("licence", "MIT"), OnnxModel.parse(noted.toBytes()).metadata());
        assertEquals(Map.of(), head().metadata());
    }

    @Test
    void constantsInTypedFieldsAreRead() {
        TensorProto typed = TensorProto.newBuilder()
                .setName("t")
                .setDataType(1)
                .addDims(2)
                .addFloatData(3)
                .addFloatData(4)
                .build();
        assertEquals(Tensor.of(new float[] {3, 4}, 2), TensorProtos.read(typed));
        assertThrows(
                OnnxException.class,
                () -> TensorProtos.read(typed.toBuilder().addDims(1 << 30).build()));
    }

    @Test
    void foreignBytesAreRefused() {
        for (byte[] bytes : List.of(new byte[0], "PK\3\4 a zip".getBytes(StandardCharsets.UTF_8))) {
            String message = assertThrows(OnnxException.class, () -> OnnxModel.parse(bytes))
                    .getMessage();
            assertTrue(message.endsWith("give the content of an .onnx file."), message);
        }
    }

    @Test
    void weightsInAnotherFileAreRefusedWhereverTheyStand() {
        TensorProto outside = TensorProto.newBuilder()
                .setName("w")
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .build();
        GraphProto.Builder plain =
                GraphProto.newBuilder().addOutput(ValueInfoProto.newBuilder().setName("y"));
        GraphProto initializer = plain.clone().addInitializer(outside).build();
        GraphProto constant = plain.clone()
                .addNode(node(AttributeProto.newBuilder().setT(outside)))
                .build();
        GraphProto branch = plain.clone()
                .addNode(node(AttributeProto.newBuilder().setG(constant)))
                .build();
        for (GraphProto graph : List.of(initializer, constant, branch)) {
            byte[] bytes = ModelProto.newBuilder().setGraph(graph).build().toByteArray();
            assertEquals(
                    "The constant 'w' lies in another file; save the model as one .onnx file with its weights inside.",
                    assertThrows(OnnxException.class, () -> OnnxModel.parse(bytes))
                            .getMessage());
        }
    }

    private static NodeProto node(AttributeProto.Builder attribute) {
        return NodeProto.newBuilder().addAttribute(attribute.setName("value")).build();
    }

    @Test
    void aFileOfNothingButEmptyNodesIsRefusedBeforeItFillsTheMemory() {
        int nodes = 2_100_000;
        byte[] bytes = new byte[6 + 2 * nodes];
        bytes[0] = 7 << 3 | 2;
        for (int i = 0, rest = 2 * nodes; i < 5; i++, rest >>>= 7) {
            bytes[1 + i] = (byte) (rest & 0x7f | (i < 4 ? 0x80 : 0));
        }
        for (int i = 6; i < bytes.length; i += 2) {
            bytes[i] = 1 << 3 | 2;
        }
        assertEquals(
                "This ONNX model has more than 2000000 parts; give a model with fewer nodes and attributes.",
                assertThrows(OnnxException.class, () -> OnnxModel.parse(bytes)).getMessage());
    }

    @FuzzTest
    void nothingButOurExceptionEscapesFromParse(byte[] bytes) {
        try {
            OnnxModel model = OnnxModel.parse(bytes);
            model.inputs();
            model.outputs();
            model.metadata();
            model.opset();
            model.initializerNames().forEach(model::initializer);
            model.toBytes();
        } catch (OnnxException expected) {
            assertTrue(expected.getMessage().length() > 20);
        }
    }
}
