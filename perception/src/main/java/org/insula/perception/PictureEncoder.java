package org.insula.perception;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncoderGraph;
import org.insula.embedding.EncodingException;
import org.insula.embedding.Where;
import org.insula.onnx.Tensor;
import org.insula.signal.Crop;
import org.insula.signal.Picture;
import org.insula.signal.Resampler;
import org.insula.signal.Sampling;
import org.insula.signal.SignalException;

/**
 * Kind {@code picture}: what a whole picture looks like, as 256 numbers from the middle of MoveNet's backbone (blocks 12
 * and 15 of its MobileNetV2, averaged over the picture and over its mirror image). All of the picture is seen, in a black
 * letterbox of 192 pixels: what was taught may stand at the edge.
 *
 * <p>Safe for use by many threads at once. The network is loaded at the first picture.
 *
 * @see <a href="https://arxiv.org/abs/1801.04381">Sandler et al. 2018, MobileNetV2</a>
 */
public final class PictureEncoder implements Encoder {
    static final String MODEL = "picture.onnx";

    private static final int VERSION = 1;
    private static final Sampling SAMPLING = Sampling.raw(PictureGraph.SIZE, Sampling.Edge.BLACK);

    private final LazyNetwork network = new LazyNetwork(() -> Artifact.bytes(MODEL));

    /** An encoder whose network is not loaded yet. */
    public PictureEncoder() {}

    @Override
    public String kind() {
        return "picture";
    }

    @Override
    public String identity() {
        return "picture-256/" + VERSION + "/" + Artifact.hash(MODEL);
    }

    @Override
    public List<Block> blocks() {
        return List.of(new Block("movenet", PictureGraph.DIMENSIONS));
    }

    @Override
    public int terms() {
        return 0;
    }

    /**
     * One entry for the whole picture.
     *
     * @param content a picture file, see {@link Picture#decode(byte[])}
     * @throws EncodingException if it cannot be decoded
     */
    @Override
    public List<Encoded> encode(byte[] content) {
        return encode(decode(content));
    }

    /** As {@link #encode(byte[])}, of a picture that is decoded already. */
    public List<Encoded> encode(Picture picture) {
        float[] pixels = Resampler.sample(picture, Crop.covering(picture), SAMPLING);
        Tensor input = Tensor.wrap(pixels, 1, PictureGraph.SIZE, PictureGraph.SIZE, 3);
        Tensor embedding = network.run(Map.of(PictureGraph.PICTURE, input)).get(PictureGraph.EMBEDDING);
        return List.of(new Encoded(Embedding.of(embedding.floats()), new Where.Whole()));
    }

    static Picture decode(byte[] content) {
        try {
            return Picture.decode(content);
        } catch (SignalException e) {
            throw new EncodingException(e.getMessage(), e);
        }
    }

    @Override
    public Optional<EncoderGraph> graph() {
        return Optional.of(new EncoderGraph(
                Artifact.bytes(MODEL),
                List.of(new EncoderGraph.Input(
                        PictureGraph.PICTURE,
                        "float (1, 192, 192, 3): the whole picture, centred in a black square and shrunk by area means,"
                                + " rows from the top, sRGB red first, 0 to 255")),
                PictureGraph.EMBEDDING));
    }

    @Override
    public void close() {
        network.close();
    }
}
