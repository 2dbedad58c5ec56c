package org.insula.chat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of characters, as ranges that neither touch nor overlap, in order. Immutable. */
record CodePoints(List<Range> ranges) {
    private static final int LAST = 0x10FFFF;

    /** Both ends are in it. */
    record Range(int from, int to) {}

    CodePoints {
        ranges = List.copyOf(ranges);
    }

    static CodePoints of(int... ends) {
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < ends.length; i += 2) {
            ranges.add(new Range(ends[i], ends[i + 1]));
        }
        return joined(ranges);
    }

    static CodePoints one(int c) {
        return of(c, c);
    }

    static CodePoints joined(List<Range> parts) {
        List<Range> sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparingInt(Range::from));
        List<Range> ranges = new ArrayList<>();
        for (Range next : sorted) {
            Range last = ranges.isEmpty() ? null : ranges.getLast();
            if (last != null && next.from() <= last.to() + 1) {
                ranges.set(ranges.size() - 1, new Range(last.from(), Math.max(last.to(), next.to())));
            } else {
                ranges.add(next);
            }
        }
        return new CodePoints(ranges);
    }

    CodePoints and(CodePoints other) {
        List<Range> both = new ArrayList<>(ranges);
        both.addAll(other.ranges);
        return joined(both);
    }

    CodePoints inverted() {
        List<Range> gaps = new ArrayList<>();
        int from = 0;
        for (Range range : ranges) {
            if (range.from() > from) {
                gaps.add(new Range(from, range.from() - 1));
            }
            from = range.to() + 1;
        }
        if (from <= LAST) {
            gaps.add(new Range(from, LAST));
        }
        return new CodePoints(gaps);
    }

    CodePoints without(CodePoints other) {
        return inverted().and(other).inverted();
    }

    boolean contains(int c) {
        return ranges.stream().anyMatch(range -> range.from() <= c && c <= range.to());
    }
}
