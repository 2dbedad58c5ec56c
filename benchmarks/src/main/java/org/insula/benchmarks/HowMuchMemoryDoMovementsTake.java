package org.insula.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.insula.movement.Hydra;
import org.insula.movement.HydraOptions;
import org.insula.movement.MiniRocket;
import org.insula.movement.MiniRocketOptions;
import org.insula.movement.Series;

/**
 * 10,000 series of 1,000 steps and 6 channels (240 MB of floats), held in memory: MiniRocket is fitted to all, then each is
 * transformed by it and by Hydra and its features are let go. Start it with little more than the series need.
 */
public final class HowMuchMemoryDoMovementsTake {
    private static final int COUNT = 10_000;
    private static final int STEPS = 1_000;
    private static final int CHANNELS = 6;

    private HowMuchMemoryDoMovementsTake() {}

    public static void main(String[] args) {
        List<Series> all = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < COUNT; i++) {
            float[] values = new float[CHANNELS * STEPS];
            for (int j = 0; j < values.length; j++) {
                values[j] = (float) (Math.sin(j * (1 + i % 7) * 0.02) + random.nextDouble(-1, 1));
            }
            all.add(Series.of(CHANNELS, STEPS, values));
        }
        long start = System.nanoTime();
        MiniRocket rocket = MiniRocket.fit(all, MiniRocketOptions.standard());
        long fitted = System.nanoTime();
        Hydra hydra = Hydra.of(CHANNELS, STEPS, HydraOptions.standard());
        double sum = all.parallelStream()
                .mapToDouble(series -> rocket.transform(series)[0] + hydra.transform(series)[0])
                .sum();
        long end = System.nanoTime();
        System.out.println(String.format(
                Locale.ROOT,
                "fit %.2f s, transform %.1f s (%.0f series/s), heap at most %d MB of %d MB, checksum %.3f",
                (fitted - start) / 1e9,
                (end - fitted) / 1e9,
                COUNT / ((end - fitted) / 1e9),
                peak() >> 20,
                Runtime.getRuntime().maxMemory() >> 20,
                sum));
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
