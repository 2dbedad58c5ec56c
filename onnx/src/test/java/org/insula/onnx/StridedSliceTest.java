package org.insula.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slices of the numbers 0 to 11 in 3 rows of 4, as NumPy writes them. */
class StridedSliceTest {
    @TempDir
    Path folder;

    private final TfjsModelFiles files = new TfjsModelFiles().input("x", 3, 4);

    private TfjsModelFiles.Node slice(int[] begin, int[] end, int[] strides) {
        files.ints("begin", begin).ints("end", end).ints("strides", strides);
        return files.node("y", "StridedSlice", "x", "begin", "end", "strides");
    }

    private void expect(float[] values, long... shape) {
        float[] counting = new float[12];
        for (int i = 0; i < counting.length; i++) {
            counting[i] = i;
        }
        try (Network network = Network.load(TfjsConverter.convert(files.write(folder), TfjsOptions.asDeclared()))) {
            assertEquals(
                    Tensor.of(values, shape),
                    network.run(Tensor.of(counting, 3, 4)).get("y"));
        }
    }

    @Test
    void bordersAreTakenAsGiven() { // x[1:3, 0:4:2]
        slice(new int[] {1, 0}, new int[] {3, 4}, new int[] {1, 2});
        expect(new float[] {4, 6, 8, 10}, 2, 2);
    }

    @Test
    void maskedBordersReachToTheEdges() { // x[:2, 1:]
        slice(new int[] {9, 1}, new int[] {2, 0}, new int[] {1, 1})
                .integer("begin_mask", 1)
                .integer("end_mask", 2);
        expect(new float[] {1, 2, 3, 5, 6, 7}, 2, 3);
    }

    @Test
    void negativeStridesRunBackwards() { // x[::-2, 2:0:-1]
        slice(new int[] {0, 2}, new int[] {0, 0}, new int[] {-2, -1})
                .integer("begin_mask", 1)
                .integer("end_mask", 1);
        expect(new float[] {10, 9, 2, 1}, 2, 2);
    }

    @Test
    void oneNumberDropsItsAxis() { // x[-1, 1:3]
        slice(new int[] {-1, 1}, new int[] {0, 3}, new int[] {1, 1}).integer("shrink_axis_mask", 1);
        expect(new float[] {9, 10}, 2);
    }

    @Test
    void newAxesAppearWhereTheyStand() { // x[np.newaxis, 0, :, np.newaxis]
        slice(new int[] {0, 0, 0, 0}, new int[] {0, 1, 0, 0}, new int[] {1, 1, 1, 1})
                .integer("new_axis_mask", 0b1001)
                .integer("shrink_axis_mask", 0b0010)
                .integer("begin_mask", 0b0100)
                .integer("end_mask", 0b0100);
        expect(new float[] {0, 1, 2, 3}, 1, 4, 1);
    }

    @Test
    void anEllipsisStandsForTheAxesBetween() { // x[..., 2] and then x[..., np.newaxis]
        slice(new int[] {0, 2}, new int[] {0, 3}, new int[] {1, 1})
                .integer("ellipsis_mask", 1)
                .integer("shrink_axis_mask", 2);
        expect(new float[] {2, 6, 10}, 3);
    }

    @Test
    void aNewAxisMayFollowAnEllipsis() { // x[1, ..., np.newaxis]
        slice(new int[] {1, 0, 0}, new int[] {2, 0, 0}, new int[] {1, 1, 1})
                .integer("ellipsis_mask", 0b010)
                .integer("new_axis_mask", 0b100)
                .integer("shrink_axis_mask", 0b001);
        expect(new float[] {4, 5, 6, 7}, 4, 1);
    }

    @Test
    void computedBordersFollowTheSameMasks() { // x[-1, 1:] with the borders worked out in the graph
        files.ints("minus", -1, 1).ints("nothing", 0, 0).ints("end", 0, 0).ints("strides", 1, 1);
        files.ints("axis", 0);
        files.node("shape", "Shape", "x");
        files.node("zeros", "Sub", "shape", "shape");
        files.node("begin", "AddV2", "zeros", "minus");
        files.node("y", "StridedSlice", "x", "begin", "end", "strides")
                .integer("end_mask", 2)
                .integer("shrink_axis_mask", 1);
        expect(new float[] {9, 10, 11}, 3);
    }
}
