package org.insula.movement;

import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * To what recordings are brought before they are encoded, and the identity of the encoder, which tells all of it.
 *
 * @param channels which ones
 * @param fitting rate and length
 */
record MovementShape(Channels channels, Fitting fitting) {
    static final int MAX_STEPS = 10_000;
    static final int MAX_VALUES = 500_000;

    private static final int MIN_STEPS = MiniRocketKernels.LENGTH;
    private static final int MAX_CHANNELS = 1_000;
    private static final MathContext RATE_DIGITS = new MathContext(3);
    private static final Pattern IDENTITY = Pattern.compile(
            "movement/" + MovementEncoder.VERSION
                    + "/channels=(\\d{1,4})(?::([^;]{1,100000}))?;rate=([0-9.]{1,16}|unknown);steps=(\\d{1,5});lengths=(hold|stretch)");

    /** What the shape of all depends on, of one recording. */
    record Outline(Channels channels, int steps, OptionalDouble rateHz) {
        static Outline of(Recording recording) {
            return new Outline(Channels.of(recording), recording.series().length(), recording.rateHz());
        }
    }

    /**
     * The shape most at home among these, in whatever order: the channels that most have, then of those the median rate,
     * if most tell one, and the median length. Rate and length are rounded where recordings differ, so that one more
     * example seldom changes them.
     *
     * @param outlines at least one
     */
    static MovementShape of(List<Outline> outlines) {
        Channels channels = mostCommon(outlines.stream()
                .collect(Collectors.groupingBy(outline -> outline.channels().sorted())));
        List<Outline> alike = outlines.stream()
                .filter(outline -> outline.channels().sorted().equals(channels.sorted()))
                .toList();
        List<Outline> rated =
                alike.stream().filter(outline -> outline.rateHz().isPresent()).toList();
        if (2 * rated.size() <= alike.size()) {
            return unrated(channels, alike);
        }
        double rate = Resampling.median(
                rated.stream().mapToDouble(o -> o.rateHz().orElseThrow()).toArray());
        double rounded = new BigDecimal(rate).round(RATE_DIGITS).doubleValue();
        double steps = median(rated.stream()
                .mapToDouble(o -> sameRate(o.rateHz().orElseThrow(), rounded)
                        ? o.steps()
                        : o.steps() * rounded / o.rateHz().orElseThrow())
                .toArray());
        int most = most(channels.count());
        double slower = steps <= most
                ? rounded
                : new BigDecimal(rounded * most / steps).round(RATE_DIGITS).doubleValue();
        return new MovementShape(
                channels,
                new Fitting(
                        (int) Math.clamp(Math.rint(steps * slower / rounded), MIN_STEPS, most),
                        OptionalDouble.of(slower),
                        channels.count(),
                        Fitting.Lengths.CUT_OR_HOLD));
    }

    private static boolean sameRate(double own, double rate) {
        return Math.abs(own - rate) <= Fitting.RATE_TOLERANCE * rate;
    }

    private static MovementShape unrated(Channels channels, List<Outline> alike) {
        double steps = median(alike.stream().mapToDouble(Outline::steps).toArray());
        int most = most(channels.count());
        return new MovementShape(
                channels,
                new Fitting(
                        (int) Math.clamp(steps, MIN_STEPS, most),
                        OptionalDouble.empty(),
                        channels.count(),
                        steps > most ? Fitting.Lengths.STRETCH : Fitting.Lengths.CUT_OR_HOLD));
    }

    private static int most(int channels) {
        return Math.clamp(MAX_VALUES / channels, MIN_STEPS, MAX_STEPS);
    }

