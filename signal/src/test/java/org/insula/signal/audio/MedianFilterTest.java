package org.insula.signal.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.insula.signal.SignalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MedianFilterTest {
    @Test
    void threeByHand() {
        Spectrogram row = Spectrogram.of(new float[] {5, 1, 4, 2, 9}, 5, 1);
        // Mirrored at the edges: 5 5 1 4 2 9 9.
        assertArrayEquals(new float[] {5, 4, 2, 4, 9}, MedianFilter.overBins(row, 3));
        assertArrayEquals(row.toArray(), MedianFilter.overFrames(row, 31));
        assertArrayEquals(row.toArray(), MedianFilter.overBins(row, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,31",
        "1,40,31",
        "40,1,31",
        "2,2,5",
        "7,300,31",
        "300,7,31",
        "33,129,3",
        "64,128,1",
        "65,31,255",
        "31,62,31"
    })
    void itIsTheSortedMiddle(int frames, int bins, int length) {
        SplittableRandom random = new SplittableRandom(frames * 1000L + bins);
        float[] values = new float[frames * bins];
        for (int i = 0; i < values.length; i++) {
            // Coarse steps, so that equal values come together.
            values[i] = random.nextInt(2) == 0 ? random.nextInt(10) : random.nextFloat() * 10;
        }
        Spectrogram spectrogram = Spectrogram.of(values, bins, 1);
        float[] overFrames = MedianFilter.overFrames(spectrogram, length);
        float[] overBins = MedianFilter.overBins(spectrogram, length);
        for (int t = 0; t < frames; t++) {
            for (int k = 0; k < bins; k++) {
                float[] column = new float[length];
                float[] row = new float[length];
                for (int i = 0; i < length; i++) {
                    column[i] = values[mirrored(t + i - length / 2, frames) * bins + k];
                    row[i] = values[t * bins + mirrored(k + i - length / 2, bins)];
                }
                Arrays.sort(column);
                Arrays.sort(row);
                assertEquals(column[length / 2], overFrames[t * bins + k], "frame " + t + ", bin " + k);
                assertEquals(row[length / 2], overBins[t * bins + k], "frame " + t + ", bin " + k);
            }
        }
    }

    private static int mirrored(int place, int count) {
        int at = place;
        while (at < 0 || at >= count) {
            at = at < 0 ? -1 - at : 2 * count - 1 - at;
        }
        return at;
    }

    @Test
    void nothingStaysNothing() {
        assertEquals(0, MedianFilter.overFrames(Spectrogram.of(new float[0], 4, 1), 31).length);
    }

    @Test
    void evenAndHugeLengthsAreRefused() {
        for (int length : new int[] {-1, 0, 2, 30, 257}) {
            assertThrows(SignalException.class, () -> new HarmonicPercussive(length, 31, 2, 1, 1));
            assertThrows(SignalException.class, () -> new HarmonicPercussive(31, length, 2, 1, 1));
        }
    }
}
