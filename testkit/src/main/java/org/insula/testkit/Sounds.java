package org.insula.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Small sounds made from numbers and seeds, and WAV files of them in many sample formats. */
public final class Sounds {
    /** How a WAV file stores its samples. */
    public enum Coding {
        UNSIGNED_8(1, 8),
        SIGNED_16(1, 16),
        SIGNED_24(1, 24),
        SIGNED_32(1, 32),
        FLOAT_32(3, 32),
        FLOAT_64(3, 64),
        MU_LAW(7, 8);

        private final int tag;
        private final int bits;

        Coding(int tag, int bits) {
            this.tag = tag;
            this.bits = bits;
        }

        /** The format tag of the RIFF specification. */
        public int tag() {
            return tag;
        }

        public int bits() {
            return bits;
        }
    }

    private Sounds() {}

    /** A sine that begins at zero, rising. */
    public static float[] tone(double hertz, double amplitude, double seconds, int sampleRate) {
        float[] samples = new float[(int) Math.round(seconds * sampleRate)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (amplitude * Math.sin(2 * Math.PI * hertz * i / sampleRate));
        }
        return samples;
    }

    /** A sine whose frequency rises evenly from one to the other. */
    public static float[] sweep(double fromHertz, double toHertz, double amplitude, double seconds, int sampleRate) {
        float[] samples = new float[(int) Math.round(seconds * sampleRate)];
        double rise = (toHertz - fromHertz) / seconds;
        for (int i = 0; i < samples.length; i++) {
            double t = (double) i / sampleRate;
            samples[i] = (float) (amplitude * Math.sin(2 * Math.PI * t * (fromHertz + rise * t / 2)));
        }
        return samples;
    }

    /** Silence with single samples of full scale at the given times. */
    public static float[] clicks(double seconds, int sampleRate, double... atSeconds) {
        float[] samples = new float[(int) Math.round(seconds * sampleRate)];
        for (double at : atSeconds) {
            samples[(int) Math.round(at * sampleRate)] = 1;
        }
        return samples;
    }

    /** White noise, evenly spread between the amplitude and its opposite. */
    public static float[] noise(long seed, double amplitude, double seconds, int sampleRate) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] samples = new float[(int) Math.round(seconds * sampleRate)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (amplitude * (2 * random.nextDouble() - 1));
        }
        return samples;
    }

    /**
     * A WAV file.
     *
     * @param channels shape (channels, samples), full scale 1; louder is clipped in whole-number codings
     */
    public static byte[] wav(int sampleRate, Coding coding, float[]... channels) {
        int samples = channels[0].length;
        int frame = channels.length * coding.bits() / 8;
        ByteBuffer file = ByteBuffer.allocate(44 + samples * frame).order(ByteOrder.LITTLE_ENDIAN);
        putHeader(file, sampleRate, coding, channels.length, Integer.toUnsignedLong(samples * frame));
        for (int i = 0; i < samples; i++) {
            for (float[] channel : channels) {
                put(file, coding, channel[i]);
            }
        }
        return file.array();
    }

    /**
     * The 44 bytes that stand before the samples of a WAV file, true or not.
     *
     * @param dataBytes how many bytes of samples the header claims, 0 to 2³² − 1
     */
    public static byte[] wavHeader(int sampleRate, Coding coding, int channels, long dataBytes) {
        ByteBuffer header = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        putHeader(header, sampleRate, coding, channels, dataBytes);
        return header.array();
    }

    private static void putHeader(ByteBuffer to, int sampleRate, Coding coding, int channels, long dataBytes) {
        int frame = channels * coding.bits() / 8;
        to.put(name("RIFF")).putInt((int) (36 + dataBytes)).put(name("WAVE"));
        to.put(name("fmt ")).putInt(16).putShort((short) coding.tag()).putShort((short) channels);
        to.putInt(sampleRate).putInt(sampleRate * frame).putShort((short) frame).putShort((short) coding.bits());
        to.put(name("data")).putInt((int) dataBytes);
    }

    private static byte[] name(String chunk) {
        return chunk.getBytes(StandardCharsets.US_ASCII);
    }

    private static void put(ByteBuffer to, Coding coding, float sample) {
        switch (coding) {
            case UNSIGNED_8 -> to.put((byte) (128 + whole(sample, 7)));
            case SIGNED_16 -> to.putShort((short) whole(sample, 15));
            case SIGNED_24 -> {
                int value = (int) whole(sample, 23);
                to.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
            }
            case SIGNED_32 -> to.putInt((int) whole(sample, 31));
            case FLOAT_32 -> to.putFloat(sample);
            case FLOAT_64 -> to.putDouble(sample);
            case MU_LAW -> to.put(muLaw((int) whole(sample, 15)));
        }
    }

    private static long whole(float sample, int bits) {
        double full = Math.scalb(1.0, bits);
        return Math.round(Math.clamp(sample * full, -full, full - 1));
    }

    /** ITU-T G.711: sign, three bits of exponent, four of mantissa, all inverted. */
    private static byte muLaw(int sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs(sample), 32_635) + 132;
        int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
        int mantissa = (magnitude >> (exponent + 3)) & 15;
        return (byte) ~(sign | exponent << 4 | mantissa);
    }
}
