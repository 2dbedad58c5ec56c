package org.insula.music;

import org.insula.signal.audio.Waveform;

/** Sounds for tests, made from seeds; {@code golden/golden.mjs} makes the first in the same way. */
final class SyntheticSound {
    static final int RATE = PitchTracker.SAMPLE_RATE;
    private static final int SECONDS = 8;
    private static final int NOTES = 24;

    private long state;

    private SyntheticSound(long seed) {
        this.state = seed;
    }

    /** 24 notes of four harmonics, some with vibrato, in eight seconds that begin and end with one of silence. */
    static Waveform manyNotes() {
        return Waveform.of(new SyntheticSound(12345).samples(), RATE);
    }

    /** Steady notes of four harmonics, one after the other, and a little noise. */
    static Waveform melody(double secondsEach, int... midis) {
        int each = (int) (secondsEach * RATE);
        double[] samples = new double[each * midis.length + RATE];
        for (int n = 0; n < midis.length; n++) {
            addNote(samples, n * each + RATE / 2, secondsEach, midis[n], 0.2, 0);
        }
        SyntheticSound noise = new SyntheticSound(54321);
        for (int i = 0; i < samples.length; i++) {
            samples[i] += 0.004 * (noise.next() - 0.5);
        }
        return Waveform.of(narrowed(samples), RATE);
    }

    private double next() {
        state = (1664525 * state + 1013904223) & 0xffffffffL;
        return state / 4294967296.0;
    }

    private float[] samples() {
        double[] samples = new double[SECONDS * RATE];
        for (int n = 0; n < NOTES; n++) {
            double start = 1 + (SECONDS - 3) * next();
            double seconds = 0.2 + 0.8 * next();
            int midi = 40 + (int) (44 * next());
            double loudness = 0.05 + 0.1 * next();
            double depth = next() < 0.4 ? 0.6 : 0;
            addNote(samples, (int) (start * RATE), seconds, midi, loudness, depth);
        }
        for (int i = RATE; i < samples.length - RATE; i++) {
            samples[i] += 0.002 * (next() - 0.5);
        }
        return narrowed(samples);
    }

    private static void addNote(double[] samples, int from, double seconds, int midi, double loudness, double depth) {
        int count = (int) (seconds * RATE);
        for (int i = 0; i < count; i++) {
            double t = (double) i / RATE;
            double bend = (depth / (2 * Math.PI * 5)) * (1 - Math.cos(2 * Math.PI * 5 * t));
            double phase = 2 * Math.PI * 440 * Math.pow(2, (midi - 69) / 12.0) * (t + bend * (Math.log(2) / 12));
            double fade = Math.min(1, t / 0.005) * Math.exp(-2 * t) * Math.min(1, (seconds - t) / 0.01);
            for (int h = 1; h <= 4; h++) {
                samples[from + i] += loudness * fade / h * Math.sin(h * phase);
            }
        }
    }

    private static float[] narrowed(double[] samples) {
        float[] narrow = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            narrow[i] = (float) samples[i];
        }
        return narrow;
    }
}
