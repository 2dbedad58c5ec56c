package org.insula.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Slices with fixed or computed borders. */
final class SliceOperators {
    private static final long END = Long.MAX_VALUE;
    private static final long BEFORE_START = Long.MIN_VALUE + 1;

    private SliceOperators() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Slice", SliceOperators::slice);
        table.put("StridedSlice", SliceOperators::stridedSlice);
    }

    private static void slice(TfjsNode node, Translation to) {
        long[] begin = to.integers(node, 1);
        long[] size = to.integers(node, 2);
        if (begin.length != size.length) {
            throw node.refused("has " + begin.length + " beginnings and " + size.length + " sizes");
        }
        long[] end = new long[size.length];
        long[] axes = new long[size.length];
        for (int i = 0; i < end.length; i++) {
            end[i] = size[i] < 0 ? END : begin[i] + size[i];
            axes[i] = i;
        }
        GraphBuilder graph = to.builder();
        to.define(node, "Slice", List.of(to.input(node, 0), graph.ints(begin), graph.ints(end), graph.ints(axes)));
    }

    /**
     * Slices, then drops the axes that were indexed by one number, then adds new ones. Axes after an ellipsis are counted
     * from the end, since only the value's rank, which is not known here, tells how many the ellipsis stands for.
     */
    private static void stridedSlice(TfjsNode node, Translation to) {
        SliceSpec spec = SliceSpec.of(node, entries(node, to));
        String y = to.input(node, 0);
        if (!spec.sliced().isEmpty()) {
            y = to.constant(node, 1) != null && to.constant(node, 2) != null
                    ? fixedSlice(node, to, spec, y)
                    : computedSlice(node, to, spec, y);
        }
        if (!spec.dropped().isEmpty()) {
            y = to.node("Squeeze", List.of(y, to.builder().ints(array(spec.dropped()))));
        }
        if (!spec.added().isEmpty()) {
            y = to.node("Unsqueeze", List.of(y, to.builder().ints(array(spec.added()))));
        }
        to.define(node.name(), y);
    }

    private static int entries(TfjsNode node, Translation to) {
        int entries = to.integers(node, 3).length;
        if (entries > 31) {
            throw node.refused("slices " + entries + " axes");
        }
        for (int i = 1; i <= 2; i++) {
            TfjsWeight border = to.constant(node, i);
            if (border != null && border.tensor().longs().length != entries) {
                throw node.refused("has borders of different lengths");
            }
        }
        return entries;
    }

    private static String fixedSlice(TfjsNode node, Translation to, SliceSpec spec, String x) {
        long[] begins = to.integers(node, 1);
        long[] ends = to.integers(node, 2);
        long[] strides = to.integers(node, 3);
        int count = spec.sliced().size();
        long[] begin = new long[count];
        long[] end = new long[count];
        long[] step = new long[count];
        boolean everything = true;
        for (int i = 0; i < count; i++) {
            int entry = spec.sliced().get(i).entry();
            boolean one = spec.isOne(entry);
            boolean forward = one || strides[entry] > 0;
            step[i] = one ? 1 : strides[entry];
            begin[i] = spec.fromStart(entry) ? (forward ? 0 : END) : begins[entry];
            end[i] = spec.toEnd(entry) ? (forward ? END : BEFORE_START) : ends[entry];
            if (one) {
                end[i] = begin[i] == -1 ? END : begin[i] + 1;
            }
            everything &= begin[i] == 0 && end[i] == END && step[i] == 1;
        }
        GraphBuilder graph = to.builder();
        List<String> inputs = List.of(x, graph.ints(begin), graph.ints(end), graph.ints(spec.axes()), graph.ints(step));
        return everything ? x : to.node("Slice", inputs);
    }

    private static String computedSlice(TfjsNode node, Translation to, SliceSpec spec, String x) {
        long[] strides = to.integers(node, 3);
        int count = strides.length;
        if (spec.sliced().size() != count) {
            throw node.refused("computes its borders and has an ellipsis or a new axis");
        }
        long[] fromStart = new long[count];
        long[] toEnd = new long[count];
        long[] one = new long[count];
        for (int i = 0; i < count; i++) {
            if (strides[i] < 1) {
                throw node.refused("computes its borders and runs backwards");
            }
            fromStart[i] = spec.fromStart(i) ? 1 : 0;
            toEnd[i] = spec.toEnd(i) ? 1 : 0;
            one[i] = spec.isOne(i) ? 1 : 0;
        }
        GraphBuilder graph = to.builder();
        String begin = choose(to, fromStart, graph.ints(0), to.input(node, 1));
        String end = choose(to, toEnd, graph.ints(END), to.input(node, 2));
        String last = to.node("Equal", List.of(begin, graph.ints(-1)));
        String next = to.node("Where", List.of(last, graph.ints(END), to.node("Add", List.of(begin, graph.ints(1)))));
        end = choose(to, one, next, end);
        return to.node("Slice", List.of(x, begin, end, graph.ints(spec.axes()), graph.ints(strides)));
    }

    private static String choose(Translation to, long[] where, String yes, String no) {
        String mask = to.node("Cast", List.of(to.builder().ints(where)), TfjsWeight.to(ElementType.BOOL));
        return to.node("Where", List.of(mask, yes, no));
    }

    private static long[] array(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    /** One axis of the value that an entry of begin, end and strides cuts. */
    record Cut(int entry, long axis) {}

    /**
     * What the five bit masks of a strided slice say.
     *
     * @param dropped axes of the value that are indexed by one number
     * @param added axes of the result that are new
     */
    record SliceSpec(TfjsNode node, List<Cut> sliced, List<Long> dropped, List<Long> added) {
        static SliceSpec of(TfjsNode node, int entries) {
            SliceSpec spec = new SliceSpec(node, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            int ellipsis = Long.numberOfTrailingZeros(node.integer("ellipsis_mask", 0));
            int before = Math.min(ellipsis, entries);
            spec.collect(0, before, 0, 0);
            int inputs = 0;
            int results = 0;
            for (int entry = before + 1; entry < entries; entry++) {
                inputs += spec.isNew(entry) ? 0 : 1;
                results += !spec.isNew(entry) && spec.isOne(entry) ? 0 : 1;
            }
            spec.collect(before + 1, entries, -inputs, -results);
            return spec;
        }

        private void collect(int from, int to, int input, int result) {
            for (int entry = from; entry < to; entry++) {
                if (isNew(entry)) {
                    added.add((long) result++);
                    continue;
                }
                sliced.add(new Cut(entry, input));
                if (isOne(entry)) {
                    dropped.add((long) input);
                } else {
                    result++;
                }
                input++;
            }
        }

        long[] axes() {
            return sliced.stream().mapToLong(Cut::axis).toArray();
        }

        boolean isNew(int entry) {
            return bit("new_axis_mask", entry);
        }

        boolean isOne(int entry) {
            return bit("shrink_axis_mask", entry);
        }

        boolean fromStart(int entry) {
            return bit("begin_mask", entry) && !isOne(entry);
        }

        boolean toEnd(int entry) {
            return bit("end_mask", entry) && !isOne(entry);
        }

        private boolean bit(String mask, int entry) {
            return (node.integer(mask, 0) >> entry & 1) == 1;
        }
    }
}
