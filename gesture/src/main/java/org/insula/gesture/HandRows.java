package org.insula.gesture;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.insula.perception.HandEncoder;
import org.insula.perception.HandFinder;
import org.insula.perception.HandFrame;
import org.insula.perception.HandLandmarks;
import org.insula.perception.HandTracker;
import org.insula.signal.Picture;

/**
 * One or two hands as rows of {@value #CHANNELS} numbers: {@link HandRow} of the first hand, of the second, where the
 * second is seen from the first, and whether there is a second. Where two hands are in view the first is the right one;
 * of one hand it does not matter which it is, so a wave of the left is a wave of the right.
 */
final class HandRows implements Landmarks {
    static final int CHANNELS = 2 * HandRow.CHANNELS + 3;

    /** In this share of the frames with a hand both must be seen, or the second does not count. */
    private static final double TWO_HANDS = 0.25;

    private static final int VERSION = 1;

    private static final int[] SPEEDS = {
        HandRow.X, HandRow.Y, HandRow.CHANNELS + HandRow.X, HandRow.CHANNELS + HandRow.Y
    };

    private static final BitSet CENTRED = new BitSet();

    static {
        for (int hand = 0; hand < 2; hand++) {
            CENTRED.set(hand * HandRow.CHANNELS + HandRow.X);
            CENTRED.set(hand * HandRow.CHANNELS + HandRow.Y);
            CENTRED.set(hand * HandRow.CHANNELS + HandRow.SIZE);
        }
    }

    private final HandFinder finder = new HandFinder();
    private final String identity;

    HandRows() {
        try (HandEncoder encoder = new HandEncoder()) {
            String networks = encoder.identity();
            identity = "rows-" + VERSION + "-" + networks.substring(networks.lastIndexOf('/') + 1);
        }
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public int channels() {
        return CHANNELS;
    }

    @Override
    public int[] speeds() {
        return SPEEDS.clone();
    }

    @Override
    public BitSet centred() {
        return (BitSet) CENTRED.clone();
    }

    @Override
    public Following follow() {
        return new Hands(new HandTracker(finder));
    }

    @Override
    public void close() {
        finder.close();
    }

    private static final class Hands implements Following {
        private final HandTracker tracker;
        private final List<HandFrame> frames = new ArrayList<>();

        Hands(HandTracker tracker) {
            this.tracker = tracker;
        }

        @Override
        public void next(Picture frame) {
            frames.add(tracker.next(frame));
        }

        @Override
        public int seen() {
            return (int)
                    frames.stream().filter(frame -> !frame.hands().isEmpty()).count();
        }

        @Override
        public String what() {
            return "hand";
        }

        private boolean areTwo() {
            long both =
                    frames.stream().filter(frame -> frame.hands().size() > 1).count();
            return both >= Math.max(2, TWO_HANDS * seen());
        }

        @Override
        public float[][] rows() {
            boolean two = areTwo();
            Map<Integer, Track> tracks = tracks();
            float[][] first = new float[frames.size()][];
            float[][] second = new float[frames.size()][];
            for (int i = 0; i < frames.size(); i++) {
                HandFrame.Tracked[] hands = two
                        ? sides(frames.get(i), tracks)
                        : new HandFrame.Tracked[] {longest(frames.get(i), tracks), null};
                first[i] = row(hands[0]);
                second[i] = row(hands[1]);
            }
            return join(first, second, two);
        }

        private static float[] row(HandFrame.Tracked hand) {
            return hand == null ? Rows.missing(HandRow.CHANNELS) : HandRow.of(hand.landmarks());
        }

        /** How long a hand was followed, and how surely it is a right one. */
        private record Track(int frames, double rightness) {}

        private Map<Integer, Track> tracks() {
            Map<Integer, Track> tracks = new HashMap<>();
            for (HandFrame frame : frames) {
                for (HandFrame.Tracked hand : frame.hands()) {
                    HandLandmarks now = hand.landmarks();
                    tracks.merge(
                            hand.track(),
                            new Track(1, now.rightness()),
                            (a, b) -> new Track(a.frames() + b.frames(), a.rightness() + b.rightness()));
                }
            }
            tracks.replaceAll((_, track) -> new Track(track.frames(), track.rightness() / track.frames()));
            return tracks;
        }

        /** The hand that is followed longest over all, of those in the frame; null if it shows none. */
        private static HandFrame.Tracked longest(HandFrame frame, Map<Integer, Track> tracks) {
            HandFrame.Tracked longest = null;
            for (HandFrame.Tracked hand : frame.hands()) {
                if (longest == null
                        || tracks.get(hand.track()).frames()
                                > tracks.get(longest.track()).frames()) {
                    longest = hand;
                }
            }
            return longest;
        }

        /** The right and the left hand, null where one is not in the frame. */
        private static HandFrame.Tracked[] sides(HandFrame frame, Map<Integer, Track> tracks) {
            HandFrame.Tracked right = null;
            HandFrame.Tracked left = null;
            for (HandFrame.Tracked hand : frame.hands()) {
                double rightness = tracks.get(hand.track()).rightness();
                if (right == null) {
                    right = hand;
                } else if (rightness > tracks.get(right.track()).rightness()) {
                    left = right;
                    right = hand;
                } else {
                    left = hand;
                }
            }
            if (left == null && right != null && tracks.get(right.track()).rightness() <= 0.5) {
                left = right;
                right = null;
            }
            return new HandFrame.Tracked[] {right, left};
        }

        private static float[][] join(float[][] first, float[][] second, boolean two) {
            float[][] rows = new float[first.length][];
            double unit = Rows.median(first, HandRow.SIZE);
            double unitOfSecond = two ? Rows.median(second, HandRow.SIZE) : unit;
            for (int i = 0; i < rows.length; i++) {
                float[] row = new float[CHANNELS];
                System.arraycopy(first[i], 0, row, 0, HandRow.CHANNELS);
                System.arraycopy(second[i], 0, row, HandRow.CHANNELS, HandRow.CHANNELS);
                int at = 2 * HandRow.CHANNELS;
                row[at] = (float) ((second[i][HandRow.X] - first[i][HandRow.X]) / unit);
                row[at + 1] = (float) ((second[i][HandRow.Y] - first[i][HandRow.Y]) / unit);
                row[at + 2] = two ? 1 : 0;
                rows[i] = row;
            }
            HandRow.inOwnUnits(rows, 0, unit);
            HandRow.inOwnUnits(rows, HandRow.CHANNELS, unitOfSecond);
            for (int channel = 0; channel < CHANNELS; channel++) {
                if (Rows.known(rows, channel) == 0) {
                    Rows.fill(rows, channel, 0); // of a second hand that is not there; the last channel says so
                }
            }
            return rows;
        }

        @Override
        public List<String> remarks() {
            return List.of();
        }
    }
}
