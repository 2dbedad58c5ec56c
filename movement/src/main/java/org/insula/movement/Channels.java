package org.insula.movement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which channels a series must have, in which order. Where they have names, a recording's own are found by name, whatever
 * their order; a recording without names is taken as it stands.
 *
 * @param count from 1
 * @param names of each, plain (see {@link #plain}); empty if they have none
 */
record Channels(int count, List<String> names) {
    /** How many characters all names may have together; longer ones are no names. */
    private static final int MAX_NAMES = 10_000;

    Channels {
        names = List.copyOf(names);
    }

    /** Those of a recording; names that are made up, or not one for each, are none. */
    static Channels of(Recording recording) {
        int count = recording.series().channels();
        List<String> names =
                recording.channelNames().stream().map(Channels::plain).toList();
        boolean made = names.equals(Samples.numbered(count))
                || names.contains("")
                || names.stream().mapToInt(String::length).sum() > MAX_NAMES;
        return new Channels(count, made || new HashSet<>(names).size() < count ? List.of() : names);
    }

    /** As names are compared: without spaces around them and in lower case. */
    static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** The same channels, however they are ordered. */
    Channels sorted() {
        return new Channels(count, names.stream().sorted().toList());
    }

    /** A recording with just these channels in this order, and what was done to it. */
    Fitting.Fitted apply(Recording recording) {
        Channels given = of(recording);
        if (names.isEmpty() || given.names().isEmpty()) {
            if (given.count() != count) {
                throw unlike(recording);
            }
            boolean guessed = !names.isEmpty();
            return new Fitting.Fitted(
                    recording.series(),
                    guessed
                            ? List.of("Its channels have no names; took them as " + listed() + " in this order.")
                            : List.of());
        }
        if (given.names().equals(names)) {
            return new Fitting.Fitted(recording.series(), List.of());
        }
        return picked(recording, given.names());
    }

    private Fitting.Fitted picked(Recording recording, List<String> given) {
        Series from = recording.series();
        float[] values = new float[Math.multiplyExact(count, from.length())];
        for (int i = 0; i < count; i++) {
            int channel = given.indexOf(names.get(i));
            if (channel < 0) {
                throw unlike(recording);
            }
            System.arraycopy(from.values(), channel * from.length(), values, i * from.length(), from.length());
        }
        List<String> remarks = new ArrayList<>();
        Optional<String> unused =
                given.stream().filter(name -> !names.contains(name)).findFirst();
        unused.ifPresent(name -> remarks.add(
                (given.size() - count) + " channels were not used, the first of them '" + Fields.shown(name) + "'."));
        if (unused.isEmpty()) {
            remarks.add("Put its channels into the order " + listed() + ".");
        }
        return new Fitting.Fitted(Series.of(count, from.length(), values), remarks);
    }

    private MovementException unlike(Recording recording) {
        return new MovementException("The recording has " + recording.series().channels() + " channels ("
                + Fields.shown(String.join(", ", recording.channelNames())) + ") where "
                + (names.isEmpty() ? count + " are" : listed() + (count == 1 ? " is" : " are"))
                + " expected; record the same channels every time.");
    }

    private String listed() {
        return Fields.shown(String.join(", ", names));
    }
}
