package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelsTest {
    private final Kernels plain = new PlainKernels();
    private final Kernels vector = new VectorKernels();
    private final Random random = new Random(7);

    @Test
    void theTestsRunWithVectors() {
        assertInstanceOf(VectorKernels.class, Kernels.best());
    }

    @Test
    void dotsOfEveryAwkwardSizeAgreeWithPlainOnes() {
        for (int aRows = 0; aRows <= 5; aRows++) {
            for (int bRows = 1; bRows <= 9; bRows++) {
                int stride = 16 * (1 + (aRows + bRows) % 4);
                float[] a = numbers((aRows + 2) * stride);
                float[] b = numbers(bRows * stride);
                float[] expected = numbers(Math.max(1, aRows) * (bRows + 3));
                float[] actual = expected.clone();
                plain.dots(a, 2, aRows, b, bRows, stride, expected, bRows + 3);
                vector.dots(a, 2, aRows, b, bRows, stride, actual, bRows + 3);
                assertArrayEquals(expected, actual, 1e-5f * stride, aRows + " by " + bRows);
            }
        }
    }

    @Test
    void sumsOfEveryAwkwardSizeAgreeWithPlainOnes() {
        for (int rows = 0; rows <= 9; rows++) {
            for (int count = 1; count <= 5; count++) {
                int stride = 16 * (1 + (rows + count) % 3);
                float[] x = numbers((rows + 1) * stride);
                float[] factors = numbers(Math.max(1, rows) * (count + 3));
                float[] expected = numbers(count * stride);
                float[] actual = expected.clone();
                plain.accumulate(x, 1, rows, factors, count + 3, count, stride, expected);
                vector.accumulate(x, 1, rows, factors, count + 3, count, stride, actual);
                assertArrayEquals(expected, actual, 1e-5f, rows + " rows, " + count + " sums");
            }
        }
    }

    @Test
    void sparseProductsAgreeWithPlainOnes() {
        int[] columns = {0, 2, 3, 3, 7};
        float[] values = numbers(columns.length);
        for (int stride : new int[] {4, 8, 12}) {
            float[] b = numbers(1 + 8 * stride);
            float[] expected = numbers(stride + 2);
            float[] actual = expected.clone();
            plain.sparseDots(values, columns, 1, 5, b, 1, stride, expected, 2);
            vector.sparseDots(values, columns, 1, 5, b, 1, stride, actual, 2);
            assertArrayEquals(expected, actual, 1e-5f);
            float[] expectedSums = b.clone();
            float[] actualSums = b.clone();
            plain.sparseAccumulate(values, columns, 1, 5, expected, 2, stride, expectedSums, 1);
            vector.sparseAccumulate(values, columns, 1, 5, expected, 2, stride, actualSums, 1);
            assertArrayEquals(expectedSums, actualSums, 1e-5f);
        }
    }

    @Test
    void vectorsOfAnyLengthAgreeWithPlainOnes() {
        for (int length = 0; length < 70; length++) {
            float[] a = numbers(length);
            float[] b = numbers(length);
            assertEquals(plain.dot(a, b, length), vector.dot(a, b, length), 1e-5f * (1 + length));
            float[] actual = b.clone();
            plain.axpy(0.3f, a, b, length);
            vector.axpy(0.3f, a, actual, length);
            assertArrayEquals(b, actual, 1e-6f);
        }
    }

    @Test
    void rowsArePaddedToWholeVectors() {
        assertEquals(16, Kernels.padded(0));
        assertEquals(16, Kernels.padded(16));
        assertEquals(560, Kernels.padded(547));
    }

    private float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
