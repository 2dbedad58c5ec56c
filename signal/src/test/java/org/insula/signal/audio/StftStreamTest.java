package org.insula.signal.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.insula.signal.SignalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StftStreamTest {
    @ParameterizedTest
    @CsvSource({
        "0,256,64",
        "1,256,64",
        "127,256,64",
        "128,256,64",
        "129,256,64",
        "255,256,64",
        "256,256,64",
        "257,256,64",
        "5000,256,64",
        "5000,256,100",
        "5000,256,256",
        "5000,256,700",
        "5000,64,5",
        "3,4,1"
    })
    void blocksGiveTheFramesOfTheWhole(int length, int fftLength, int hop) {
        Waveform sound = Golden.noise(length, 21);
        for (Centring centring : new Centring[] {Centring.ZEROS, Centring.NONE}) {
            Stft stft = new Stft(Math.max(1, fftLength - 3), fftLength, hop, centring);
            for (long seed = 0; seed < 4; seed++) {
                assertEqual(stft.magnitude(sound), streamed(stft, sound, false, seed));
                assertEqual(stft.power(sound), streamed(stft, sound, true, seed));
            }
        }
    }

    private static List<float[]> streamed(Stft stft, Waveform sound, boolean power, long seed) {
        List<float[]> rows = new ArrayList<>();
        StftStream.FrameSink sink = (frame, values, from) -> {
            assertEquals(rows.size(), frame);
            rows.add(Arrays.copyOfRange(values, from, from + stft.bins()));
        };
        StftStream stream = power ? StftStream.powers(stft, sink) : StftStream.magnitudes(stft, sink);
        SplittableRandom random = new SplittableRandom(seed);
        float[] samples = sound.toArray();
        int at = 0;
        while (at < samples.length) {
            int count = Math.min(samples.length - at, random.nextInt(seed == 0 ? 2 : 400));
            stream.push(samples, at, count);
            at += count;
        }
        stream.finish();
        stream.finish();
        return rows;
    }

    private static void assertEqual(Spectrogram whole, List<float[]> rows) {
        assertEquals(whole.frames(), rows.size());
        for (int t = 0; t < rows.size(); t++) {
            assertArrayEquals(whole.frame(t), rows.get(t));
        }
    }

    @Test
    void aFrameComesAsSoonAsItsLastSampleIsThere() {
        int[] frames = {0};
        StftStream stream = StftStream.powers(new Stft(8, 8, 4, Centring.ZEROS), (frame, values, from) -> frames[0]++);
        stream.push(new float[3], 0, 3);
        assertEquals(0, frames[0]);
        stream.push(new float[1], 0, 1);
        assertEquals(1, frames[0]);
        stream.push(new float[4], 0, 4);
        assertEquals(2, frames[0]);
    }

    @Test
    void misuseIsRefused() {
        StftStream.FrameSink nowhere = (frame, values, from) -> {};
        assertThrows(SignalException.class, () -> StftStream.powers(new Stft(8, 8, 4, Centring.MIRROR), nowhere));
        StftStream stream = StftStream.powers(new Stft(8, 8, 4, Centring.NONE), nowhere);
        assertThrows(IndexOutOfBoundsException.class, () -> stream.push(new float[3], 1, 3));
        stream.finish();
        assertThrows(SignalException.class, () -> stream.push(new float[3], 0, 3));
    }
}
