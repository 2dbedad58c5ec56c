package org.insula.music;

import java.util.SplittableRandom;
import org.insula.signal.audio.Waveform;

/** A recording under construction: clicks and tones at given times. */
final class Played {
    private static final int RATE = MusicReader.SAMPLE_RATE;

    private final float[] samples;

    Played(double seconds) {
        samples = new float[(int) (seconds * RATE)];
    }

    /** A burst of seeded noise that dies away within 30 ms. */
    Played click(double second, double loudness) {
        SplittableRandom noise = new SplittableRandom(Math.round(second * RATE));
        int from = (int) Math.round(second * RATE);
        for (int i = 0; i < 0.03 * RATE && from + i < samples.length; i++) {
            samples[from + i] += (float) (loudness * Math.exp(-i / (0.006 * RATE)) * (2 * noise.nextDouble() - 1));
        }
        return this;
    }

    /** A plucked tone with six harmonics. */
    Played tone(double second, double seconds, int midi, double loudness) {
        double step = 2 * Math.PI * 440 * Math.pow(2, (midi - 69) / 12.0) / RATE;
        int from = (int) Math.round(second * RATE);
        int count = (int) (seconds * RATE);
        for (int i = 0; i < count && from + i < samples.length; i++) {
            double fade = Math.min(1, i / 100.0) * Math.min(1, (count - i) / 200.0) * Math.exp(-1.5 * i / RATE);
            for (int h = 1; h <= 6 && h * step < Math.PI; h++) {
                samples[from + i] += (float) (loudness * fade * Math.pow(0.6, h) * Math.sin(h * step * i));
            }
        }
        return this;
    }

    Played chord(double second, double seconds, double loudness, int... midis) {
        for (int midi : midis) {
            tone(second, seconds, midi, loudness);
        }
        return this;
    }

    Waveform sound() {
        return Waveform.of(samples, RATE);
    }

    /** The same, so much louder. */
    Waveform sound(double gain) {
        float[] louder = samples.clone();
        for (int i = 0; i < louder.length; i++) {
            louder[i] *= (float) gain;
        }
        return Waveform.of(louder, RATE);
    }
}
