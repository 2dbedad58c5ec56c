package org.insula.perception;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.insula.embedding.Where;
import org.insula.signal.Crop;
import org.insula.signal.Picture;

/**
 * Finds the hands of a single picture and their landmarks. The palm detector looks twice at the whole picture, once with a
 * margin, since it knows no palm that fills its view. If that brings nothing, it looks with a wider margin and then at
 * overlapping tiles of half the longer side. Only what the landmark network takes for a hand counts. For a row of frames
 * {@link HandTracker} is faster.
 *
 * <p>Safe for use by many threads at once. The networks are loaded at the first picture.
 */
public final class HandFinder implements AutoCloseable {
    /** Of the side of the smallest square around the picture. */
    static final double[] MARGINS = {1, 1.4};

    private static final double WIDE_MARGIN = 2;
    private static final int MOST_HANDS = 16;
    /** Of the boxes around landmarks, intersection over union. */
    private static final double SAME_HAND = 0.35;

    private static final int SMALLEST_TILE = 200;

    private final HandDetector detector = new HandDetector();
    private final HandLandmarker landmarker = new HandLandmarker();

    /** A finder whose networks are not loaded yet. */
    public HandFinder() {}

    /**
     * The hands in a picture.
     *
     * @return the largest first, at most 16; empty if there are none. Landmarks may lie past the picture's edge
     */
    public List<HandLandmarks> find(Picture picture) {
        Crop whole = Crop.covering(picture);
        List<HandLandmarks> found = new ArrayList<>();
        for (double margin : MARGINS) {
            look(picture, whole.scaled(margin), found);
        }
        if (found.isEmpty()) {
            look(picture, whole.scaled(WIDE_MARGIN), found);
        }
        if (found.isEmpty() && whole.side() / 2 >= SMALLEST_TILE) {
            for (Crop tile : tiles(picture, whole.side() / 2)) {
                look(picture, tile, found);
            }
        }
        found.sort(Comparator.comparingDouble((HandLandmarks hand) -> hand.box().area())
                .reversed());
        return List.copyOf(found);
    }

    /** Adds the hands in a square of the picture that are not known yet. */
    private void look(Picture picture, Crop crop, List<HandLandmarks> found) {
        for (Palm palm : detector.detect(picture, crop)) {
            if (found.size() < MOST_HANDS) {
                landmarker.landmarks(picture, palm).ifPresent(hand -> add(hand, found));
            }
        }
    }

    private static void add(HandLandmarks hand, List<HandLandmarks> found) {
        if (found.stream().noneMatch(known -> same(known, hand))) {
            found.add(hand);
        }
    }

    /** Whether two findings are most likely one hand. */
    static boolean same(HandLandmarks a, HandLandmarks b) {
        return PalmCandidates.overlap(a.box(), b.box()) > SAME_HAND;
    }

    /** Whether a palm lies where a hand was found already: its middle within the hand's box. */
    static boolean within(Palm palm, HandLandmarks hand) {
        Where.Box box = hand.box();
        double x = palm.box().x() + palm.box().width() / 2;
        double y = palm.box().y() + palm.box().height() / 2;
        return x >= box.x() && x <= box.x() + box.width() && y >= box.y() && y <= box.y() + box.height();
    }

    /** Squares that overlap by half, in rows from the top. */
    private static List<Crop> tiles(Picture picture, double side) {
        List<Crop> tiles = new ArrayList<>();
        for (double y : middles(picture.height(), side)) {
            for (double x : middles(picture.width(), side)) {
                tiles.add(new Crop(x, y, side, 0));
            }
        }
        return tiles;
    }

    private static double[] middles(int extent, double side) {
        if (extent <= side) {
            return new double[] {extent / 2.0};
        }
        return new double[] {side / 2, extent / 2.0, extent - side / 2};
    }

    HandDetector detector() {
        return detector;
    }

    HandLandmarker landmarker() {
        return landmarker;
    }

    @Override
    public void close() {
        landmarker.close();
        detector.close();
    }
}
