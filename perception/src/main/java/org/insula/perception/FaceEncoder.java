package org.insula.perception;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncoderGraph;
import org.insula.embedding.EncodingException;
import org.insula.onnx.Tensor;
import org.insula.signal.Picture;
import org.insula.signal.Resampler;
import org.insula.signal.Sampling;

/**
 * Kind {@code face}: each face in a picture, seen by three small networks in one pass.
 *
 * <ul>
 *   <li>Its apparent expression: the last features of face-api's expression network (256, the mean over five sizes of the
 *       view), those of the mini-Xception {@code emotion} (256, the mean over three), and the logarithms of the
 *       probabilities that both give to seven standard expressions (35: five groups of views, no lower than one in a
 *       thousand), which {@link ExpressionModel} reads. All are means with those of the mirrored face.
 *   <li>Its shape, read off the attention mesh with the head's pose taken out: where the landmarks of eyes, brows, lips
 *       and jaw lie (142), and how far they are apart, left and right each on its own (21). Teaching a wink needs these.
 * </ul>
 *
 * <p>The learner looks at the first, the second or both, whichever tells the examples apart.
 *
 * <p>Safe for use by many threads at once. The networks are loaded at the first picture.
 *
 * @see <a href="https://arxiv.org/abs/1710.07557">Arriaga et al. 2017, mini-Xception</a>
 * @see <a href="https://arxiv.org/abs/2006.10962">Grishchenko et al. 2020, Attention Mesh</a>
 */
public final class FaceEncoder implements Encoder {
    static final String MODEL = "face.onnx";

    private static final int VERSION = 3;
    private static final int MOST_FACES = 64;
    private static final Sampling SAMPLING = Sampling.raw(FaceGraph.SIZE, Sampling.Edge.REPLICATE);

    private final FaceDetector detector = new FaceDetector();
    private final LazyNetwork network = new LazyNetwork(() -> Artifact.bytes(MODEL));

    /** An encoder whose networks are not loaded yet. */
    public FaceEncoder() {}

    @Override
    public String kind() {
        return "face";
    }

    @Override
    public String identity() {
        return "face-" + FaceGraph.DIMENSIONS + "/" + VERSION + "/" + Artifact.hash(MODEL);
    }

    @Override
    public List<Block> blocks() {
        return List.of(
                new Block("face-api", FaceGraph.FEATURES),
                new Block("emotion", FaceGraph.FEATURES),
                new Block("log-probabilities", FaceGraph.LOGS),
                new Block("landmarks", FaceShape.COORDINATES),
                new Block("measures", FaceShape.MEASURES));
    }

    /** What the networks make of an expression; how the face is shaped, which is all that a wink needs; and both. */
    @Override
    public List<Set<String>> blockChoices() {
        return List.of(
                Set.of("face-api", "emotion", "log-probabilities"),
                Set.of("landmarks", "measures"),
                Set.of("face-api", "emotion", "log-probabilities", "landmarks", "measures"));
    }

    @Override
    public int terms() {
        return 0;
    }

    /**
     * One entry for each face with its {@link org.insula.embedding.Where.Box}, the largest first, at most {@value
     * #MOST_FACES}.
     *
     * @param content a picture file, see {@link Picture#decode(byte[])}
     * @throws EncodingException if it cannot be decoded or no face is found in it
     */
    @Override
    public List<Encoded> encode(byte[] content) {
        network.prepare();
        return encode(PictureEncoder.decode(content));
    }

    /** As {@link #encode(byte[])}, of a picture that is decoded already. */
    public List<Encoded> encode(Picture picture) {
        List<Face> faces = detector.detect(picture);
        if (faces.isEmpty()) {
            throw new EncodingException("No face was found in the picture of " + picture.width() + " by "
                    + picture.height() + " pixels; give one in which a face is seen from the front, upright and at"
                    + " least 24 pixels wide.");
        }
        List<Encoded> encoded = new ArrayList<>();
        for (Face face : faces.subList(0, Math.min(MOST_FACES, faces.size()))) {
            encoded.add(new Encoded(encode(picture, face), face.box()));
        }
        return encoded;
    }

    /** The embedding of a face that is found already. */
    public Embedding encode(Picture picture, Face face) {
        float[] pixels = Resampler.sample(picture, face.aligned(FaceGraph.SCALE), SAMPLING);
        Tensor crop = Tensor.wrap(pixels, 1, FaceGraph.SIZE, FaceGraph.SIZE, 3);
        return Embedding.of(network.run(Map.of(FaceGraph.FACE, crop))
                .get(FaceGraph.EMBEDDING)
                .floats());
    }

    @Override
    public Optional<EncoderGraph> graph() {
        return Optional.of(new EncoderGraph(
                Artifact.bytes(MODEL),
                List.of(new EncoderGraph.Input(
                        FaceGraph.FACE,
                        "float (1, 192, 192, 3): a square around one face, turned so that the eyes are level, its side"
                                + " 1.6 times the BlazeFace box, edges replicated, sRGB red first, 0 to 255")),
                FaceGraph.EMBEDDING));
    }

    @Override
    public void close() {
        network.close();
        detector.close();
    }
}
