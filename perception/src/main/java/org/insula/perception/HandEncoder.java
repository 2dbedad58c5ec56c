package org.insula.perception;

import java.util.List;
import java.util.Optional;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncoderGraph;
import org.insula.embedding.EncodingException;
import org.insula.signal.Picture;

/**
 * Kind {@code hand}: the shape of each hand in a picture, as 158 numbers from its 21 landmarks. Four blocks are the same
 * wherever, however large and however turned the hand is seen: its landmarks in space, bends and spreads, distances, its
 * outline. A fifth says where palm and fingers point in the picture, without which a thumb up and a thumb down would be
 * one. A left hand is described as its mirror image.
 *
 * <p>Safe for use by many threads at once. The networks are loaded at the first picture.
 */
public final class HandEncoder implements Encoder {
    /** Names the hash of both networks. */
    static final String NETWORKS = "hand";

    private static final int VERSION = 1;

    private final HandFinder finder = new HandFinder();

    /** An encoder whose networks are not loaded yet. */
    public HandEncoder() {}

    @Override
    public String kind() {
        return "hand";
    }

    @Override
    public String identity() {
        return "hand-" + dimensions() + "/" + VERSION + "/" + Artifact.hash(NETWORKS);
    }

    @Override
    public List<Block> blocks() {
        return HandShape.BLOCKS;
    }

    @Override
    public int terms() {
        return 0;
    }

    /**
     * One entry for each hand with the {@link org.insula.embedding.Where.Box} around its landmarks, the largest first, at
     * most 16.
     *
     * @param content a picture file, see {@link Picture#decode(byte[])}
     * @throws EncodingException if it cannot be decoded or no hand is found in it
     */
    @Override
    public List<Encoded> encode(byte[] content) {
        return encode(PictureEncoder.decode(content));
    }

    /** As {@link #encode(byte[])}, of a picture that is decoded already. */
    public List<Encoded> encode(Picture picture) {
        List<HandLandmarks> hands = finder.find(picture);
        if (hands.isEmpty()) {
            throw new EncodingException("No hand was found in the picture of " + picture.width() + " by "
                    + picture.height() + " pixels; give one in which a whole hand is seen, at least 40 pixels wide.");
        }
        return hands.stream().map(hand -> new Encoded(encode(hand), hand.box())).toList();
    }

    /** The embedding of a hand that is found already, such as by {@link HandTracker}. */
    public static Embedding encode(HandLandmarks hand) {
        return Embedding.of(HandShape.of(hand));
    }

    /** Empty: the hand is sought in several steps between which the picture is cut anew. */
    @Override
    public Optional<EncoderGraph> graph() {
        return Optional.empty();
    }

    @Override
    public void close() {
        finder.close();
    }
}
