package org.insula.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Converts TensorFlow.js models, as {@code tensorflowjs_converter} and Teachable Machine write them, to ONNX. Files may come from anyone: what they say is checked before memory is taken, and
 * no file outside the model's folder is opened.
 *
 * <p>Integers are 64 bits wide in the result. Inputs are floats even where the model takes integers, which cuts off
 * fractions. Pictures stay (N, H, W, C). Weights keep the width that they have in the files.
 */
public final class TfjsConverter {
    private TfjsConverter() {}

    /**
     * Converts a graph model, or a layers model whose layers are those of MobileNet and of Teachable Machine. The labels
     * that Teachable Machine writes into {@code metadata.json} become the metadata property {@code labels}, one a line.
     *
     * @param model the {@code model.json}, or the folder that holds it with the weight files beside it
     * @throws OnnxException if the files are damaged, or the model has operators that cannot be converted; the message
     *     names all of them
     */
    public static OnnxModel convert(Path model, TfjsOptions options) {
        TfjsFolder folder = TfjsFolder.of(model);
        JsonNode json = folder.json();
        JsonNode topology = json.path("modelTopology");
        boolean layers = topology.has("class_name") || topology.has("model_config");
        TfjsGraph graph = layers ? KerasModel.read(json, folder) : TfjsGraph.read(json, folder);
        OnnxModel converted = convert(graph, options);
        List<String> labels = folder.labels();
        return labels.isEmpty() ? converted : converted.withMetadata(Map.of("labels", String.join("\n", labels)));
    }

    private static OnnxModel convert(TfjsGraph graph, TfjsOptions options) {
        Map<String, String> wanted = options.outputs().isEmpty() ? graph.defaultOutputs() : options.outputs();
        List<TfjsNode> order = graph.order(wanted.values(), options.inputs().keySet());
        refuseUnknown(order, options.inputs().keySet());
        GraphBuilder builder = new GraphBuilder();
        Translation translation = new Translation(graph, builder);
        for (TfjsNode node : order) {
            if (options.inputs().containsKey(node.name())) {
                Shape shape = options.inputs().get(node.name());
                translation.define(node.name(), builder.input(node.name(), ElementType.FLOAT, shape));
            } else if (node.operator().equals("Placeholder")) {
                placeholder(node, translation, options);
            } else {
                TfjsOperators.of(node).translate(node, translation);
            }
        }
        Map<String, String> outputs = new LinkedHashMap<>();
        wanted.forEach((name, value) -> outputs.put(name, translation.value(value)));
        return Inference.complete(builder, outputs, options.dynamicBatch());
    }

    private static void refuseUnknown(List<TfjsNode> order, Set<String> given) {
        List<TfjsNode> computed = new ArrayList<>(order);
        computed.removeIf(node -> given.contains(node.name()) || node.operator().equals("Placeholder"));
        Set<String> unknown = TfjsGraph.unknown(computed, TfjsOperators.known());
        if (!unknown.isEmpty()) {
            throw new OnnxException("The model uses the TensorFlow operators " + String.join(", ", unknown)
                    + ", which cannot be converted; export it without them, or ask for outputs before them.");
        }
    }

    private static void placeholder(TfjsNode node, Translation to, TfjsOptions options) {
        JsonNode shape = node.attributes().path("shape").path("shape");
        if (!shape.has("dim") && options.inputs().isEmpty()) {
            throw node.refused("does not say its shape");
        }
        List<String> dimensions = new ArrayList<>();
        for (JsonNode dimension : shape.path("dim")) {
            dimensions.add(dimension(dimensions.size(), dimension.path("size").asLong(-1), options));
        }
        if (node.type("dtype") == ElementType.FLOAT) {
            to.define(node.name(), to.builder().input(node.name(), ElementType.FLOAT, new Shape(dimensions)));
        } else {
            String floats = to.builder().input(node.name(), ElementType.FLOAT, new Shape(dimensions));
            to.define(node.name(), to.node("Cast", List.of(floats), TfjsWeight.to(node.type("dtype"))));
        }
    }

    private static String dimension(int index, long extent, TfjsOptions options) {
        if (index == 0 && options.dynamicBatch()) {
            return "N";
        }
        if (extent >= 0) {
            return Long.toString(extent);
        }
        if (index == 0) {
            return "1";
        }
        boolean size = options.inputSize() > 0 && (index == 1 || index == 2);
        return size ? Integer.toString(options.inputSize()) : "extent" + index;
    }
}
