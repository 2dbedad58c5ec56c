package org.insula.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators one by one, on numbers worked out by hand. */
class TfjsOperatorsTest {
    @TempDir
    Path folder;

    private final TfjsModelFiles files = new TfjsModelFiles();

    private Map<String, Tensor> run(Tensor input) {
        try (Network network = Network.load(TfjsConverter.convert(files.write(folder), TfjsOptions.asDeclared()))) {
            return network.run(input);
        }
    }

    private void expect(Tensor input, float[] values, long... shape) {
        Tensor y = run(input).get("y");
        assertArrayEquals(shape, y.shape());
        assertArrayEquals(values, y.isFloat() ? y.floats() : floats(y.longs()), 1e-5f);
    }

    private static float[] floats(long[] longs) {
        float[] floats = new float[longs.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = longs[i];
        }
        return floats;
    }

    private static Tensor picture(int height, int width, float... values) {
        return Tensor.of(values, 1, height, width, values.length / height / width);
    }

    private static Tensor counting(int height, int width, int channels) {
        float[] values = new float[height * width * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return picture(height, width, values);
    }

    @Test
    void aConvolutionMixesChannelsAndAddsItsBias() {
        files.input("x", 1, 1, 2, 2).floats("w", new float[] {1, 10, 100, 1000}, 1, 1, 2, 2);
        files.floats("b", new float[] {0.5f, -2000}, 2);
        files.node("y", "_FusedConv2D", "x", "w", "b")
                .integers("strides", 1, 1, 1, 1)
                .text("padding", "VALID")
                .texts("fused_ops", "BiasAdd", "Relu");
        // out0 = in0 * 1 + in1 * 100 + 0.5, out1 = max(0, in0 * 10 + in1 * 1000 - 2000)
        expect(picture(1, 2, 1, 2, 3, 4), new float[] {201.5f, 10, 403.5f, 2030}, 1, 1, 2, 2);
    }

    @Test
    void samePaddingWithStrideTwoPadsAtTheEnd() {
        files.input("x", 1, 4, 4, 1).floats("w", new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1}, 3, 3, 1, 1);
        files.node("y", "Conv2D", "x", "w").integers("strides", 1, 2, 2, 1).text("padding", "SAME");
        // rows 0-2 and 2-4 of 0..15, columns likewise; the last of each is outside
        expect(counting(4, 4, 1), new float[] {45, 39, 66, 50}, 1, 2, 2, 1);
    }

    @Test
    void samePaddingOfAnEvenFilterPadsAtTheEnd() {
        files.input("x", 1, 1, 3, 1).floats("w", new float[] {1, 10}, 1, 2, 1, 1);
        files.node("y", "Conv2D", "x", "w").integers("strides", 1, 1, 1, 1).text("padding", "SAME");
        expect(picture(1, 3, 1, 2, 3), new float[] {21, 32, 3}, 1, 1, 3, 1);
    }

    @Test
    void dilationSpreadsTheFilter() {
        files.input("x", 1, 1, 5, 1).floats("w", new float[] {1, 10}, 1, 2, 1, 1);
        files.node("y", "Conv2D", "x", "w")
                .integers("strides", 1, 1, 1, 1)
                .integers("dilations", 1, 1, 3, 1)
                .text("padding", "VALID");
        expect(picture(1, 5, 1, 2, 3, 4, 5), new float[] {41, 52}, 1, 1, 2, 1);
    }

    @Test
    void explicitPaddingIsTakenAsGiven() {
        files.input("x", 1, 1, 2, 1).floats("w", new float[] {1}, 1, 1, 1, 1);
        files.node("y", "Conv2D", "x", "w")
                .integers("strides", 1, 1, 1, 1)
                .integers("explicit_paddings", 0, 0, 1, 0, 0, 2, 0, 0)
                .text("padding", "EXPLICIT");
        expect(picture(1, 2, 7, 8), new float[] {0, 0, 0, 0, 7, 8, 0, 0}, 1, 2, 4, 1);
    }

    @Test
    void aDepthwiseConvolutionKeepsChannelsApart() {
        files.input("x", 1, 1, 2, 2);
        // filter (1, 2, 2 channels, 2 multiples): out[c * 2 + m] = in[c] . w[:, c, m]
        files.floats("w", new float[] {1, 2, 3, 4, 10, 20, 30, 40}, 1, 2, 2, 2);
        files.node("y", "DepthwiseConv2dNative", "x", "w")
                .integers("strides", 1, 1, 1, 1)
                .text("padding", "VALID");
        expect(picture(1, 2, 1, 5, 2, 6), new float[] {21, 42, 195, 260}, 1, 1, 1, 4);
    }

