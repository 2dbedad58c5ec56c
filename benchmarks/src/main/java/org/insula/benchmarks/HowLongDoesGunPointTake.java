package org.insula.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.insula.movement.LabelledRecording;
import org.insula.movement.MiniRocket;
import org.insula.movement.MiniRocketOptions;
import org.insula.movement.Ridge;
import org.insula.movement.Series;
import org.insula.movement.SeriesLimits;
import org.insula.movement.SeriesReader;

/**
 * GunPoint from series to answers, {@code HowLongDoesGunPointTake DATA}: MiniRocket and ridge are fitted to the 50 of the
 * training split and judge the 150 of the other; first in a fresh JVM, then again and again. Times are those of the calling
 * thread on its core. Without the module {@code jdk.incubator.vector} it is plain loops, which teaching takes for sets so small.
 */
public final class HowLongDoesGunPointTake {
    private static final int TIMES = 21;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private HowLongDoesGunPointTake() {}

    public static void main(String[] args) {
        List<LabelledRecording> train = read(args[0], "TRAIN");
        List<LabelledRecording> test = read(args[0], "TEST");
        double[][] seconds = new double[TIMES][];
        for (int i = 0; i < TIMES; i++) {
            seconds[i] = once(train, test);
        }
        say("cold: fit %.3f s, test %.3f s, right %.4f", seconds[0][0], seconds[0][1], seconds[0][2]);
        say("warm, median of %d: fit %.3f s, test %.3f s", TIMES - 1, median(seconds, 0), median(seconds, 1));
    }

    private static List<LabelledRecording> read(String data, String split) {
        return new SeriesReader(SeriesLimits.standard()).read(Path.of(data, "movement", "GunPoint_" + split + ".ts"));
    }

    private static double[] once(List<LabelledRecording> train, List<LabelledRecording> test) {
        long start = THREADS.getCurrentThreadCpuTime();
        List<Series> series =
                train.stream().map(one -> one.recording().series()).toList();
        List<String> labels =
                train.stream().map(one -> one.label().orElseThrow()).distinct().toList();
        MiniRocket rocket = MiniRocket.fit(series, MiniRocketOptions.standard());
        float[][] features = series.stream().map(rocket::transform).toArray(float[][]::new);
        int[] classes = train.stream()
                .mapToInt(one -> labels.indexOf(one.label().orElseThrow()))
                .toArray();
        Ridge ridge = Ridge.fit(features, classes, labels.size());
        long fitted = THREADS.getCurrentThreadCpuTime();
        long right = test.stream()
                .filter(one -> labels.get(
                                ridge.classify(rocket.transform(one.recording().series())))
                        .equals(one.label().orElseThrow()))
                .count();
        long end = THREADS.getCurrentThreadCpuTime();
        return new double[] {(fitted - start) / 1e9, (end - fitted) / 1e9, (double) right / test.size()};
    }

    private static double median(double[][] seconds, int part) {
        double[] warm = Arrays.stream(seconds)
                .skip(1)
                .mapToDouble(one -> one[part])
                .sorted()
                .toArray();
        return warm[warm.length / 2];
    }

    private static void say(String form, Object... values) {
        System.out.println(String.format(Locale.ROOT, form, values));
    }
}
