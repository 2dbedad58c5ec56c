package org.insula.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What an accelerometer on a wrist feels, made from numbers and seeds: three gestures of three people, who each hold the
 * arm, hurry and reach in a way of their own. The project's own example data comes from here; {@link #main} writes it.
 */
public final class Gestures {
    /** What can be shown, in alphabetical order. */
    public static final List<String> NAMES = List.of("circle", "shake", "swipe");

    /** Who shows it. */
    public static final List<String> PEOPLE = List.of("p1", "p2", "p3");

    /** Steps a second. */
    public static final int RATE = 50;

    private static final double GRAVITY = 9.81;

    private final SplittableRandom random;
    private final double hurry;
    private final double reach;
    private final double side;
    private final double pitch;
    private final double roll;

    private Gestures(String gesture, String person, int take) {
        int number = PEOPLE.indexOf(person);
        if (number < 0 || !NAMES.contains(gesture)) {
            throw new IllegalArgumentException("'" + gesture + "' of '" + person + "' is not known; choose among "
                    + NAMES + " of " + PEOPLE + ".");
        }
        random = new SplittableRandom(1_000L * NAMES.indexOf(gesture) + 100L * number + take);
        SplittableRandom own = new SplittableRandom(7_919L * (number + 1));
        hurry = own.nextDouble(0.85, 1.2) * random.nextDouble(0.9, 1.1);
        reach = own.nextDouble(0.8, 1.25) * random.nextDouble(0.85, 1.15);
        side = number == 1 ? -1 : 1; // one is left-handed
        pitch = own.nextDouble(-0.4, 0.4) + random.nextDouble(-0.1, 0.1);
        roll = own.nextDouble(-0.5, 0.5) + random.nextDouble(-0.1, 0.1);
    }

    /**
     * One recording as a CSV with the columns {@code time,ax,ay,az}: seconds, and metres per second squared with gravity
     * in them; 1.2 to 3 seconds long.
     *
     * @param take the same one gives the same recording
     * @throws IllegalArgumentException if the gesture or the person is not known
     */
    public static String table(String gesture, String person, int take) {
        return new Gestures(gesture, person, take).table(gesture);
    }

    /** Writes {@code args[1]} takes of everybody's every gesture below {@code args[0]}, as {@code circle/circle_p1_01.csv}. */
    public static void main(String[] args) throws IOException {
        for (String gesture : NAMES) {
            Path folder = Files.createDirectories(Path.of(args[0], gesture));
            for (String person : PEOPLE) {
                for (int take = 1; take <= Integer.parseInt(args[1]); take++) {
                    Path file = folder.resolve("%s_%s_%02d.csv".formatted(gesture, person, take));
                    Files.writeString(file, table(gesture, person, take));
                }
            }
        }
    }

    private String table(String gesture) {
        double rest = random.nextDouble(0.2, 0.5);
        double moving = switch (gesture) {
            case "circle" -> random.nextDouble(1.2, 1.8) / hurry;
            case "shake" -> random.nextDouble(0.8, 1.4);
            default -> random.nextDouble(0.5, 0.7) / hurry;
        };
        double phase = random.nextDouble(-0.4, 0.4);
        int rows = (int) (RATE * (2 * rest + moving));
        StringBuilder table = new StringBuilder("time,ax,ay,az\n");
        for (int row = 0; row < rows; row++) {
            double at = ((double) row / RATE - rest) / moving;
            double[] a = at < 0 || at > 1 ? new double[3] : moved(gesture, at, moving, phase);
            double[] felt = {
                a[0] - GRAVITY * Math.sin(pitch),
                a[1] + GRAVITY * Math.cos(pitch) * Math.sin(roll),
                a[2] + GRAVITY * Math.cos(pitch) * Math.cos(roll)
            };
            table.append(String.format(Locale.ROOT, "%.2f", (double) row / RATE));
            for (double value : felt) {
                table.append(String.format(Locale.ROOT, ",%.2f", value + 0.15 * random.nextGaussian()));
            }
            table.append('\n');
        }
        return table.toString();
    }

    /** What the hand does at a share of the gesture's time, in metres per second squared. */
    private double[] moved(String gesture, double at, double seconds, double phase) {
        double swell = Math.sin(Math.PI * at);
        return switch (gesture) {
            case "circle" -> {
                double pull = 0.16 * reach * Math.pow(2 * Math.PI * hurry, 2) * Math.min(1, 2 * swell);
                double angle = 2 * Math.PI * hurry * at * seconds + phase;
                yield new double[] {
                    -pull * Math.cos(angle), 0.1 * pull * Math.sin(angle), -side * pull * Math.sin(angle)
                };
            }
            case "shake" -> {
                double push = 11 * reach * Math.min(1, 2 * swell);
                double angle = 2 * Math.PI * 4.2 * hurry * at * seconds + phase;
                yield new double[] {0.2 * push * Math.cos(angle), push * Math.sin(angle), 0.25 * push * Math.sin(angle)
                };
            }
            default -> {
                double push = 9 * reach * Math.sin(2 * Math.PI * at);
                yield new double[] {0.2 * push + phase, side * push, 1.5 * swell};
            }
        };
    }
}