    @Test
    void aTransposedConvolutionUndoesTheStride() {
        files.input("x", 1, 1, 2, 1)
                .floats("w", new float[] {1, 2, 3}, 1, 3, 1, 1)
                .ints("size", 1, 1, 4, 1);
        files.node("y", "Conv2DBackpropInput", "size", "w", "x")
                .integers("strides", 1, 1, 2, 1)
                .text("padding", "SAME");
        // each input stands for 1, 2, 3 of itself, two apart; one is cut at the end
        expect(picture(1, 2, 1, 10), new float[] {1, 2, 13, 20}, 1, 1, 4, 1);
    }

    @Test
    void aFilterNarrowerThanItsStrideLeavesGaps() {
        files.input("x", 1, 1, 2, 1).floats("w", new float[] {5}, 1, 1, 1, 1).ints("size", 1, 1, 4, 1);
        files.node("y", "Conv2DBackpropInput", "size", "w", "x")
                .integers("strides", 1, 1, 2, 1)
                .text("padding", "SAME");
        expect(picture(1, 2, 1, 2), new float[] {5, 0, 10, 0}, 1, 1, 4, 1);
    }

    @Test
    void poolsIgnoreWhatLiesOutside() {
        files.input("x", 1, 1, 3, 1);
        files.node("y", "AvgPool", "x")
                .integers("ksize", 1, 1, 2, 1)
                .integers("strides", 1, 1, 2, 1)
                .text("padding", "SAME");
        files.node("m", "MaxPool", "x")
                .integers("ksize", 1, 1, 2, 1)
                .integers("strides", 1, 1, 1, 1)
                .text("padding", "SAME");
        Map<String, Tensor> outputs = run(picture(1, 3, -3, -5, -7));
        assertArrayEquals(new float[] {-4, -7}, outputs.get("y").floats());
        assertArrayEquals(new float[] {-3, -5, -7}, outputs.get("m").floats());
    }

    @Test
    void resizingFollowsTheThreeConventions() {
        files.input("x", 1, 1, 2, 1).ints("size", 1, 4);
        files.node("y", "ResizeBilinear", "x", "size");
        files.node("half", "ResizeBilinear", "x", "size").flag("half_pixel_centers");
        files.node("corners", "ResizeBilinear", "x", "size").flag("align_corners");
        files.node("nearest", "ResizeNearestNeighbor", "x", "size");
        Map<String, Tensor> outputs = run(picture(1, 2, 0, 6));
        assertArrayEquals(new float[] {0, 3, 6, 6}, outputs.get("y").floats());
        assertArrayEquals(new float[] {0, 1.5f, 4.5f, 6}, outputs.get("half").floats());
        assertArrayEquals(new float[] {0, 2, 4, 6}, outputs.get("corners").floats(), 1e-5f);
        assertArrayEquals(new float[] {0, 0, 6, 6}, outputs.get("nearest").floats());
    }

    @Test
    void depthBecomesSpaceInRowsOfBlocks() {
        files.input("x", 1, 1, 2, 4);
        files.node("y", "DepthToSpace", "x").integer("block_size", 2);
        expect(picture(1, 2, 0, 1, 2, 3, 4, 5, 6, 7), new float[] {0, 1, 4, 5, 2, 3, 6, 7}, 1, 2, 4, 1);
    }

    @Test
    void paddingWorksInEitherLayout() {
        files.input("x", 1, 1, 2, 1).ints("pads", new long[] {4, 2}, 0, 0, 0, 0, 1, 0, 0, 1);
        files.node("plain", "Pad", "x", "pads");
        files.floats("w", new float[] {1}, 1, 1, 1, 1);
        files.node("conv", "Conv2D", "x", "w").integers("strides", 1, 1, 1, 1).text("padding", "VALID");
        files.node("y", "Pad", "conv", "pads");
        Map<String, Tensor> outputs = run(picture(1, 2, 7, 8));
        assertArrayEquals(new float[] {0, 0, 7, 0, 8, 0}, outputs.get("plain").floats());
        assertEquals(outputs.get("plain"), outputs.get("y"));
    }

