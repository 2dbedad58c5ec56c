package org.insula.perception;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.insula.signal.Crop;
import org.insula.signal.Picture;

/**
 * Follows hands from frame to frame: each hand is sought where its last landmarks say it will be, so that the palm detector
 * rests while all hands are in view. It runs when a hand is lost, in every frame while there is none, and otherwise now
 * and then to see whether another has come.
 *
 * <p>One tracker follows one row of frames and is used by one thread at a time; the finder may be shared, and is closed by
 * whoever made it.
 */
public final class HandTracker {
    /** A frame in so many is searched for newcomers while a hand is followed already. */
    private static final int SEARCH_EVERY = 15;
    /** How much of a hand's rightness comes from each new frame. */
    private static final double FRAME_WEIGHT = 0.15;

    private final HandFinder finder;
    private final int mostHands;
    private List<HandFrame.Tracked> hands = List.of();
    private int tracks;
    private int searches;
    private int sinceSearch;

    /** Follows one or two hands. */
    public HandTracker(HandFinder finder) {
        this(finder, 2);
    }

    /**
     * Follows hands.
     *
     * @param finder brings the networks
     * @param mostHands how many are followed at once, 1 to 16
     */
    public HandTracker(HandFinder finder, int mostHands) {
        if (mostHands < 1 || mostHands > 16) {
            throw new IllegalArgumentException(
                    "Up to " + mostHands + " hands were to be followed; give a number from 1 to 16.");
        }
        this.finder = finder;
        this.mostHands = mostHands;
    }

    /** What the next frame shows; frames of any size may follow each other. */
    public HandFrame next(Picture frame) {
        List<HandFrame.Tracked> followed = follow(frame);
        boolean lost = followed.size() < hands.size();
        sinceSearch++;
        if (followed.size() < mostHands && (lost || followed.isEmpty() || sinceSearch >= SEARCH_EVERY)) {
            search(frame, followed);
            sinceSearch = 0;
        }
        hands = List.copyOf(followed);
        return new HandFrame(hands);
    }

    /** The hands of the last frame that are still in view. */
    private List<HandFrame.Tracked> follow(Picture frame) {
        List<HandFrame.Tracked> followed = new ArrayList<>();
        for (HandFrame.Tracked hand : hands) {
            finder.landmarker()
                    .landmarks(frame, hand.landmarks().region())
                    .filter(now -> isNew(now, followed))
                    .ifPresent(now -> followed.add(new HandFrame.Tracked(
                            hand.track(),
                            now,
                            hand.rightness() + FRAME_WEIGHT * (now.rightness() - hand.rightness()))));
        }
        return followed;
    }

    /** Adds hands that are not followed yet; one search in two has a margin around the frame. */
    private void search(Picture frame, List<HandFrame.Tracked> followed) {
        double margin = HandFinder.MARGINS[searches++ % HandFinder.MARGINS.length];
        for (Palm palm : finder.detector().detect(frame, Crop.covering(frame).scaled(margin))) {
            if (followed.size() >= mostHands) {
                return;
            }
            if (followed.stream().noneMatch(hand -> HandFinder.within(palm, hand.landmarks()))) {
                Optional<HandLandmarks> hand = finder.landmarker().landmarks(frame, palm);
                hand.filter(now -> isNew(now, followed))
                        .ifPresent(now -> followed.add(new HandFrame.Tracked(tracks++, now, now.rightness())));
            }
        }
    }

    private static boolean isNew(HandLandmarks hand, List<HandFrame.Tracked> followed) {
        return followed.stream().noneMatch(known -> HandFinder.same(known.landmarks(), hand));
    }
}
