package org.insula.movement;

import java.util.Arrays;

/**
 * A series at another rate or of another length. Both are band-limited: each new step is a sum of old ones under a sinc
 * with a Hann window of eight zero crossings to either side, which also takes off what the new rate cannot carry. Beyond
 * its ends a series is held.
 */
final class Resampling {
    private static final int CROSSINGS = 8;

    private Resampling() {}

    /**
     * The same stretch of time at another rate.
     *
     * @return round(length · target / rate) steps, at least one
     */
    static Series toRate(Series series, double rateHz, double targetHz, int maxSteps) {
        double steps = Math.max(1, Math.rint(series.length() * targetHz / rateHz));
        if (!(steps <= maxSteps)) {
            throw new MovementException("A series of " + series.length() + " steps at " + rateHz + " Hz would have "
                    + steps + " at " + targetHz + " Hz, at most " + maxSteps + " are taken; choose a lower rate.");
        }
        return rateHz == targetHz ? series : sampled(series, (int) steps, rateHz / targetHz);
    }

    /** Stretched or squeezed to a length, first step on first and last on last. */
    static Series stretched(Series series, int length) {
        if (length == series.length()) {
            return series;
        }
        double step = length == 1 ? 1 : (series.length() - 1.0) / (length - 1);
        return sampled(series, length, step);
    }

    /** The values at every {@code step}-th old step, which need not be whole. */
    private static Series sampled(Series series, int length, double step) {
        double cutoff = Math.min(1, step > 0 ? 1 / step : 1);
        double reach = CROSSINGS / cutoff;
        float[] out = new float[Math.multiplyExact(series.channels(), length)];
        double[] weights = new double[2 * (int) Math.ceil(reach) + 2];
        for (int t = 0; t < length; t++) {
            double at = t * step;
            int first = (int) Math.ceil(at - reach);
            int count = (int) Math.floor(at + reach) - first + 1;
            double sum = 0;
            for (int i = 0; i < count; i++) {
                weights[i] = weight(first + i - at, cutoff, reach);
                sum += weights[i];
            }
            for (int channel = 0; channel < series.channels(); channel++) {
                double value = 0;
                for (int i = 0; i < count; i++) {
                    value += weights[i] * series.at(channel, Math.clamp(first + i, 0, series.length() - 1));
                }
                out[channel * length + t] = (float) (value / sum);
            }
        }
        return Series.of(series.channels(), length, out);
    }

    private static double weight(double distance, double cutoff, double reach) {
        double x = Math.PI * distance * cutoff;
        double sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x;
        return sinc * 0.5 * (1 + Math.cos(Math.PI * distance / reach));
    }

    /** The middle of a series that is too long; one that is too short is held at both ends. */
    static Series cut(Series series, int length) {
        if (length == series.length()) {
            return series;
        }
        int shift = Math.floorDiv(series.length() - length, 2);
        float[] out = new float[Math.multiplyExact(series.channels(), length)];
        for (int channel = 0; channel < series.channels(); channel++) {
            int at = channel * length;
            for (int t = 0; t < length; t++) {
                out[at + t] = series.at(channel, Math.clamp(t + shift, 0, series.length() - 1));
            }
        }
        return Series.of(series.channels(), length, out);
    }

    /** The middle one of the numbers, the lower of two. */
    static double median(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }
}
