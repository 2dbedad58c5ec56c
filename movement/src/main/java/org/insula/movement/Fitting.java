package org.insula.movement;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How recordings of different rates and lengths are brought to one shape, which the transforms need. Rates come first,
 * so that a second stays a second; then lengths, as {@code lengths} says. Nothing is done silently: {@link #apply} says
 * what it did.
 *
 * @param steps of every series, at least 9 for the transforms
 * @param rateHz of every series; empty if rates are unknown, and then none is changed
 * @param channels of every series
 * @param lengths what is done to a series of another length
 */
public record Fitting(int steps, OptionalDouble rateHz, int channels, Lengths lengths) {
    private static final int MAX_STEPS = 1_000_000;

    /** A rate this near, as a share, is taken as the same. */
    static final double RATE_TOLERANCE = 0.005;

    /** What is done to a series that is too long or too short. */
    public enum Lengths {
        /** Its middle is taken, or its ends are held: a second stays a second. */
        CUT_OR_HOLD,
        /** It is stretched or squeezed as a whole: a slow movement then looks like a quick one. */
        STRETCH
    }

    /** A recording in the common shape, and what was done to it, empty if nothing. */
    public record Fitted(Series series, List<String> remarks) {
        public Fitted {
            remarks = List.copyOf(remarks);
        }
    }

    public Fitting {
        if (steps < 2 || steps > MAX_STEPS || channels < 1) {
            throw new MovementException("Series were to have " + channels + " channels and " + steps
                    + " steps; give at least 1 channel and 2 to " + MAX_STEPS + " steps.");
        }
        if (rateHz.isPresent() && !(rateHz.getAsDouble() > 0 && rateHz.getAsDouble() < 1e9)) {
            throw new MovementException(
                    "Series were to have " + rateHz.getAsDouble() + " Hz; give a rate above 0 and below 1e9.");
        }
    }

    /**
     * The shape most at home among these recordings: the median rate, if all have one, and the median length at it.
     *
     * @throws MovementException if there is none, they differ in channels or only some have a rate
     */
    public static Fitting of(List<Recording> recordings, Lengths lengths) {
        if (recordings.isEmpty()) {
            throw new MovementException("There are no recordings to bring together; give at least one.");
        }
        int channels = recordings.getFirst().series().channels();
        long rated = recordings.stream().filter(r -> r.rateHz().isPresent()).count();
        if (rated != 0 && rated != recordings.size()) {
            throw new MovementException(rated + " of " + recordings.size()
                    + " recordings tell their rate; add a time column to the others, or take it from all.");
        }
        for (Recording recording : recordings) {
            checkChannels(recording, channels);
        }
        OptionalDouble rate = rated == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Resampling.median(recordings.stream()
                        .mapToDouble(r -> r.rateHz().orElseThrow())
                        .toArray()));
        double steps = Resampling.median(recordings.stream()
                .mapToDouble(r -> r.series().length()
                        * (rate.isPresent() ? rate.getAsDouble() / r.rateHz().orElseThrow() : 1))
                .toArray());
        return new Fitting((int) Math.clamp(Math.rint(steps), 2, MAX_STEPS), rate, channels, lengths);
    }

    private static void checkChannels(Recording recording, int channels) {
        if (recording.series().channels() != channels) {
            throw new MovementException("A recording has " + recording.series().channels() + " channels ("
                    + Fields.shown(String.join(", ", recording.channelNames())) + ") where " + channels
                    + " are expected; record the same channels every time, or leave the odd ones out.");
        }
    }

    /**
     * One recording in this shape.
     *
     * @throws MovementException if it has other channels, or no rate where one is needed
     */
    public Fitted apply(Recording recording) {
        Fitted rated = atRate(recording);
        List<String> remarks = new ArrayList<>(rated.remarks());
        Series series = rated.series();
        if (series.length() != steps) {
            remarks.add(
                    switch (lengths) {
                        case CUT_OR_HOLD ->
                            series.length() > steps
                                    ? "Took the middle " + steps + " of " + series.length() + " steps."
                                    : "Held the ends of " + series.length() + " steps to make " + steps + ".";
                        case STRETCH ->
                            (series.length() > steps ? "Squeezed " : "Stretched ") + series.length() + " steps to "
                                    + steps + ", so its speed is no longer told.";
                    });
            series = lengths == Lengths.STRETCH ? Resampling.stretched(series, steps) : Resampling.cut(series, steps);
        }
        return new Fitted(series, remarks);
    }

    /** One recording with these channels at this rate, in its own length. */
    Fitted atRate(Recording recording) {
        checkChannels(recording, channels);
        if (rateHz.isEmpty()) {
            return new Fitted(recording.series(), List.of());
        }
        double rate = rateHz.getAsDouble();
        double own = recording
                .rateHz()
                .orElseThrow(() -> new MovementException("The recording does not tell its rate where " + rate
                        + " Hz are expected; add a time column or give the rate."));
        if (Math.abs(own - rate) <= RATE_TOLERANCE * rate) {
            return new Fitted(recording.series(), List.of());
        }
        return new Fitted(
                Resampling.toRate(recording.series(), own, rate, MAX_STEPS),
                List.of("Resampled from " + Fields.shown(own) + " to " + Fields.shown(rate) + " steps a second."));
    }
}
