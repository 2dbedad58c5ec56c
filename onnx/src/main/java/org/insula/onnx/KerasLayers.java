package org.insula.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** The Keras layers that can be converted: those of MobileNet and of what Teachable Machine sets on top of it. */
final class KerasLayers {
    private static final Map<String, Function<KerasLayer, String>> TABLE = Map.ofEntries(
            Map.entry("InputLayer", KerasLayer::input),
            Map.entry("Activation", KerasLayers::activation),
            Map.entry("Add", layer -> layer.nodes().add(layer.value(), "AddN", layer.inputs())),
            Map.entry("AveragePooling2D", layer -> pool(layer, "AvgPool")),
            Map.entry("BatchNormalization", KerasLayers::normalise),
            Map.entry("Concatenate", KerasLayers::concatenate),
            Map.entry("Conv2D", layer -> convolve(layer, "Conv2D", "kernel")),
            Map.entry("Dense", KerasLayers::dense),
            Map.entry("DepthwiseConv2D", layer -> convolve(layer, "DepthwiseConv2dNative", "depthwise_kernel")),
            Map.entry("Dropout", layer -> same(layer, layer.input())),
            Map.entry("Flatten", layer -> reshape(layer, 0, -1)),
            Map.entry("GlobalAveragePooling2D", KerasLayers::average),
            Map.entry("MaxPooling2D", layer -> pool(layer, "MaxPool")),
            Map.entry("ReLU", KerasLayers::relu),
            Map.entry("Reshape", KerasLayers::reshape),
            Map.entry("Softmax", layer -> layer.activate(layer.input(), "softmax")),
            Map.entry("ZeroPadding2D", KerasLayers::pad));

    private KerasLayers() {}

    static boolean knows(String type) {
        return TABLE.containsKey(type);
    }

    static String names() {
        return String.join(", ", new TreeSet<>(TABLE.keySet()));
    }

    /** Adds the nodes of a layer and returns the value that it gives. */
    static String add(KerasLayer layer, JsonNode json) {
        return TABLE.get(json.path("class_name").asText()).apply(layer);
    }

    private static String same(KerasLayer layer, String x) {
        return layer.nodes().add(layer.value(), "Identity", List.of(x));
    }

    private static String activation(KerasLayer layer) {
        return layer.activate(layer.input(), layer.config().path("activation").asText());
    }

    private static String convolve(KerasLayer layer, String operator, String filter) {
        List<String> inputs = List.of(layer.input(), layer.constant(filter, 4));
        return layer.finish(layer.nodes().add(layer.value() + "/product", operator, inputs, layer.window("strides")));
    }

    private static String dense(KerasLayer layer) {
        List<String> inputs = List.of(layer.input(), layer.constant("kernel", 2));
        return layer.finish(layer.nodes().add(layer.value() + "/product", "MatMul", inputs));
    }

    /** With fixed statistics it is one factor and one addend for each channel. */
    private static String normalise(KerasLayer layer) {
        JsonNode axis = layer.config().path("axis");
        long last = axis.isArray() ? axis.path(0).asLong() : axis.asLong(-1);
        if (last != -1 && last != 3) {
            throw layer.refused("normalises axis " + last);
        }
        float[] mean = layer.weight("moving_mean", 1).tensor().floats();
        float[] variance = layer.weight("moving_variance", 1).tensor().floats();
        float[] gamma = parameter(layer, "scale", "gamma", 1, mean.length);
        float[] beta = parameter(layer, "center", "beta", 0, mean.length);
        if (variance.length != mean.length || gamma.length != mean.length || beta.length != mean.length) {
            throw layer.refused("has statistics of different lengths");
        }
        float[] factor = new float[mean.length];
        float[] addend = new float[mean.length];
        double epsilon = layer.number("epsilon", 1e-3);
        for (int i = 0; i < mean.length; i++) {
            double scale = gamma[i] / Math.sqrt(variance[i] + epsilon);
            factor[i] = (float) scale;
            addend[i] = (float) (beta[i] - mean[i] * scale);
        }
        KerasNodes nodes = layer.nodes();
        String factors = nodes.constant(layer.value() + "/factor", Tensor.of(factor, factor.length));
        String addends = nodes.constant(layer.value() + "/addend", Tensor.of(addend, addend.length));
        String scaled = nodes.add(layer.value() + "/scaled", "Mul", List.of(layer.input(), factors));
        return nodes.add(layer.value(), "AddV2", List.of(scaled, addends));
    }

