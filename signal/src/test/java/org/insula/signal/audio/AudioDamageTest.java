package org.insula.signal.audio;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.insula.signal.SignalException;
import org.insula.testkit.Sounds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives, only {@link SignalException} leaves, and the process lives on. */
class AudioDamageTest {
    private static final AudioLimits LIMITS = new AudioLimits(60);

    @FuzzTest(maxDuration = "2m")
    void anyBytesAreSoundOrRefused(byte[] file) {
        readAll(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tone.mp3",
                "plain.mp3",
                "tone.ogg",
                "tone.opus",
                "tone.webm",
                "tone.flac",
                "tone.m4a",
                "tone.aac",
                "alac.m4a",
                "video.mp4",
                "wav"
            })
    void damagedFilesAreReadOrRefused(String name) {
        byte[] whole = name.equals("wav")
                ? Sounds.wav(16_000, Sounds.Coding.SIGNED_24, Sounds.tone(440, 0.4, 0.1, 16_000))
                : AudioDecoderTest.file(name);
        SplittableRandom random = new SplittableRandom(name.hashCode());
        for (int i = 0; i < 60; i++) {
            byte[] file = i % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int flips = i % 3 * (1 + random.nextInt(4)); flips > 0; flips--) {
                int at = random.nextInt(random.nextBoolean() ? Math.min(200, file.length) : file.length);
                file[at] = (byte) random.nextInt(256);
            }
            readAll(file);
        }
        assertTrue(readAll(whole) > 0, "the whole file still reads");
    }

    /** The number of samples, or -1 where it was refused. */
    private static long readAll(byte[] file) {
        try (AudioStream stream = AudioDecoder.stream(file, 8_000, LIMITS)) {
            float[] block = new float[4_096];
            long read = 0;
            for (int n = stream.read(block); n > 0; n = stream.read(block)) {
                read += n;
                if (!Float.isFinite(block[n - 1])) {
                    throw new AssertionError("a sample is " + block[n - 1]);
                }
            }
            if (read > 61 * 8_000) {
                throw new AssertionError(read + " samples are more than the limit");
            }
            return read;
        } catch (SignalException expected) {
            if (!expected.getMessage().contains(";")) {
                throw new AssertionError("the message says not what to do: " + expected.getMessage(), expected);
            }
            return -1;
        }
    }
}
