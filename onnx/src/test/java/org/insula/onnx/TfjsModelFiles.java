package org.insula.onnx;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/** Writes small TensorFlow.js graph models for tests. */
final class TfjsModelFiles {
    final ObjectNode model = new ObjectMapper().createObjectNode().put("format", "graph-model");
    private final ArrayNode nodes = model.putObject("modelTopology").putArray("node");
    final ObjectNode group = model.putArray("weightsManifest").addObject();
    private final ArrayNode weights = group.putArray("weights");
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    TfjsModelFiles() {
        group.putArray("paths").add("weights.bin");
    }

    TfjsModelFiles input(String name, long... shape) {
        Node node = node(name, "Placeholder");
        node.type("dtype", "DT_FLOAT");
        ArrayNode dimensions = node.attribute("shape").putObject("shape").putArray("dim");
        Arrays.stream(shape).forEach(extent -> dimensions.addObject().put("size", Long.toString(extent)));
        return this;
    }

    TfjsModelFiles floats(String name, float[] values, long... shape) {
        weight(name, "float32", shape);
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            buffer.putFloat(value);
        }
        bytes.writeBytes(buffer.array());
        return this;
    }

    TfjsModelFiles ints(String name, int... values) {
        return ints(name, new long[] {values.length}, values);
    }

    TfjsModelFiles ints(String name, long[] shape, int... values) {
        weight(name, "int32", shape);
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            buffer.putInt(value);
        }
        bytes.writeBytes(buffer.array());
        return this;
    }

    ObjectNode weight(String name, String type, long... shape) {
        node(name, "Const");
        ObjectNode weight = weights.addObject().put("name", name).put("dtype", type);
        ArrayNode extents = weight.putArray("shape");
        Arrays.stream(shape).forEach(extents::add);
        return weight;
    }

    TfjsModelFiles raw(byte... more) {
        bytes.writeBytes(more);
        return this;
    }

    Node node(String name, String operator, String... inputs) {
        ObjectNode node = nodes.addObject().put("name", name).put("op", operator);
        ArrayNode names = node.putArray("input");
        Arrays.stream(inputs).forEach(names::add);
        return new Node(node.putObject("attr"));
    }

    Path write(Path folder) {
        try {
            Files.write(folder.resolve("weights.bin"), bytes.toByteArray());
            return Files.writeString(folder.resolve("model.json"), model.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The attributes of one node. */
    static final class Node {
        private final ObjectNode attributes;

        private Node(ObjectNode attributes) {
            this.attributes = attributes;
        }

        ObjectNode attribute(String key) {
            return attributes.putObject(key);
        }

        Node type(String key, String type) {
            attribute(key).put("type", type);
            return this;
        }

        Node text(String key, String text) {
            attribute(key).put("s", base64(text));
            return this;
        }

        Node texts(String key, String... texts) {
            ArrayNode list = attribute(key).putObject("list").putArray("s");
            Arrays.stream(texts).map(Node::base64).forEach(list::add);
            return this;
        }

        Node integer(String key, long value) {
            attribute(key).put("i", Long.toString(value));
            return this;
        }

        Node integers(String key, long... values) {
            ArrayNode list = attribute(key).putObject("list").putArray("i");
            Arrays.stream(values).mapToObj(Long::toString).forEach(list::add);
            return this;
        }

        Node flag(String key) {
            attribute(key).put("b", true);
            return this;
        }

        private static String base64(String text) {
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
