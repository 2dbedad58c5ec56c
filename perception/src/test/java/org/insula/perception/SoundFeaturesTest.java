package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.insula.signal.audio.Waveform;
import org.insula.testkit.Sounds;
import org.junit.jupiter.api.Test;

class SoundFeaturesTest {
    private static final int RATE = SoundFeatures.SAMPLE_RATE;

    @Test
    void timeBinsOfAsManyRowsAreTheRows() {
        float[] rows = {1, 10, 2, 20, 4, 40};
        assertArrayEquals(rows, TimeBins.of(rows, 2, 3), 1e-6f);
    }

    @Test
    void aTimeBinIsTheMeanUnderATriangle() {
        // two bins of four rows: centres at 1 and 3, two rows to either side, weights 3/4 and 1/4 of what is near and
        // far
        float[] rows = {1, 2, 3, 4};
        float first = (0.75f * 1 + 0.75f * 2 + 0.25f * 3) / 1.75f;
        float last = (0.25f * 2 + 0.75f * 3 + 0.75f * 4) / 1.75f;
        assertArrayEquals(new float[] {first, last}, TimeBins.of(rows, 1, 2), 1e-6f);
    }

    @Test
    void oneRowFillsEveryTimeBin() {
        assertArrayEquals(new float[] {7, 7, 7, 7, 7}, TimeBins.of(new float[] {7}, 1, 5), 1e-6f);
    }

    @Test
    void theCoreIsWhereTheSoundIs() {
        float[] samples = new float[RATE];
        System.arraycopy(Sounds.tone(440, 0.5, 0.3, RATE), 0, samples, 4_000, 4_800);
        SoundCore core = SoundCore.of(Waveform.of(samples, RATE), 15);
        assertEquals(4_000, core.from(), 500);
        assertEquals(8_800, core.to(), 500);
    }

    @Test
    void aSteadyBackgroundIsNotTheCore() {
        float[] samples = Sounds.noise(5, 0.01, 1, RATE);
        float[] tone = Sounds.tone(440, 0.5, 0.2, RATE);
        for (int i = 0; i < tone.length; i++) {
            samples[6_000 + i] += tone[i];
        }
        SoundCore core = SoundCore.of(Waveform.of(samples, RATE), 35);
        assertEquals(6_000, core.from(), 500);
        assertEquals(9_200, core.to(), 500);
    }

    @Test
    void aFlatSpectrumHasOnlyTheFirstCepstralCoefficient() {
        float[] flat = new float[8];
        Arrays.fill(flat, 2);
        assertArrayEquals(new float[] {(float) (2 * Math.sqrt(8)), 0, 0}, new Cepstrum(8, 3).of(flat), 1e-5f);
    }

    @Test
    void aLineHasItsSlope() {
        float[] line = {0, 3, 6, 9, 12, 15, 18};
        float[] slopes = Cepstrum.slopes(line, 1);
        assertEquals(3, slopes[3], 1e-5);
        assertEquals(3 * 0.5, slopes[0], 1e-5); // (1·3 + 2·6) / 10
    }

    @Test
    void aFlatPictureHasNoPatterns() {
        float[] flat = new float[32 * 32];
        Arrays.fill(flat, -3);
        for (float value : SpectralPatterns.of(flat, 32)) {
            assertEquals(0, value, 1e-4);
        }
    }

    @Test
    void anOnsetAndAnEndAreSeenWithOppositeSigns() {
        float[] step = new float[32 * 32];
        Arrays.fill(step, 16 * 32, step.length, 1);
        float[] back = new float[32 * 32];
        Arrays.fill(back, 0, 16 * 32, 1);
        float[] onset = SpectralPatterns.of(step, 32);
        float[] end = SpectralPatterns.of(back, 32);
        assertTrue(sum(onset, 0, 36) > 0.1);
        assertEquals(0, sum(onset, 36, 72), 1e-4);
        assertEquals(0, sum(end, 0, 36), 1e-4);
        assertEquals(sum(onset, 0, 36), sum(end, 36, 72), 1e-3);
    }

    @Test
    void aToneStandsOutInItsBand() {
        LogMel mel = new LogMel(32, 100, 3_800);
        float[] powers = mel.powers(SoundFeatures.STFT.power(Waveform.of(Sounds.tone(1_000, 0.5, 0.2, RATE), RATE)));
        int loudest = 0;
        for (int b = 0; b < 32; b++) {
            loudest = powers[5 * 32 + b] > powers[5 * 32 + loudest] ? b : loudest;
        }
        // peaks lie (2097.1 - 150.5) / 33 = 59 HTK mel apart from 150.5 on, and (1000 - 150.5) / 59 - 1 = 13.4
        assertEquals(13, loudest);
    }

    @Test
    void aBandThatReachesBeyondTheLimitIsSilent() {
        LogMel whole = new LogMel(40, 60, 7_600);
        LogMel limited = new LogMel(40, 60, 7_600, 3_800);
        var power = SoundFeatures.STFT.power(Waveform.of(Sounds.noise(1, 0.5, 0.1, RATE), RATE));
        float[] all = whole.powers(power);
        float[] low = limited.powers(power);
        // peaks lie (2786.3 - 92.6) / 41 = 65.7 HTK mel apart, and 3,800 Hz is mel 2097: 30.5 of them above the lowest
        for (int band = 0; band < 40; band++) {
            assertEquals(band < 29 ? all[band] : 0, low[band], "band " + band);
            assertTrue(all[band] > 0);
        }
    }

    /** By numpy in double precision from the same weights: argsort and softmax of the same perceptron. */
    @Test
    void theNetworkHearsWhatNumpyHears() {
        float[] logs = new float[5 * 32];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = (float) (-6 + 3 * Math.sin(0.3 * (i / 32) + 0.5 * (i % 32)));
        }
        PhoneNetwork.Heard heard = new PhoneNetwork(Artifact.bytes(PhoneNetwork.WEIGHTS)).hear(logs);
        assertEquals(0.947016, heard.phones()[21], 1e-4);
        assertEquals(0.00915585, heard.phones()[22], 1e-4);
        assertEquals(0.753967, heard.phones()[4 * PhoneNetwork.PHONES + 21], 1e-4);
        assertEquals(0.154739, heard.phones()[4 * PhoneNetwork.PHONES + 22], 1e-4);
        assertArrayEquals(
                new float[] {1.7428f, 0, 1.3215f, 0, 0, 1.7396f},
                Arrays.copyOfRange(heard.hidden(), 2 * PhoneNetwork.HIDDEN, 2 * PhoneNetwork.HIDDEN + 6),
                1e-3f);
        assertEquals(153.2089, sum(heard.hidden(), 2 * PhoneNetwork.HIDDEN, 3 * PhoneNetwork.HIDDEN), 1e-2);
    }

    private static double sum(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }
}