    @Test
    void aMirrorLeavesOutTheEdge() {
        files.input("x", 3).ints("pads", new long[] {1, 2}, 2, 1);
        files.node("y", "MirrorPad", "x", "pads").text("mode", "REFLECT");
        expect(Tensor.of(new float[] {1, 2, 3}, 3), new float[] {3, 2, 1, 2, 3, 2}, 6);
    }

    @Test
    void normalisingUsesTheStoredStatistics() {
        files.input("x", 1, 1, 1, 2).floats("scale", new float[] {2, 3}, 2).floats("offset", new float[] {1, 0}, 2);
        files.floats("mean", new float[] {5, 1}, 2).floats("variance", new float[] {4, 0.25f}, 2);
        files.node("y", "FusedBatchNormV3", "x", "scale", "offset", "mean", "variance")
                .attribute("epsilon")
                .put("f", 0);
        expect(picture(1, 1, 9, 2), new float[] {5, 6}, 1, 1, 1, 2);
    }

    @Test
    void perChannelConstantsFollowAPictureIntoItsOtherLayout() {
        files.input("x", 1, 1, 2, 2).floats("w", new float[] {1, 0, 0, 1}, 1, 1, 2, 2);
        files.floats("add", new float[] {10, 20}, 2).floats("times", new float[] {2}, 1);
        files.floats("slopes", new float[] {0.5f, 0.1f}, 1, 1, 2).floats("places", new float[] {1, 2, 3, 4}, 1, 2, 2);
        files.node("conv", "Conv2D", "x", "w").integers("strides", 1, 1, 1, 1).text("padding", "VALID");
        files.node("moved", "AddV2", "conv", "add");
        files.node("scaled", "Mul", "times", "moved");
        files.node("bent", "Prelu", "scaled", "slopes");
        files.node("y", "AddV2", "bent", "places");
        // (x + add) * 2, negative ones times the slope, then another number for each place
        expect(picture(1, 2, 1, 2, -20, -40), new float[] {23, 46, -7, 0}, 1, 1, 2, 2);
    }

    @Test
    void joiningChannelsWorksInEitherLayout() {
        files.input("x", 1, 1, 2, 1).floats("w", new float[] {10}, 1, 1, 1, 1).ints("axis", new long[0], 3);
        files.node("conv", "Conv2D", "x", "w").integers("strides", 1, 1, 1, 1).text("padding", "VALID");
        files.node("y", "ConcatV2", "conv", "conv", "axis");
        files.node("mixed", "ConcatV2", "x", "conv", "axis");
        Map<String, Tensor> outputs = run(picture(1, 2, 1, 2));
        assertArrayEquals(new float[] {10, 10, 20, 20}, outputs.get("y").floats());
        assertArrayEquals(new float[] {1, 10, 2, 20}, outputs.get("mixed").floats());
    }

    @Test
    void meansOverThePictureDropOrKeepItsAxes() {
        files.input("x", 1, 2, 1, 2).ints("axes", 1, 2).floats("w", new float[] {1, 0, 0, 1}, 1, 1, 2, 2);
        files.node("conv", "Conv2D", "x", "w").integers("strides", 1, 1, 1, 1).text("padding", "VALID");
        files.node("y", "Mean", "conv", "axes");
        files.node("kept", "Sum", "conv", "axes").flag("keep_dims");
        Map<String, Tensor> outputs = run(picture(2, 1, 1, 2, 3, 4));
        assertEquals(Tensor.of(new float[] {2, 3}, 1, 2), outputs.get("y"));
        assertEquals(Tensor.of(new float[] {4, 6}, 1, 1, 1, 2), outputs.get("kept"));
    }

    @Test
    void matricesAreTurnedAndMultiplied() {
        files.input("x", 1, 2).floats("w", new float[] {1, 2, 3, 4}, 2, 2).floats("b", new float[] {0.5f, -0.5f}, 2);
        files.node("y", "_FusedMatMul", "x", "w", "b").flag("transpose_b").texts("fused_ops", "BiasAdd");
        expect(Tensor.of(new float[] {1, 10}, 1, 2), new float[] {21.5f, 42.5f}, 1, 2);
    }

