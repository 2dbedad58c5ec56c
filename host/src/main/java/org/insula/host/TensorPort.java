package org.insula.host;

import java.util.List;
import org.insula.onnx.ValueInfo;

/**
 * What a model's network takes and gives.
 *
 * @param inputs in the graph's order
 * @param outputs in the graph's order
 * @param metadata what the file says about itself: labels, a description of each input
 */
public record TensorPort(List<ValueInfo> inputs, List<ValueInfo> outputs, java.util.Map<String, String> metadata) {
    public TensorPort {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        metadata = java.util.Map.copyOf(metadata);
    }
}
