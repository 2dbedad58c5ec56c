package org.insula.music;

import java.util.Arrays;
import org.insula.signal.audio.Decibels;
import org.insula.signal.audio.MelSpectrogram;
import org.insula.signal.audio.Spectrogram;
import org.insula.signal.audio.Stft;
import org.insula.signal.audio.Waveform;

/**
 * What a recording offers to whoever counts and names: how much begins at each frame, in the spectrum and among the keys
 * that the network hears, and which pitch classes sound. Frames are 256 samples apart at 22,050 Hz.
 */
final class Evidence {
    static final double FRAME_RATE = 22_050 / 256.0;

    private static final int MEL_BANDS = 48;
    private static final int BASS_BANDS = 6;
    private static final double AUDIBLE_DECIBELS = -45;
    private static final int LAG = 2;
    private static final int DELAY = 1;
    /** Below E3 a key counts as bass. */
    private static final int BASS_KEYS = 52 - Posteriorgram.LOWEST_MIDI;

    private final int frames;
    private final float[] onsets;
    private final float[] bassOnsets;
    private final Posteriorgram heard;
    private final Spectrogram mel;

    Evidence(Waveform sound, Posteriorgram heard) {
        this.heard = heard;
        MelSpectrogram transform = MelSpectrogram.power(Stft.centred(1024, 256), sound.sampleRate(), MEL_BANDS);
        this.mel = new Decibels(Decibels.PEAK, 1e-10, 70).apply(transform.apply(sound));
        this.frames = mel.frames();
        float[] low = new float[frames];
        float[] high = new float[frames];
        flux(low, high);
        float[] keys = new float[frames];
        float[] bassKeys = new float[frames];
        struck(keys, bassKeys);

        this.onsets = sum(normal(low), normal(high), normal(keys), normal(keys));
        this.bassOnsets = sum(normal(low), normal(bassKeys));
    }

    /** SuperFlux: rises against the earlier frame widened by one band. */
    private void flux(float[] low, float[] high) {
        float[] now = new float[MEL_BANDS];
        float[] then = new float[MEL_BANDS];
        for (int t = LAG; t < frames; t++) {
            mel.copyFrame(t, now, 0);
            mel.copyFrame(t - LAG, then, 0);
            for (int k = 0; k < MEL_BANDS; k++) {
                float before =
                        Math.max(then[k], Math.max(then[Math.max(0, k - 1)], then[Math.min(MEL_BANDS - 1, k + 1)]));
                float rise = Math.max(0, now[k] - before);
                (k < BASS_BANDS ? low : high)[t] += rise;
            }
        }
        delay(low);
        delay(high);
    }

    /** A frame reaches out for a sound half its length before its middle gets there. */
    private static void delay(float[] rises) {
        System.arraycopy(rises, 0, rises, DELAY, rises.length - DELAY);
        Arrays.fill(rises, 0, DELAY, 0);
    }

    private void struck(float[] all, float[] bass) {
        for (int t = 0; t < frames; t++) {
            int f = heardFrame(t);
            for (int key = 0; key < Posteriorgram.KEYS; key++) {
                float onset = heard.onset(f, key);
                all[t] += onset;
                bass[t] += key < BASS_KEYS ? onset : 0;
            }
        }
    }

    /** The network's frame that sounds at frame {@code t} here: its windows begin every 36,164 samples. */
    int heardFrame(int t) {
        int sample = t * 256;
        int window = sample / PitchTracker.HOP;
        int frame = window * 142 + Math.min(141, (sample - window * PitchTracker.HOP) / 256);
        return Math.min(frame, heard.frames() - 1);
    }

    /** Over its mean, or nothing where that is nothing. */
    private static float[] normal(float[] strength) {
        double sum = 0;
        for (float s : strength) {
            sum += s;
        }
        float mean = (float) (sum / strength.length);
        float[] normal = new float[strength.length];
        for (int t = 0; t < normal.length && mean > 1e-6; t++) {
            normal[t] = strength[t] / mean;
        }
        return normal;
    }

    private static float[] sum(float[]... parts) {
        float[] sum = new float[parts[0].length];
        for (float[] part : parts) {
            for (int t = 0; t < sum.length; t++) {
                sum[t] += part[t];
            }
        }
        return sum;
    }

    /** Whether anything sounds that is less than 45 dB below the loudest. */
    boolean audible(int t) {
        for (int k = 0; k < MEL_BANDS; k++) {
            if (mel.at(t, k) > AUDIBLE_DECIBELS) {
                return true;
            }
        }
        return false;
    }

    int frames() {
        return frames;
    }

    float[] onsets() {
        return onsets;
    }

    float[] bassOnsets() {
        return bassOnsets;
    }

    Spectrogram mel() {
        return mel;
    }

    Posteriorgram heard() {
        return heard;
    }
}
