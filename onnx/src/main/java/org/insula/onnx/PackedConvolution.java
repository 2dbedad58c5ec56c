package org.insula.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Map;

/**
 * One convolution of few channels as one of many: blocks of high × wide places of the output become channels.
 *
 * <p>With O channels, a kernel of KH × KW and strides of SH × SW, the wider one has high · wide · O channels, a kernel of
 * (KH + (high - 1) · SH) × (KW + (wide - 1) · SW) that holds the weights shifted for each place, and strides of
 * high · SH × wide · SW. Where blocks do not divide the output, it is computed longer and cut.
 */
final class PackedConvolution {
    private static final int CHANNELS = 16;

    private final NodeProto node;
    private final Tensor weights;
    private final Tensor bias;
    private final long[] strides;
    private final long[] pads;
    private final Shape output;
    private int high;
    private int wide;

    PackedConvolution(NodeProto node, Map<String, TensorProto> constants, Shape output) {
        this.node = node;
        this.output = output;
        this.weights = TensorProtos.read(constants.get(node.getInput(1)));
        boolean biased = node.getInputCount() > 2 && !node.getInput(2).isEmpty();
        this.bias = biased ? TensorProtos.read(constants.get(node.getInput(2))) : null;
        this.strides = ints("strides", 1, 1);
        this.pads = ints("pads", 0, 0, 0, 0);
        choose();
    }

