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
 * Kind {@code body}: the pose of the body in a picture, as 81 numbers from its 17 keypoints: their places against the
 * torso, where limbs point, how far joints are bent, and which parts are seen at all. A part that is missing counts as that
 * of a standing person and is marked as missing. Left and right matter, and so does which way is up.
 *
 * <p>Safe for use by many threads at once. The network is loaded at the first picture.
 */
public final class BodyEncoder implements Encoder {
    /** Names the hash of the network. */
    static final String NETWORKS = "body";

    private static final int VERSION = 1;

    private final PoseEstimator estimator = new PoseEstimator();

    /** An encoder whose network is not loaded yet. */
    public BodyEncoder() {}

    @Override
    public String kind() {
        return "body";
    }

    @Override
    public String identity() {
        return "body-" + dimensions() + "/" + VERSION + "/" + Artifact.hash(NETWORKS);
    }

    @Override
    public List<Block> blocks() {
        return BodyShape.BLOCKS;
    }

    @Override
    public int terms() {
        return 0;
    }

    /**
     * One entry with the {@link org.insula.embedding.Where.Box} around the parts that are seen. Of several people it is
     * the one nearest the middle.
     *
     * @param content a picture file, see {@link Picture#decode(byte[])}
     * @throws EncodingException if it cannot be decoded or no body is found in it
     */
    @Override
    public List<Encoded> encode(byte[] content) {
        return encode(PictureEncoder.decode(content));
    }

    /** As {@link #encode(byte[])}, of a picture that is decoded already. */
    public List<Encoded> encode(Picture picture) {
        BodyPose pose = estimator
                .estimate(picture)
                .orElseThrow(() -> new EncodingException("No body was found in the picture of " + picture.width()
                        + " by " + picture.height()
                        + " pixels; give one in which a person is seen at least from the head to the chest."));
        return List.of(new Encoded(encode(pose), pose.box()));
    }

    /** The embedding of a body that is found already, such as by {@link PoseTracker}. */
    public static Embedding encode(BodyPose pose) {
        return Embedding.of(BodyShape.of(pose));
    }

    /** Empty: the body is sought in two steps between which the picture is cut anew. */
    @Override
    public Optional<EncoderGraph> graph() {
        return Optional.empty();
    }

    @Override
    public void close() {
        estimator.close();
    }
}