    @Test
    void wholeNumbersAreDividedTowardsMinusInfinity() {
        files.input("x", 4).ints("three", new long[0], 3);
        files.node("int", "Cast", "x").type("DstT", "DT_INT32");
        files.node("quotient", "FloorDiv", "int", "three").type("T", "DT_INT32");
        files.node("rest", "FloorMod", "int", "three").type("T", "DT_INT32");
        Map<String, Tensor> outputs = run(Tensor.of(new float[] {7, -7, 6, -1}, 4));
        assertArrayEquals(new long[] {2, -3, 2, -1}, outputs.get("quotient").longs());
        assertArrayEquals(new long[] {1, 2, 0, 2}, outputs.get("rest").longs());
    }

    @Test
    void anglesComeOutInTheRightQuadrant() {
        files.input("x", 6).floats("dx", new float[] {1, -1, -1, 0, 0, 1}, 6);
        files.node("y", "Atan2", "x", "dx");
        float q = (float) Math.PI / 4;
        expect(Tensor.of(new float[] {1, 1, -1, 1, -1, 0}, 6), new float[] {q, 3 * q, -3 * q, 2 * q, -2 * q, 0}, 6);
    }

    @Test
    void divisionByNothingIsNothing() {
        files.input("x", 3).floats("by", new float[] {2, 0, -4}, 3);
        files.node("y", "DivNoNan", "x", "by");
        expect(Tensor.of(new float[] {1, 1, 1}, 3), new float[] {0.5f, 0, -0.25f}, 3);
    }

    @Test
    void simpleFunctionsDoWhatTheirNamesSay() {
        files.input("x", 2);
        files.node("relu6", "Relu6", "x");
        files.node("leaky", "LeakyRelu", "x").attribute("alpha").put("f", 0.1);
        files.node("square", "Square", "x");
        files.node("rsqrt", "Rsqrt", "square");
        files.node("zeros", "ZerosLike", "x");
        files.node("apart", "SquaredDifference", "x", "square");
        Map<String, Tensor> outputs = run(Tensor.of(new float[] {-2, 8}, 2));
        assertArrayEquals(new float[] {0, 6}, outputs.get("relu6").floats());
        assertArrayEquals(new float[] {-0.2f, 8}, outputs.get("leaky").floats(), 1e-6f);
        assertArrayEquals(new float[] {0.5f, 0.125f}, outputs.get("rsqrt").floats(), 1e-6f);
        assertArrayEquals(new float[] {0, 0}, outputs.get("zeros").floats());
        assertArrayEquals(new float[] {36, 56 * 56}, outputs.get("apart").floats());
    }

    @Test
    void valuesArePackedUnpackedSplitAndGathered() {
        files.input("x", 2, 3).ints("axis", new long[0], 1).ints("sizes", 1, 2).ints("which", 2, 0);
        files.node("rows", "Unpack", "x").integer("axis", 0).integer("num", 2);
        files.node("stacked", "Pack", "rows:1", "rows").integer("axis", 1);
        files.node("parts", "SplitV", "x", "sizes", "axis");
        files.node("columns", "Split", "axis", "x").integer("num_split", 3);
        files.node("picked", "GatherV2", "x", "which", "axis");
        files.node("last", "Identity", "parts:1");
        files.node("middle", "Identity", "columns:1");
        Map<String, Tensor> outputs = run(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
        assertEquals(Tensor.of(new float[] {4, 1, 5, 2, 6, 3}, 3, 2), outputs.get("stacked"));
        assertEquals(Tensor.of(new float[] {2, 3, 5, 6}, 2, 2), outputs.get("last"));
        assertEquals(Tensor.of(new float[] {2, 5}, 2, 1), outputs.get("middle"));
        assertEquals(Tensor.of(new float[] {3, 1, 6, 4}, 2, 2), outputs.get("picked"));
    }

    @Test
    void theLargestComeFirst() {
        files.input("x", 1, 4).ints("k", new long[0], 2).ints("axis", new long[0], 1);
        files.node("top", "TopKV2", "x", "k");
        files.node("where", "Identity", "top:1");
        files.node("best", "ArgMax", "x", "axis");
        Map<String, Tensor> outputs = run(Tensor.of(new float[] {3, 9, 1, 5}, 1, 4));
        assertArrayEquals(new long[] {1, 3}, outputs.get("where").longs());
        assertArrayEquals(new long[] {1}, outputs.get("best").longs());
    }
}
