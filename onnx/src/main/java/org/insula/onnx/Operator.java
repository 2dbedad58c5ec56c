package org.insula.onnx;

/** Translates the nodes of one TensorFlow operator. */
@FunctionalInterface
interface Operator {
    void translate(TfjsNode node, Translation to);
}
