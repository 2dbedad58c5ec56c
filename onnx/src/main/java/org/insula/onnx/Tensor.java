package org.insula.onnx;

import java.util.Arrays;

/**
 * Numbers in a shape, the last dimension running fastest. The numbers are floats or longs; the other types of a graph
 * are widened to these when they leave it (float16 and double to float, the integers to long, a boolean to 0 or 1) and
 * narrowed when they enter it.
 *
 * <p>Immutable as long as nobody writes into an array that was {@linkplain #wrap wrapped} or {@linkplain #floats lent}.
 */
public final class Tensor {
    private final float[] floats;
    private final long[] longs;
    private final long[] shape;

    private Tensor(float[] floats, long[] longs, long[] shape) {
        int length = floats != null ? floats.length : longs.length;
        long size = size(shape);
        if (size != length) {
            throw new OnnxException("A tensor of shape " + Shape.describe(shape) + " came with " + length
                    + " numbers; give " + (size < 0 ? "a shape that fits into memory." : size + " numbers."));
        }
        this.floats = floats;
        this.longs = longs;
        this.shape = shape;
    }

    /**
     * A tensor of floats; both arrays are copied.
     *
     * @throws OnnxException if the shape does not hold exactly these numbers
     */
    public static Tensor of(float[] values, long... shape) {
        return new Tensor(values.clone(), null, shape.clone());
    }

    /**
     * A tensor of longs; both arrays are copied.
     *
     * @throws OnnxException if the shape does not hold exactly these numbers
     */
    public static Tensor of(long[] values, long... shape) {
        return new Tensor(null, values.clone(), shape.clone());
    }

    /** Like {@link #of(float[], long...)} without copying: the caller gives the array away. */
    public static Tensor wrap(float[] values, long... shape) {
        return new Tensor(values, null, shape);
    }

    /** Like {@link #of(long[], long...)} without copying: the caller gives the array away. */
    public static Tensor wrap(long[] values, long... shape) {
        return new Tensor(null, values, shape);
    }

    /** A single float, shape (). */
    public static Tensor scalar(float value) {
        return wrap(new float[] {value});
    }

    /** A single long, shape (). */
    public static Tensor scalar(long value) {
        return wrap(new long[] {value});
    }

    /** Whether the numbers are floats; otherwise they are longs. */
    public boolean isFloat() {
        return floats != null;
    }

    /** How many numbers there are. */
    public int size() {
        return isFloat() ? floats.length : longs.length;
    }

    /** The number of dimensions. */
    public int rank() {
        return shape.length;
    }

    /** The extent of a dimension; negative dimensions count from the end. */
    public long extent(int dimension) {
        return shape[dimension < 0 ? dimension + shape.length : dimension];
    }

    /** A copy of the shape. */
    public long[] shape() {
        return shape.clone();
    }

    /**
     * The floats themselves, not a copy: only read from them.
     *
     * @throws OnnxException if the numbers are longs
     */
    public float[] floats() {
        if (floats == null) {
            throw new OnnxException("This tensor " + Shape.describe(shape) + " holds integers; read them as longs.");
        }
        return floats;
    }

    /**
     * The longs themselves, not a copy: only read from them.
     *
     * @throws OnnxException if the numbers are floats
     */
    public long[] longs() {
        if (longs == null) {
            throw new OnnxException("This tensor " + Shape.describe(shape) + " holds floats; read them as floats.");
        }
        return longs;
    }

    /** The same numbers, shared, in another shape. */
    public Tensor reshaped(long... to) {
        return new Tensor(floats, longs, to.clone());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(floats, that.floats)
                && Arrays.equals(longs, that.longs);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(floats) + Arrays.hashCode(longs);
    }

    @Override
    public String toString() {
        return "Tensor[" + (isFloat() ? "float " : "long ") + Shape.describe(shape) + "]";
    }

    /** The number of elements of a shape, or -1 if an extent is negative or an array cannot hold them. */
    static long size(long... shape) {
        long size = 1;
        for (long extent : shape) {
            if (extent < 0 || (size > 0 && extent > Integer.MAX_VALUE / size)) {
                return -1;
            }
            size *= extent;
        }
        return size;
    }
}
