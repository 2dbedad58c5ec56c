package org.insula.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Completes a graph by the types and shapes of its outputs, which ONNX Runtime infers; it thereby checks the graph. */
final class Inference {
    private Inference() {}

    /**
     * @param outputs by name the value that each output gives
     * @param batch whether the first extent of each output has to be open
     */
    static OnnxModel complete(GraphBuilder builder, Map<String, String> outputs, boolean batch) {
        outputs.forEach(builder::output);
        OnnxModel draft = builder.build();
        List<ValueInfo> infos = new ArrayList<>();
        try (Network network = Network.load(draft)) {
            infos.addAll(network.outputs());
        }
        for (ValueInfo info : infos) {
            if (batch && info.shape().rank() > 0 && info.shape().extent(0) >= 0) {
                throw new OnnxException("The output " + info
                        + " is computed for a fixed number of examples; convert without dynamic batch.");
            }
        }
        return draft.withOutputs(infos);
    }
}
