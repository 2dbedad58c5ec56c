package org.insula.movement;

import java.util.List;
import java.util.Optional;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncoderGraph;
import org.insula.embedding.EncodingException;
import org.insula.embedding.Where;

/**
 * Kind {@code movement}: one recording, brought to the shape of those that were taught, as the features of
 * {@link MiniRocket#frozen}, of {@link Hydra} and of {@link Levels}. No feature depends on an example, so what one
 * recording gives stays as it is while a model learns more.
 *
 * <p>Comes from a {@link MovementKind}. Immutable and safe to share between threads; closing frees nothing.
 */
public final class MovementEncoder implements Encoder {
    static final int VERSION = 1;

    private static final SeriesReader READER = new SeriesReader(SeriesLimits.standard());

    private final MovementShape shape;
    private final MiniRocket miniRocket;
    private final Hydra hydra;

    MovementEncoder(Convolution convolution, MovementShape shape) {
        this.shape = shape;
        int channels = shape.channels().count();
        int steps = shape.fitting().steps();
        miniRocket = MiniRocketFit.frozen(convolution, channels, steps, MiniRocketOptions.standard());
        hydra = new Hydra(
                convolution, Hydra.of(channels, steps, HydraOptions.standard()).parameters());
    }

    @Override
    public String kind() {
        return MovementKind.KIND;
    }

    @Override
    public String identity() {
        return shape.identity();
    }

    @Override
    public List<Block> blocks() {
        return List.of(
                new Block("minirocket", miniRocket.features()),
                new Block("hydra", hydra.features()),
                new Block("levels", Levels.PER_CHANNEL * shape.channels().count()));
    }

    @Override
    public int terms() {
        return 0;
    }

    /** How many steps, rate and what is done to other lengths. */
    public Fitting fitting() {
        return shape.fitting();
    }

    /**
     * One entry for the whole recording.
     *
     * @param content a table, one JSON object, or a {@code .ts} or ARFF collection of one, see {@link SeriesReader}
     */
    @Override
    public List<Encoded> encode(byte[] content) {
        return List.of(new Encoded(embed(fitted(content).series()), new Where.Whole()));
    }

    @Override
    public List<String> remarks(byte[] content) {
        return fitted(content).remarks();
    }

    private Fitting.Fitted fitted(byte[] content) {
        try {
            return shape.apply(read(content));
        } catch (MovementException e) {
            throw new EncodingException(e.getMessage(), e);
        }
    }

    static Recording read(byte[] content) {
        return READER.readContent(content, "The recording");
    }

    /**
     * The embedding of a series that has the shape already, such as a {@link SlidingWindow} gives.
     *
     * @throws MovementException if it has another
     */
    public Embedding embed(Series series) {
        if (series.length() != shape.fitting().steps()) {
            throw new MovementException("The series has " + series.length() + " steps where "
                    + shape.fitting().steps() + " are expected; bring it to this length first.");
        }
        float[] first = miniRocket.transform(series);
        float[] second = hydra.transform(series);
        float[] third = Levels.of(series);
        float[] dense = new float[first.length + second.length + third.length];
        System.arraycopy(first, 0, dense, 0, first.length);
        System.arraycopy(second, 0, dense, first.length, second.length);
        System.arraycopy(third, 0, dense, first.length + second.length, third.length);
        return Embedding.of(dense);
    }

    @Override
    public Optional<EncoderGraph> graph() {
        Fitting fitting = shape.fitting();
        String channels = shape.channels().names().isEmpty()
                ? fitting.channels() + " channels"
                : "channels " + String.join(", ", shape.channels().names());
        String rate = fitting.rateHz().isPresent()
                ? Fields.shown(fitting.rateHz().getAsDouble()) + " steps a second"
                : "steps at the rate of the recordings that were taught";
        String description = "float (1, " + fitting.channels() + ", " + fitting.steps() + "): " + channels
                + " in this order, each in the unit in which it was recorded; " + rate
                + ", the middle of a longer recording, a shorter one with its ends held";
        return Optional.of(new EncoderGraph(
                MovementGraph.of(miniRocket.parameters(), hydra.parameters(), fitting.steps())
                        .toBytes(),
                List.of(new EncoderGraph.Input(MovementGraph.SERIES, description)),
                MovementGraph.EMBEDDING));
    }

    @Override
    public void close() {}
}
