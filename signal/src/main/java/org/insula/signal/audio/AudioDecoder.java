package org.insula.signal.audio;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.insula.signal.SignalException;
import org.insula.signal.media.Content;

/**
 * Reads the sound of files: WAV, MP3, Ogg, FLAC, M4A, WebM, MP4 video with sound and what else FFmpeg knows of music,
 * speech and film.
 *
 * <p>The result has one channel, the plain mean of the file's channels, at the rate asked for. It counts as surrounded by
 * silence when its rate is changed; n samples become round(n · to / from), and a click stays where it was. Where a file
 * has several sound tracks, the one that FFmpeg thinks best is read. Only the given bytes are read: a playlist leads
 * nowhere.
 *
 * <p>Safe for use by many threads.
 */
public final class AudioDecoder {
    private static final int LEAST_RATE = 1_000;
    private static final int MOST_RATE = 192_000;
    private static final int BLOCK = 1 << 16;

    private AudioDecoder() {}

    /**
     * Reads a whole file into memory. A damaged file gives what could be decoded; {@link #decode(Path, int, AudioLimits,
     * Consumer)} tells what was wrong.
     *
     * @param sampleRate of the result, in hertz, 1,000 to 192,000
     * @throws SignalException if it is no sound, or longer than the limits allow, or holds samples that are not finite
     */
    public static Waveform decode(Path file, int sampleRate, AudioLimits limits) {
        return decode(file, sampleRate, limits, note -> {});
    }

    /** As {@link #decode(Path, int, AudioLimits)}, of a file's bytes. */
    public static Waveform decode(byte[] file, int sampleRate, AudioLimits limits) {
        return decode(file, sampleRate, limits, note -> {});
    }

    /**
     * As {@link #decode(Path, int, AudioLimits)}.
     *
     * @param notes is given a sentence for each thing that was missing or broken
     */
    public static Waveform decode(Path file, int sampleRate, AudioLimits limits, Consumer<String> notes) {
        return decode(stream(file, sampleRate, limits), notes);
    }

    /** As {@link #decode(Path, int, AudioLimits, Consumer)}, of a file's bytes. */
    public static Waveform decode(byte[] file, int sampleRate, AudioLimits limits, Consumer<String> notes) {
        return decode(stream(file, sampleRate, limits), notes);
    }

    /**
     * Opens a file to read it in blocks.
     *
     * @param sampleRate of what is read, in hertz, 1,000 to 192,000
     * @throws SignalException if it is no sound, or says that it is longer than the limits allow
     */
    public static AudioStream stream(Path file, int sampleRate, AudioLimits limits) {
        checkRate(sampleRate);
        return AudioStream.open(Content.of(file), sampleRate, limits);
    }

    /**
     * As {@link #stream(Path, int, AudioLimits)}, of a file's bytes.
     *
     * @param file read in place until the stream is closed; do not change it
     */
    public static AudioStream stream(byte[] file, int sampleRate, AudioLimits limits) {
        checkRate(sampleRate);
        return AudioStream.open(Content.of(file, "The sound"), sampleRate, limits);
    }

    private static void checkRate(int sampleRate) {
        if (sampleRate < LEAST_RATE || sampleRate > MOST_RATE) {
            throw new IllegalArgumentException("Sound at " + sampleRate + " Hz was asked for; ask for " + LEAST_RATE
                    + " to " + MOST_RATE + " Hz.");
        }
    }

    private static Waveform decode(AudioStream opened, Consumer<String> notes) {
        try (AudioStream stream = opened) {
            Waveform whole = Waveform.owning(readAll(stream), stream.sampleRate());
            stream.notes().forEach(notes);
            return whole;
        }
    }

    /** Memory follows what was really decoded, never what a header says. */
    private static float[] readAll(AudioStream stream) {
        List<float[]> blocks = new ArrayList<>();
        long length = 0;
        float[] block = new float[BLOCK];
        for (int n = stream.read(block); n > 0; n = stream.read(block)) {
            length += n;
            blocks.add(n == BLOCK ? block : Arrays.copyOf(block, n));
            block = new float[BLOCK];
        }
        if (length > Integer.MAX_VALUE - 8) {
            throw new SignalException("The sound has " + length + " samples at " + stream.sampleRate()
                    + " Hz, more than one array holds; ask for a lower rate or read it as a stream.");
        }
        float[] all = new float[(int) length];
        int at = 0;
        for (int i = 0; i < blocks.size(); i++) {
            float[] part = blocks.set(i, null);
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