    /** Of the channels that most recordings have, the order that most of those have. */
    private static Channels mostCommon(Map<Channels, List<Outline>> bySet) {
        Map<Channels, Integer> orders = new HashMap<>();
        Channels set = largest(bySet.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().size())));
        bySet.get(set).forEach(outline -> orders.merge(outline.channels(), 1, Integer::sum));
        return largest(orders);
    }

    private static Channels largest(Map<Channels, Integer> counts) {
        return counts.entrySet().stream()
                .min(Comparator.comparing((Map.Entry<Channels, Integer> e) -> -e.getValue())
                        .thenComparing(e -> e.getKey().toString()))
                .orElseThrow()
                .getKey();
    }

    /** The median as it is if half of all are it, else rounded to one of eight to sixteen steps from 2ⁿ to 2ⁿ⁺¹. */
    private static double median(double[] steps) {
        double median = Math.rint(Resampling.median(steps));
        long same = Arrays.stream(steps).filter(s -> Math.rint(s) == median).count();
        if (2 * same >= steps.length) {
            return median;
        }
        double grid = Math.max(1, Math.scalb(1.0, Math.getExponent(median) - 3));
        return grid * Math.rint(median / grid);
    }

    /** Names the encoder for this shape. */
    String identity() {
        String names = channels.names().isEmpty()
                ? ""
                : channels.names().stream()
                        .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
                        .collect(Collectors.joining(",", ":", ""));
        String rate = fitting.rateHz().isPresent()
                ? BigDecimal.valueOf(fitting.rateHz().getAsDouble())
                        .stripTrailingZeros()
                        .toPlainString()
                : "unknown";
        return "movement/" + MovementEncoder.VERSION + "/channels=" + channels.count() + names + ";rate=" + rate
                + ";steps=" + fitting.steps() + ";lengths="
                + (fitting.lengths() == Fitting.Lengths.STRETCH ? "stretch" : "hold");
    }

    /** @throws MovementException if this is not what {@link #identity} gives */
    static MovementShape parse(String identity) {
        Matcher parts = IDENTITY.matcher(identity);
        if (parts.matches()) {
            try {
                MovementShape shape = of(parts);
                if (shape.identity().equals(identity) && shape.isSmallEnough()) {
                    return shape;
                }
            } catch (IllegalArgumentException | MovementException e) {
                throw unknown(identity, e);
            }
        }
        throw unknown(identity, null);
    }

    private static MovementShape of(Matcher parts) {
        List<String> names = new ArrayList<>();
        if (parts.group(2) != null) {
            Fields.split(parts.group(2), ',')
                    .forEach(name -> names.add(URLDecoder.decode(name, StandardCharsets.UTF_8)));
        }
        int count = Integer.parseInt(parts.group(1));
        return new MovementShape(
                new Channels(count, names),
                new Fitting(
                        Integer.parseInt(parts.group(4)),
                        parts.group(3).equals("unknown")
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(Double.parseDouble(parts.group(3))),
                        count,
                        parts.group(5).equals("stretch") ? Fitting.Lengths.STRETCH : Fitting.Lengths.CUT_OR_HOLD));
    }

    private boolean isSmallEnough() {
        return channels.count() <= MAX_CHANNELS
                && (channels.names().isEmpty() || channels.names().size() == channels.count())
                && fitting.steps() >= MIN_STEPS
                && fitting.steps() <= most(channels.count());
    }

    private static MovementException unknown(String identity, Exception cause) {
        return new MovementException(
                "The model was taught on the encoder '"
                        + (identity.length() > 200 ? identity.substring(0, 200) + "…" : identity)
                        + "', which this Insula does not have; update Insula, or teach it again from its examples.",
                cause);
    }

    /** A recording in this shape, and what was done to it. */
    Fitting.Fitted apply(Recording recording) {
        return fitted(recording, fitting::apply);
    }

    /** A recording with these channels at this rate, in its own length. */
    Fitting.Fitted atRate(Recording recording) {
        return fitted(recording, fitting::atRate);
    }

    private Fitting.Fitted fitted(Recording recording, Function<Recording, Fitting.Fitted> fit) {
        Fitting.Fitted chosen = channels.apply(recording);
        List<String> remarks = new ArrayList<>(recording.remarks());
        remarks.addAll(chosen.remarks());
        if (fitting.rateHz().isEmpty() && recording.rateHz().isPresent()) {
            remarks.add("Its rate was not used, since most recordings that were taught do not tell theirs.");
        }
        Fitting.Fitted fitted = fit.apply(
                new Recording(chosen.series(), recording.rateHz(), Samples.numbered(channels.count()), List.of()));
        remarks.addAll(fitted.remarks());
        return new Fitting.Fitted(fitted.series(), remarks);
    }
}
