package org.insula.signal.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.insula.signal.SignalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StftTest {
    @Test
    void theGoldenSoundIsThatOfTheScript() {
        float[] samples = Golden.sound().toArray();
        float[] some = Golden.read("sound")[0];
        for (int i = 0; i < some.length; i++) {
            assertEquals(some[i], samples[1024 * i], 1e-7f);
        }
    }

    @Test
    void itIsThatOfLibrosa() {
        ComplexSpectrogram transform = new Stft(400, 512, 128, Centring.ZEROS).transform(Golden.sound());
        int[] frames = {0, 1, 40, 128};
        float[][] rows = new float[frames.length][2 * 257];
        for (int i = 0; i < frames.length; i++) {
            for (int k = 0; k < 257; k++) {
                rows[i][k] = transform.real(frames[i], k);
                rows[i][257 + k] = transform.imaginary(frames[i], k);
            }
        }
        Golden.assertClose(Golden.read("stft-512-400-128"), rows, 1e-6);
    }

    @Test
    void bordersAreMirroredOrLeftOut() {
        Spectrogram mirrored = new Stft(512, 512, 128, Centring.MIRROR).magnitude(Golden.sound());
        Golden.assertClose(Golden.read("stft-mirror"), Golden.rows(mirrored, 0, 1, 2, 127, 128), 1e-6);
        Spectrogram whole = new Stft(512, 512, 128, Centring.NONE).magnitude(Golden.sound());
        assertEquals(125, whole.frames());
        Golden.assertClose(Golden.read("stft-uncentred"), Golden.rows(whole, 0, 1, 124), 1e-6);
    }

    @Test
    void aToneLandsInItsBin() {
        Spectrogram tone = Stft.centred(2048, 512).magnitude(Golden.tone(22_050.0 * 100 / 2048, 1, Golden.RATE));
        float[] frame = tone.frame(20);
        // The sum of a Hann window is half its length, and half of a sine's amplitude is at the positive frequency.
        assertEquals(512, frame[100], 0.01);
        assertEquals(256, frame[99], 0.01);
        assertEquals(0, frame[98], 0.01);
        assertEquals(1076.66, Stft.centred(2048, 512).frequency(100, Golden.RATE), 0.01);
    }

    @Test
    void powerIsMagnitudeSquared() {
        Stft stft = Stft.centred(256, 100);
        float[] magnitude = stft.magnitude(Golden.sound()).toArray();
        float[] power = stft.power(Golden.sound()).toArray();
        for (int i = 0; i < power.length; i++) {
            assertEquals(power[i], magnitude[i] * magnitude[i], 1e-6f * (power[i] + 1e-6f));
        }
        assertArrayEquals(magnitude, stft.transform(Golden.sound()).magnitude().toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 127, 128, 129, 255, 256, 257, 1000})
    void anyLengthGivesItsFrames(int length) {
        Waveform sound = Golden.noise(length, 5);
        assertEquals(1 + length / 64, Stft.centred(256, 64).magnitude(sound).frames());
        assertEquals(
                1 + length / 64,
                new Stft(200, 256, 64, Centring.MIRROR).magnitude(sound).frames());
        Spectrogram whole = new Stft(200, 256, 64, Centring.NONE).magnitude(sound);
        assertEquals(length < 256 ? 0 : 1 + (length - 256) / 64, whole.frames());
    }

    @ParameterizedTest
    @EnumSource(Centring.class)
    void framesStandWhereTheirMiddleIs(Centring centring) {
        Spectrogram frames = new Stft(256, 256, 64, centring).power(Golden.noise(1000, 1));
        double first = centring == Centring.NONE ? 128.0 / Golden.RATE : 0;
        assertEquals(first, frames.seconds(0), 1e-12);
        assertEquals(first + 3 * 64.0 / Golden.RATE, frames.seconds(3), 1e-12);
        assertEquals(Golden.RATE / 64.0, frames.frameRate());
    }

    @Test
    void silenceIsSilent() {
        for (float value :
                Stft.music().power(Waveform.of(new float[5000], 22_050)).toArray()) {
            assertEquals(0, value);
        }
    }

    @Test
    void itIsLinear() {
        Waveform a = Golden.noise(4000, 11);
        Waveform b = Golden.noise(4000, 12);
        float[] mix = new float[4000];
        for (int i = 0; i < mix.length; i++) {
            mix[i] = 2 * a.at(i) - 0.5f * b.at(i);
        }
        Stft stft = new Stft(300, 512, 100, Centring.ZEROS);
        ComplexSpectrogram sum = stft.transform(Waveform.of(mix, Golden.RATE));
        ComplexSpectrogram fa = stft.transform(a);
        ComplexSpectrogram fb = stft.transform(b);
        for (int t = 0; t < sum.frames(); t++) {
            for (int k = 0; k < sum.bins(); k++) {
                assertEquals(2 * fa.real(t, k) - 0.5f * fb.real(t, k), sum.real(t, k), 1e-4f);
                assertEquals(2 * fa.imaginary(t, k) - 0.5f * fb.imaginary(t, k), sum.imaginary(t, k), 1e-4f);
            }
        }
    }

    @Test
    void aShiftByAHopShiftsTheFrames() {
        Stft stft = Stft.centred(512, 128);
        Waveform sound = Golden.noise(8192, 4);
        Spectrogram all = stft.power(sound);
        Spectrogram later = stft.power(sound.slice(128 * 3, 8192));
        for (int t = 2; t < later.frames() - 2; t++) {
            assertArrayEquals(all.frame(t + 3), later.frame(t));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 511, 512, 513, 5000})
    void theInverseIsTheSound(int length) {
        Waveform sound = Golden.noise(length, 9);
        for (Centring centring : new Centring[] {Centring.ZEROS, Centring.MIRROR}) {
            Waveform back = new Stft(400, 512, 100, centring).transform(sound).inverse();
            assertArrayEquals(sound.toArray(), back.toArray(), 1e-5f);
        }
    }

    @Test
    void aMaskOfOnesChangesNothingAndOfZerosSilences() {
        ComplexSpectrogram transform = Stft.centred(256, 64).transform(Golden.noise(2000, 2));
        float[] ones = new float[transform.frames() * transform.bins()];
        Spectrogram zeros = Spectrogram.of(ones, transform.bins(), 1);
        Arrays.fill(ones, 1);
        Spectrogram keep = Spectrogram.of(ones, transform.bins(), 1);
        assertArrayEquals(
                transform.inverse().toArray(), transform.masked(keep).inverse().toArray());
        assertArrayEquals(new float[2000], transform.masked(zeros).inverse().toArray());
        assertThrows(SignalException.class, () -> transform.masked(Spectrogram.of(new float[5], 5, 1)));
    }

    @Test
    void badNumbersAreRefused() {
        assertRefused("The window has 600 samples and the transform 512", 600, 512, 128);
        assertRefused("The window has 0 samples", 0, 512, 128);
        assertRefused("The hop is 0 samples; give a positive one.", 512, 512, 0);
        assertRefused("The Fourier transform is to have 500 points", 500, 500, 128);
    }

    private static void assertRefused(String begin, int window, int fft, int hop) {
        SignalException e = assertThrows(SignalException.class, () -> new Stft(window, fft, hop, Centring.ZEROS));
        assertTrue(e.getMessage().startsWith(begin), e.getMessage());
    }

    @Test
    void whatWouldNotFitIsRefusedBeforeMemoryIsTaken() {
        Waveform sound = Waveform.of(new float[1 << 19], 8000);
        SignalException e =
                assertThrows(SignalException.class, () -> Stft.centred(1024, 1).magnitude(sound));
        assertTrue(e.getMessage().startsWith("The sound gives 524289 frames of 513 numbers"), e.getMessage());
    }
}
