package org.insula.onnx;

/**
 * What a graph declares about one of its inputs or outputs.
 *
 * @param name its name in the graph
 * @param type what its elements are
 * @param shape its extents, some of which may be open
 */
public record ValueInfo(String name, ElementType type, Shape shape) {
    @Override
    public String toString() {
        return "'" + name + "' " + shape;
    }
}
