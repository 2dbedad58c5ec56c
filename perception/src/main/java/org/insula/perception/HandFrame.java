package org.insula.perception;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The hands in one frame of a row.
 *
 * @param hands in the order in which they came into view
 */
public record HandFrame(List<Tracked> hands) {
    /** The length of {@link #row}: two hands of 21 landmarks of three numbers. */
    public static final int CHANNELS = 2 * 3 * HandLandmarks.COUNT;

    public HandFrame {
        hands = List.copyOf(hands);
    }

    /**
     * One hand that is followed.
     *
     * @param track its number, the same in every frame until it is lost; never used again
     * @param landmarks in this frame
     * @param rightness how sure the network is that it is a right hand, 0 to 1, over the frames so far: steadier than that
     *     of this frame alone
     */
    public record Tracked(int track, HandLandmarks landmarks, double rightness) {}

    /** The person's left hand, if it is in view. Of two hands one is the left, however alike they look. */
    public Optional<Tracked> left() {
        return best(hand -> 1 - hand.rightness());
    }

    /** The person's right hand, if it is in view. */
    public Optional<Tracked> right() {
        return best(Tracked::rightness);
    }

    private Optional<Tracked> best(ToDoubleFunction<Tracked> certainty) {
        Optional<Tracked> best = hands.stream().max(Comparator.comparingDouble(certainty));
        return hands.size() > 1 ? best : best.filter(hand -> certainty.applyAsDouble(hand) > 0.5);
    }

    /**
     * The frame as a step of a movement: x, y and depth of each landmark in pixels, those of the left hand, then those of
     * the right, length {@value #CHANNELS}. A hand that is not in view is NaN throughout.
     */
    public float[] row() {
        float[] row = new float[CHANNELS];
        Arrays.fill(row, Float.NaN);
        left().ifPresent(hand -> write(hand.landmarks(), row, 0));
        right().ifPresent(hand -> write(hand.landmarks(), row, CHANNELS / 2));
        return row;
    }

    private static void write(HandLandmarks landmarks, float[] row, int at) {
        double[] values = landmarks.toArray();
        for (int i = 0; i < values.length; i++) {
            row[at + i] = (float) values[i];
        }
    }
}
