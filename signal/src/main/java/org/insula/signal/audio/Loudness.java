package org.insula.signal.audio;

import java.nio.file.Path;
import java.util.OptionalDouble;
import org.insula.signal.SignalException;
import org.insula.signal.media.Content;

/**
 * Integrated loudness in LUFS: how loud a whole piece is to a listener, pauses left out.
 *
 * <p>Each channel passes the K-weighting filters, whose coefficients are made anew for each sample rate from the analogue
 * filters behind the table for 48 kHz. Power is taken over blocks of 400 ms that overlap by three quarters and summed over
 * the channels, those behind the listener weighing 1.41 and the low-frequency effects nothing. Blocks below −70 LUFS do not
 * count, nor do those more than 10 LU below the mean of the rest. A last block that is not full is left out.
 *
 * <p>Safe for use by many threads.
 *
 * @see <a href="https://www.itu.int/rec/R-REC-BS.1770">ITU-R BS.1770-4, annex 1</a>
 * @see <a href="https://tech.ebu.ch/docs/r/r128.pdf">EBU R 128</a>
 */
public final class Loudness {
    /** As the streams of {@link AudioDecoder} have it, which end in one channel. */
    private static final double LOUDSPEAKERS_OF_A_MIX = 2;

    private Loudness() {}

    /**
     * Of one channel as if two loudspeakers played it. So a stereo file with equal channels and its mean, which is what
     * {@link AudioDecoder} gives, are equally loud; where the channels differ, the mean is quieter than the file, by 3 LU
     * where they have nothing in common. A recording that has one channel from the start is 3.01 LU quieter by the letter of
     * BS.1770, which {@link #integratedLufs(Path, AudioLimits)} follows.
     *
     * @return empty for silence, and for what is shorter than 400 ms
     */
    public static OptionalDouble integratedLufs(Waveform wave) {
        LoudnessMeter meter = new LoudnessMeter(wave.sampleRate(), new double[] {LOUDSPEAKERS_OF_A_MIX});
        meter.add(new float[][] {wave.samples()}, wave.length());
        return meter.integratedLufs();
    }

    /** As {@link #integratedLufs(Waveform)}, of all that a stream still has to give; its memory stays bounded. */
    public static OptionalDouble integratedLufs(AudioStream stream) {
        LoudnessMeter meter = new LoudnessMeter(stream.sampleRate(), new double[] {LOUDSPEAKERS_OF_A_MIX});
        float[][] block = {new float[1 << 14]};
        for (int n = stream.read(block[0]); n > 0; n = stream.read(block[0])) {
            meter.add(block, n);
        }
        return meter.integratedLufs();
    }

    /**
     * Of a file in its own channels and rate; its memory stays bounded.
     *
     * @return empty for silence, and for what is shorter than 400 ms
     * @throws SignalException if it is no sound, is longer than the limits allow, holds samples that are not finite, or
     *     changes its channels or rate on the way
     */
    public static OptionalDouble integratedLufs(Path file, AudioLimits limits) {
        return integratedLufs(Content.of(file), limits);
    }

    /** As {@link #integratedLufs(Path, AudioLimits)}, of a file's bytes. */
    public static OptionalDouble integratedLufs(byte[] file, AudioLimits limits) {
        return integratedLufs(Content.of(file, "The sound"), limits);
    }

    private static OptionalDouble integratedLufs(Content content, AudioLimits limits) {
        try (Track track = Track.open(content)) {
            track.checkDeclared(limits);
            LoudnessMeter meter = null;
            int rate = 0;
            double[] weights = {};
            while (track.next()) {
                track.checkLength(limits);
                if (meter == null) {
                    rate = track.frameRate();
                    weights = track.frameWeights();
                    meter = new LoudnessMeter(rate, weights);
                } else if (track.frameRate() != rate || track.frameChannels() != weights.length) {
                    throw new SignalException(
                            track.container().name() + " changes from " + weights.length + " channels at " + rate
                                    + " Hz to " + track.frameChannels() + " at " + track.frameRate()
                                    + " Hz; measure its parts one by one.");
                }
                meter.add(track.frame(), track.frameLength());
            }
            if (meter == null) {
                throw track.nothingDecoded();
            }
            return meter.integratedLufs();
        }
    }
}