    private long[] ints(String name, long... otherwise) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst()
                .map(attribute -> attribute.getIntsList().stream()
                        .mapToLong(Long::longValue)
                        .toArray())
                .orElse(otherwise);
    }

    /** The block that costs the fewest multiplications. */
    private void choose() {
        int places = Integer.highestOneBit((int) (CHANNELS / weights.extent(0)));
        double least = Double.POSITIVE_INFINITY;
        for (int h = 1; h <= places; h *= 2) {
            int w = places / h;
            double cost = (double) blocks(2, h) * blocks(3, w) * kernel(2, h) * kernel(3, w);
            if (cost < least) {
                least = cost;
                high = h;
                wide = w;
            }
        }
    }

    private long blocks(int dimension, int block) {
        return Math.ceilDiv(output.extent(dimension), (long) block);
    }

    private long kernel(int dimension, int block) {
        return weights.extent(dimension) + (block - 1) * strides[dimension - 2];
    }

    /** @param activation a node that follows and is applied before the places are put back, or {@code null} */
    void addTo(GraphProto.Builder graph, NodeProto activation) {
        String name = node.getOutput(0) + "/packed";
        graph.addInitializer(TensorProtos.write(name + "/weights", packedWeights()));
        NodeProto.Builder wider = NodeProto.newBuilder()
                .setName(name)
                .setOpType("Conv")
                .addInput(node.getInput(0))
                .addInput(name + "/weights")
                .addOutput(name);
        if (bias != null) {
            graph.addInitializer(TensorProtos.write(name + "/bias", packedBias()));
            wider.addInput(name + "/bias");
        }
        addAll(
                wider,
                Attribute.ofInts("strides", high * strides[0], wide * strides[1]),
                Attribute.ofInts("pads", pads[0], pads[1], pads[2] + beyond(2, high), pads[3] + beyond(3, wide)));
        graph.addNode(wider);
        String packed = name;
        if (activation != null) {
            packed = name + "/activated";
            graph.addNode(activation.toBuilder()
                    .setName(packed)
                    .clearInput()
                    .addInput(name)
                    .clearOutput()
                    .addOutput(packed));
        }
        unpack(graph, name, packed, activation != null ? activation.getOutput(0) : node.getOutput(0));
    }

    /** By how much the input has to be longer, so that blocks divide the output. */
    private long beyond(int dimension, int block) {
        return (blocks(dimension, block) * block - output.extent(dimension)) * strides[dimension - 2];
    }

    /** (high · wide · O, I, KH', KW') */
    private Tensor packedWeights() {
        int o = (int) weights.extent(0);
        int i = (int) weights.extent(1);
        int kh = (int) weights.extent(2);
        int kw = (int) weights.extent(3);
        int packedHigh = (int) kernel(2, high);
        int packedWide = (int) kernel(3, wide);
        float[] from = weights.floats();
        float[] to = new float[high * wide * o * i * packedHigh * packedWide];
        for (int block = 0; block < high * wide; block++) {
            int down = block / wide * (int) strides[0];
            int right = block % wide * (int) strides[1];
            for (int row = 0; row < o * i * kh; row++) {
                int plane = block * o * i + row / kh;
                int target = (plane * packedHigh + row % kh + down) * packedWide + right;
                System.arraycopy(from, row * kw, to, target, kw);
            }
        }
        return Tensor.wrap(to, (long) high * wide * o, i, packedHigh, packedWide);
    }

    private Tensor packedBias() {
        float[] from = bias.floats();
        float[] to = new float[high * wide * from.length];
        for (int block = 0; block < high * wide; block++) {
            System.arraycopy(from, 0, to, block * from.length, from.length);
        }
        return Tensor.wrap(to, to.length);
    }

    /** (N, high · wide · O, H', W') to (N, O, H' · high, W' · wide), cut to (N, O, H, W). */
    private void unpack(GraphProto.Builder graph, String name, String packed, String unpacked) {
        long n = output.extent(0);
        long o = output.extent(1);
        long h = blocks(2, high);
        long w = blocks(3, wide);
        if (high == 1 && wide == 2) {
            interleave(graph, name, packed);
        } else {
            String split = ints(graph, name + "/split/shape", n, high, wide, o, h, w);
            add(graph, "Reshape", name + "/split", List.of(packed, split));
            NodeProto.Builder turn = start("Transpose", name + "/turned", List.of(name + "/split"));
            addAll(turn, Attribute.ofInts("perm", 0, 3, 4, 1, 5, 2));
            graph.addNode(turn);
        }
        boolean cut = h * high != output.extent(2) || w * wide != output.extent(3);
        String whole = cut ? name + "/whole" : unpacked;
        add(graph, "Reshape", whole, List.of(name + "/turned", ints(graph, name + "/b", n, o, h * high, w * wide)));
        if (cut) {
            String from = ints(graph, name + "/from", 0, 0);
            String to = ints(graph, name + "/to", output.extent(2), output.extent(3));
            add(graph, "Slice", unpacked, List.of(whole, from, to, ints(graph, name + "/axes", 2, 3)));
        }
    }

    /** (N, 2 · O, H', W') to (N, O, H', W', 2) by way of its halves, which ONNX Runtime does faster than to transpose. */
    private void interleave(GraphProto.Builder graph, String name, String packed) {
        List<String> halves = List.of(name + "/left", name + "/right");
        NodeProto.Builder split = start(
                "Split",
                halves.get(0),
                List.of(packed, ints(graph, name + "/halves", output.extent(1), output.extent(1))));
        addAll(split.addOutput(halves.get(1)), Attribute.of("axis", 1));
        graph.addNode(split);
        String last = ints(graph, name + "/last", 4);
        for (String half : halves) {
            add(graph, "Unsqueeze", half + "/deep", List.of(half, last));
        }
        NodeProto.Builder join =
                start("Concat", name + "/turned", List.of(halves.get(0) + "/deep", halves.get(1) + "/deep"));
        addAll(join, Attribute.of("axis", 4));
        graph.addNode(join);
    }

    private static String ints(GraphProto.Builder graph, String name, long... values) {
        graph.addInitializer(TensorProtos.write(name, Tensor.wrap(values, values.length)));
        return name;
    }

    private static void add(GraphProto.Builder graph, String operator, String output, List<String> inputs) {
        graph.addNode(start(operator, output, inputs));
    }

    private static NodeProto.Builder start(String operator, String output, List<String> inputs) {
        return NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output);
    }

    private static void addAll(NodeProto.Builder node, Attribute... attributes) {
        for (Attribute attribute : attributes) {
            AttributeProto proto = attribute.proto();
            node.addAttribute(proto);
        }
    }
}