    private static float[] parameter(KerasLayer layer, String flag, String part, float otherwise, int length) {
        if (layer.flag(flag, true)) {
            return layer.weight(part, 1).tensor().floats();
        }
        float[] constant = new float[length];
        Arrays.fill(constant, otherwise);
        return constant;
    }

    private static String relu(KerasLayer layer) {
        JsonNode max = layer.config().path("max_value");
        boolean plain = layer.number("negative_slope", 0) == 0 && layer.number("threshold", 0) == 0;
        if (!plain || (max.isNumber() && max.asDouble() != 6)) {
            throw layer.refused("is a ReLU with a slope, a threshold or a maximum other than 6");
        }
        return layer.activate(layer.input(), max.isNumber() ? "relu6" : "relu");
    }

    private static String pool(KerasLayer layer, String operator) {
        long[] size = layer.pair("pool_size", 2);
        boolean strided = layer.config().path("strides").isArray()
                || layer.config().path("strides").isNumber();
        ObjectNode attributes = layer.window(strided ? "strides" : "pool_size");
        KerasNodes.integers(attributes, "ksize", 1, size[0], size[1], 1);
        return layer.nodes().add(layer.value(), operator, List.of(layer.input()), attributes);
    }

    private static String average(KerasLayer layer) {
        String axes = layer.nodes().constant(layer.value() + "/axes", Tensor.of(new long[] {1, 2}, 2));
        ObjectNode attributes = KerasNodes.attributes();
        attributes.putObject("keep_dims").put("b", layer.flag("keepdims", false));
        return layer.nodes().add(layer.value(), "Mean", List.of(layer.input(), axes), attributes);
    }

    private static String concatenate(KerasLayer layer) {
        long axis = layer.config().path("axis").asLong(-1);
        String constant = layer.nodes().constant(layer.value() + "/axis", Tensor.scalar(axis));
        List<String> inputs = new ArrayList<>(layer.inputs());
        inputs.add(constant);
        return layer.nodes().add(layer.value(), "ConcatV2", inputs);
    }

    private static String reshape(KerasLayer layer) {
        JsonNode target = layer.config().path("target_shape");
        long[] shape = new long[target.size() + 1];
        for (int i = 1; i < shape.length; i++) {
            shape[i] = target.get(i - 1).asLong(-1);
        }
        return reshape(layer, shape);
    }

    /** ONNX copies an extent where the shape says 0; the first one, the number of examples, always is. */
    private static String reshape(KerasLayer layer, long... shape) {
        String constant = layer.nodes().constant(layer.value() + "/shape", Tensor.of(shape, shape.length));
        return layer.nodes().add(layer.value(), "Reshape", List.of(layer.input(), constant));
    }

    private static String pad(KerasLayer layer) {
        JsonNode padding = layer.config().path("padding");
        long[] pads = new long[8]; // (before, after) for N, H, W, C
        for (int side = 0; side < 4; side++) {
            JsonNode pair = padding.isArray() ? padding.path(side / 2) : padding;
            pads[2 + side] = pair.isArray() ? pair.path(side % 2).asLong() : pair.asLong();
        }
        String constant = layer.nodes().constant(layer.value() + "/pads", Tensor.of(pads, 4, 2));
        return layer.nodes().add(layer.value(), "Pad", List.of(layer.input(), constant));
    }
}
