package org.insula.music;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The beats of a recording, which of them begin bars, and the spans in which its harmony is read.
 *
 * @param seconds of the beats, ascending
 * @param positions of the beats in their bars, from 0
 * @param meter beats in a bar
 * @param edges of spans no longer than a beat, in frames, from the beginning to the end of the recording
 * @param changing the chance, from the place in the bar alone, that the harmony changes at the beginning of each span
 */
record Beats(double[] seconds, int[] positions, int meter, Tempo tempo, double[] edges, double[] changing) {
    private static final double DOWNBEAT = 0.6;
    private static final double HALF_BAR = 0.4;
    private static final double BEAT = 0.2;
    private static final double OFF_BEAT = 0.05;
    private static final double UNMETRED = 0.2;
    /** Where nothing keeps time, harmony is read twice a second. */
    private static final double UNMETRED_FRAMES = Evidence.FRAME_RATE / 2;
    /** Tempo is taken over so many beats at a time. */
    private static final int STRETCH = 8;

    private static final double SLACK_SECONDS = 0.1;

    /** The beats of a recording; none where it has no pulse. */
    static Beats find(Evidence evidence) {
        double period = Pulse.period(evidence.onsets());
        float[] onsets = Pulse.activation(evidence.onsets());
        double[] pulses = period == 0 ? new double[0] : PulseTracker.track(onsets, period);
        if (pulses.length < STRETCH) {
            return unmetred(evidence);
        }
        double[] spans = bordered(pulses, evidence.frames());
        ChordReader chords = new ChordReader();
        double[] changes = chords.changes(chords.likelihoods(SoundingClasses.of(evidence, spans)));
        double[] onPulses = Arrays.copyOfRange(changes, 1, changes.length);
        Grid grid = new Grid(pulses, onsets, Pulse.activation(evidence.bassOnsets()), onPulses);
        MeterReader.Bars bars = MeterReader.read(grid, period / Evidence.FRAME_RATE);
        return of(pulses, bars, evidence.frames()).within(evidence);
    }

    /** Without the beats before and after everything that can be heard. */
    private Beats within(Evidence evidence) {
        int first = 0;
        int last = evidence.frames() - 1;
        while (first < last && !evidence.audible(first)) {
            first++;
        }
        while (last > first && !evidence.audible(last)) {
            last--;
        }
        double from = first / Evidence.FRAME_RATE - SLACK_SECONDS;
        double to = last / Evidence.FRAME_RATE;
        int[] kept = IntStream.range(0, seconds.length)
                .filter(i -> seconds[i] >= from && seconds[i] <= to)
                .toArray();
        return new Beats(
                Arrays.stream(kept).mapToDouble(i -> seconds[i]).toArray(),
                Arrays.stream(kept).map(i -> positions[i]).toArray(),
                meter,
                tempo,
                edges,
                changing);
    }

    private static Beats unmetred(Evidence evidence) {
        int spans = Math.max(1, (int) (evidence.frames() / UNMETRED_FRAMES));
        double[] edges = new double[spans + 1];
        Arrays.setAll(edges, i -> (double) i * evidence.frames() / spans);
        double[] changing = new double[spans];
        Arrays.fill(changing, UNMETRED);
        return new Beats(new double[0], new int[0], 4, new Tempo(0, 0), edges, changing);
    }

    private static Beats of(double[] pulses, MeterReader.Bars bars, int frames) {
        double[] seconds = Arrays.stream(bars.places())
                .mapToDouble(place -> frame(pulses, place) / Evidence.FRAME_RATE)
                .toArray();
        int spacing = Math.min(bars.step(), Grid.PARTS);
        int[] places = IntStream.iterate(0, place -> place < Grid.places(pulses.length), place -> place + spacing)
                .toArray();
        double[] edges = bordered(
                Arrays.stream(places).mapToDouble(place -> frame(pulses, place)).toArray(), frames);
        double[] changing = new double[edges.length - 1];
        Arrays.fill(changing, OFF_BEAT);
        int beat = 0;
        for (int i = 0; i < places.length; i++) {
            while (beat + 1 < seconds.length && bars.places()[beat] < places[i]) {
                beat++;
            }
            if (bars.places()[beat] == places[i]) {
                changing[i + 1] = changing(bars.positions()[beat], bars.meter());
            }
        }
        return new Beats(
                seconds, bars.positions(), bars.meter(), new Tempo(bpm(seconds), bars.confidence()), edges, changing);
    }

    private static double changing(int position, int meter) {
        return position == 0 ? DOWNBEAT : 2 * position == meter ? HALF_BAR : BEAT;
    }

    /** Where a place of the grid lies, in frames. */
    private static double frame(double[] pulses, int place) {
        int pulse = Math.min(place / Grid.PARTS, pulses.length - 2);
        double part = (double) (place - pulse * Grid.PARTS) / Grid.PARTS;
        return pulses[pulse] + part * (pulses[pulse + 1] - pulses[pulse]);
    }

    /** The beginning and the end of the recording around the pulses. */
    private static double[] bordered(double[] pulses, int frames) {
        double[] edges = new double[pulses.length + 2];
        System.arraycopy(pulses, 0, edges, 1, pulses.length);
        edges[edges.length - 1] = frames;
        return edges;
    }

    /** The usual tempo: the median over stretches of eight beats. */
    private static double bpm(double[] seconds) {
        int stretch = Math.min(STRETCH, seconds.length - 1);
        if (stretch < 1) {
            return 0;
        }
        double[] tempi = IntStream.range(0, seconds.length - stretch)
                .mapToDouble(i -> 60 * stretch / (seconds[i + stretch] - seconds[i]))
                .sorted()
                .toArray();
        return tempi[tempi.length / 2];
    }

    double[] downbeats() {
        return IntStream.range(0, seconds.length)
                .filter(i -> positions[i] == 0)
                .mapToDouble(i -> seconds[i])
                .toArray();
    }

    static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
