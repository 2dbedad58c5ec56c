package org.insula.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which TensorFlow operators can be converted, and by whom. */
final class TfjsOperators {
    private static final Map<String, Operator> TABLE = table();

    private TfjsOperators() {}

    private static Map<String, Operator> table() {
        Map<String, Operator> table = new HashMap<>();
        table.put("Const", (node, to) -> {});
        table.put("NoOp", (node, to) -> {});
        ElementwiseOperators.addTo(table);
        ConvolutionOperators.addTo(table);
        PictureOperators.addTo(table);
        ShapeOperators.addTo(table);
        SliceOperators.addTo(table);
        ReductionOperators.addTo(table);
        return Map.copyOf(table);
    }

    static Set<String> known() {
        return TABLE.keySet();
    }

    static Operator of(TfjsNode node) {
        return TABLE.get(node.operator());
    }
}
