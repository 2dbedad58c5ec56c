package org.insula.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.insula.signal.audio.AudioDecoder;
import org.insula.signal.audio.AudioLimits;

/** How many times faster than it plays each given file becomes one channel at 22,050 Hz, on one thread: the median of nine. */
public final class HowFastIsDecoding {
    private static final int RATE = 22_050;
    private static final int RUNS = 9;

    private HowFastIsDecoding() {}

    public static void main(String[] files) {
        for (String file : files) {
            double[] ratios = new double[RUNS];
            double seconds = 0;
            for (int run = 0; run < RUNS; run++) {
                long begin = System.nanoTime();
                seconds = AudioDecoder.decode(Path.of(file), RATE, AudioLimits.standard())
                        .seconds();
                ratios[run] = seconds / ((System.nanoTime() - begin) / 1e9);
            }
            Arrays.sort(ratios);
            System.out.println(
                    String.format(Locale.ROOT, "%5.0f x real time  %.0f s  %s", ratios[RUNS / 2], seconds, file));
        }
    }
}
