package org.insula.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.insula.signal.audio.Waveform;

/** Plays MIDI into a waveform with the JDK's own synthesiser. */
final class Gervill {
    static final int SAMPLE_RATE = 22050;
    private static final int TAPS = 63;
    private static final int FRAME_BYTES = 4;

    private Gervill() {}

    /** The first {@code seconds} of {@code sequence}, both channels mixed, at 22,050 Hz. */
    static Waveform render(Sequence sequence, double seconds) {
        try {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            MidiSystem.write(sequence, 1, file);
            try (AudioInputStream sound =
                    AudioSystem.getAudioInputStream(new ByteArrayInputStream(file.toByteArray()))) {
                int frames = (int) (2 * SAMPLE_RATE * seconds);
                return halved(mixed(sound.readNBytes(frames * FRAME_BYTES)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnsupportedAudioFileException e) {
            throw new IllegalStateException("This JDK has no software synthesiser; use one with java.desktop.", e);
        }
    }

    private static float[] mixed(byte[] bytes) {
        float[] samples = new float[bytes.length / FRAME_BYTES];
        for (int i = 0; i < samples.length; i++) {
            int at = i * FRAME_BYTES;
            int left = (bytes[at + 1] << 8) | (bytes[at] & 0xff);
            int right = (bytes[at + 3] << 8) | (bytes[at + 2] & 0xff);
            samples[i] = (left + right) / 65536f;
        }
        return samples;
    }

    /** Half the rate, after a Hann-windowed half-band filter. */
    private static Waveform halved(float[] samples) {
        double[] filter = new double[TAPS];
        int middle = TAPS / 2;
        for (int k = 0; k < TAPS; k++) {
            double x = Math.PI * (k - middle) / 2;
            double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * (k + 1) / (TAPS + 1));
            filter[k] = 0.5 * window * (k == middle ? 1 : Math.sin(x) / x);
        }
        float[] half = new float[samples.length / 2];
        for (int i = 0; i < half.length; i++) {
            double sum = 0;
            int from = Math.max(0, middle - 2 * i);
            int to = Math.min(TAPS, samples.length + middle - 2 * i);
            for (int k = from; k < to; k++) {
                sum += filter[k] * samples[2 * i + k - middle];
            }
            half[i] = (float) sum;
        }
        return Waveform.of(half, SAMPLE_RATE);
    }
}
