package org.insula.cli;

import java.io.IOException;
import java.io.InputStream;

/** Samples of 16 bits, signed, the low byte first, as a pipe or a microphone gives them; channels are averaged. */
final class RawSamples implements SoundSource {
    private static final float FULL_SCALE = 32_768;

    private final InputStream in;
    private final int sampleRate;
    private final int channels;

    /**
     * @param in not closed here
     * @param sampleRate in hertz
     * @param channels how many samples stand for one moment, 1 or more
     */
    RawSamples(InputStream in, int sampleRate, int channels) {
        this.in = in;
        this.sampleRate = sampleRate;
        this.channels = channels;
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    /** Waits until the block is full or the stream ends; half a moment at the end is dropped. */
    @Override
    public int read(float[] block) {
        int frame = 2 * channels;
        byte[] bytes = new byte[block.length * frame];
        int samples = fill(bytes) / frame;
        for (int i = 0; i < samples; i++) {
            int sum = 0;
            for (int at = i * frame; at < (i + 1) * frame; at += 2) {
                sum += bytes[at + 1] << 8 | bytes[at] & 0xFF;
            }
            block[i] = sum / (FULL_SCALE * channels);
        }
        return samples == 0 ? -1 : samples;
    }

    private int fill(byte[] bytes) {
        try {
            return in.readNBytes(bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new CliException("The stream of sound broke off (" + e.getMessage() + "); start it again.", e);
        }
    }

    @Override
    public void close() {
        // whoever opened the stream closes it
    }
}
