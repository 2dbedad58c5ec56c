package org.insula.benchmarks;

import java.util.Map;
import java.util.Optional;
import org.insula.music.PitchClass;

/**
 * A chord's name taken apart: {@code Eb:min7/b3}.
 *
 * @param root empty for {@code N}, where nothing sounds, and for {@code X}, where nobody knows
 * @param tones which of the twelve semitones above the root sound, the bass among them; bit 0 is the root
 * @param known false for {@code X}
 * @see <a href="https://ismir2005.ismir.net/proceedings/1080.pdf">Harte et al. 2005</a>
 */
record HarteChord(Optional<PitchClass> root, int tones, boolean known) {
    private static final int TRIAD = 0xff;
    private static final int MAJOR = bits(0, 4, 7);
    private static final int MINOR = bits(0, 3, 7);
    private static final int[] DEGREES = {0, 2, 4, 5, 7, 9, 11};
    private static final Map<String, Integer> SHORTHANDS = Map.ofEntries(
            Map.entry("maj", MAJOR),
            Map.entry("min", MINOR),
            Map.entry("aug", bits(0, 4, 8)),
            Map.entry("dim", bits(0, 3, 6)),
            Map.entry("sus4", bits(0, 5, 7)),
            Map.entry("sus2", bits(0, 2, 7)),
            Map.entry("7", bits(0, 4, 7, 10)),
            Map.entry("maj7", bits(0, 4, 7, 11)),
            Map.entry("min7", bits(0, 3, 7, 10)),
            Map.entry("minmaj7", bits(0, 3, 7, 11)),
            Map.entry("maj6", bits(0, 4, 7, 9)),
            Map.entry("min6", bits(0, 3, 7, 9)),
            Map.entry("dim7", bits(0, 3, 6, 9)),
            Map.entry("hdim7", bits(0, 3, 6, 10)),
            Map.entry("maj9", bits(0, 4, 7, 11)),
            Map.entry("min9", bits(0, 3, 7, 10)),
            Map.entry("9", bits(0, 4, 7, 10)),
            Map.entry("5", bits(0, 7)),
            Map.entry("1", bits(0)));

    static HarteChord parse(String name) {
        if (name.equals("N") || name.equals("X")) {
            return new HarteChord(Optional.empty(), 0, name.equals("N"));
        }
        int slash = name.indexOf('/');
        String upper = slash < 0 ? name : name.substring(0, slash);
        int colon = upper.indexOf(':');
        String shorthand = colon < 0 ? "maj" : upper.substring(colon + 1);
        Integer tones = SHORTHANDS.get(shorthand);
        if (tones == null) {
            throw new IllegalArgumentException("The chord '" + name + "' has the kind '" + shorthand
                    + "'; expected one of " + SHORTHANDS.keySet() + "; reduce it first.");
        }
        int bass = slash < 0 ? 0 : degree(name.substring(slash + 1));
        PitchClass root = pitchClass(colon < 0 ? upper : upper.substring(0, colon));
        return new HarteChord(Optional.of(root), tones | 1 << bass, true);
    }

    /** A note's name: a letter and any number of {@code b} or {@code #}. */
    static PitchClass pitchClass(String name) {
        return PitchClass.of(DEGREES["CDEFGAB".indexOf(name.charAt(0))] + accidentals(name));
    }

    /** Major, minor or none, which are the chords that {@link #sameTriad} can tell. */
    boolean isMajorMinorOrNone() {
        int triad = tones & TRIAD;
        return known && (root.isEmpty() || triad == MAJOR || triad == MINOR);
    }

    boolean sameTriad(HarteChord other) {
        return root.equals(other.root) && (tones & TRIAD) == (other.tones & TRIAD);
    }

    private static int degree(String name) {
        String number = name.replaceAll("[b#]", "");
        return Math.floorMod(DEGREES[(Integer.parseInt(number) - 1) % 7] + accidentals(name), 12);
    }

    private static int accidentals(String name) {
        return (int) (name.chars().filter(c -> c == '#').count()
                - name.chars()
                        .skip(name.matches("b\\d.*") ? 0 : 1)
                        .filter(c -> c == 'b')
                        .count());
    }

    private static int bits(int... semitones) {
        int bits = 0;
        for (int semitone : semitones) {
            bits |= 1 << semitone;
        }
        return bits;
    }
}
