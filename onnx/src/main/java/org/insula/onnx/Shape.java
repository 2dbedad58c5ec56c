package org.insula.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The declared shape of a graph's input or output, in which some extents may be open.
 *
 * @param dimensions one text each: digits for a fixed extent, a name such as {@code N} for an open one; two open extents
 *     of one name are equal when the graph runs; {@code ?} says nothing
 */
public record Shape(List<String> dimensions) {
    /** An open extent that may differ from every other. */
    static final String ANY = "?";

    public Shape {
        dimensions = List.copyOf(dimensions);
    }

    /** The shape of a single number. */
    public static Shape scalar() {
        return new Shape(List.of());
    }

    /** A shape with fixed extents only. */
    public static Shape of(long... dimensions) {
        return new Shape(Arrays.stream(dimensions).mapToObj(Long::toString).toList());
    }

    /** A shape such as {@code of("N", "112", "112", "3")}. */
    public static Shape of(String... dimensions) {
        return new Shape(List.of(dimensions));
    }

    /** The number of dimensions. */
    public int rank() {
        return dimensions.size();
    }

    /** The extent of a dimension, or -1 where it is open. */
    public long extent(int dimension) {
        String text = dimensions.get(dimension);
        boolean digits = !text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.parseLong(text) : -1;
    }

    /** Whether a tensor of this actual shape may be given where this shape is declared. */
    public boolean accepts(long... actual) {
        if (actual.length != rank()) {
            return false;
        }
        for (int i = 0; i < actual.length; i++) {
            long extent = extent(i);
            if (extent >= 0 && extent != actual[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return dimensions.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    static String describe(long... actual) {
        return of(actual).toString();
    }
}
