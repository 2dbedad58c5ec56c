package org.insula.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void arraysAreCopiedAtTheBorderUnlessGivenAway() {
        float[] values = {1, 2};
        Tensor copied = Tensor.of(values, 2);
        Tensor wrapped = Tensor.wrap(values, 2);
        values[0] = 9;
        assertEquals(1, copied.floats()[0]);
        assertSame(values, wrapped.floats());
        long[] shape = copied.shape();
        shape[0] = 7;
        assertArrayEquals(new long[] {2}, copied.shape());
    }

    @Test
    void theShapeHasToHoldTheNumbers() {
        assertEquals(
                "A tensor of shape (2, 3) came with 5 numbers; give 6 numbers.",
                assertThrows(OnnxException.class, () -> Tensor.of(new float[5], 2, 3))
                        .getMessage());
        assertEquals(
                "A tensor of shape (65536, 65536) came with 0 numbers; give a shape that fits into memory.",
                assertThrows(OnnxException.class, () -> Tensor.of(new float[0], 65536, 65536))
                        .getMessage());
        assertThrows(OnnxException.class, () -> Tensor.of(new float[1], -1));
        assertEquals(0, Tensor.of(new float[0], 0, 1L << 40).size());
    }

    @Test
    void theKindOfNumbersIsChecked() {
        assertEquals(
                "This tensor (1) holds integers; read them as longs.",
                assertThrows(
                                OnnxException.class,
                                () -> Tensor.of(new long[1], 1).floats())
                        .getMessage());
        assertThrows(OnnxException.class, () -> Tensor.scalar(1f).longs());
    }

    @Test
    void equalNumbersInAnotherShapeAreAnotherTensor() {
        Tensor row = Tensor.of(new float[] {1, 2}, 1, 2);
        assertNotEquals(row, row.reshaped(2, 1));
        assertEquals(row, row.reshaped(2, 1).reshaped(1, 2));
        assertEquals(2, row.extent(-1));
        assertSame(row.floats(), row.reshaped(2).floats());
    }

    @Test
    void anOpenExtentAcceptsAnyLength() {
        Shape shape = Shape.of("N", "3");
        assertTrue(shape.accepts(5, 3));
        assertFalse(shape.accepts(5, 4));
        assertFalse(shape.accepts(5, 3, 1));
        assertTrue(Shape.scalar().accepts());
        assertEquals("(N, 3)", shape.toString());
    }
}
