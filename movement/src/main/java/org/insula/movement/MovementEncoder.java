package org.insula.movement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.EncoderGraph;
import org.insula.embedding.EncodingException;
import org.insula.embedding.Where;
import org.insula.embedding.WindowedEncoder;

/**
 * Kind {@code movement}: one recording, brought to the shape of those that were taught, as the features of
 * {@link MiniRocket#frozen}, of {@link Hydra} and of {@link Levels}. No feature depends on an example, so what one
 * recording gives stays as it is while a model learns more.
 *
 * <p>Comes from a {@link MovementKind}. Immutable and safe to share between threads; closing frees nothing.
 */
public final class MovementEncoder implements WindowedEncoder {
    static final int VERSION = 1;

    /** A recording of so many lengths of a window is gone through window by window. */
    private static final double WORTH_WINDOWS = 1.5;

    private static final int HOPS_A_WINDOW = 4;

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
        try {
            return List.of(new Encoded(embed(fit(read(content)).series()), new Where.Whole()));
        } catch (MovementException e) {
            throw new EncodingException(e.getMessage(), e);
        }
    }

    /**
     * Windows as long as what was taught, four to a length and one that ends with the recording, of a
     * recording at least half as long again. Where recordings
     * tell no rate, a step counts as a second.
     */
    @Override
    public void encodeWindows(byte[] content, Consumer<Encoded> windows) {
        try {
            windows(read(content), (span, series) -> windows.accept(new Encoded(embed(series), span)));
        } catch (MovementException e) {
            throw new EncodingException(e.getMessage(), e);
        }
    }

    /**
     * The windows of {@link #encodeWindows} before they are encoded.
     *
     * @throws MovementException if the recording cannot be brought to the channels and the rate
     */
    public void windows(Recording recording, BiConsumer<Where.Span, Series> windows) {
        Fitting fitting = shape.fitting();
        Series whole = shape.atRate(recording).series();
        int steps = fitting.steps();
        if (!hasWindows(whole.length())) {
            return;
        }
        double rate = fitting.rateHz().orElse(1);
        int hop = Math.max(1, steps / HOPS_A_WINDOW);
        int last = whole.length() - steps;
        for (int from = 0; from < last + hop; from += hop) {
            int start = Math.min(from, last); // the last window ends with the recording
            windows.accept(new Where.Span(start / rate, (start + steps) / rate), whole.slice(start, start + steps));
        }
    }

    private boolean hasWindows(int length) {
        return shape.fitting().lengths() == Fitting.Lengths.CUT_OR_HOLD
                && length >= WORTH_WINDOWS * shape.fitting().steps();
    }

    @Override
    public List<String> remarks(byte[] content) {
        try {
            return remarks(read(content));
        } catch (MovementException e) {
            throw new EncodingException(e.getMessage(), e);
        }
    }

    /** As {@link #remarks(byte[])}, of a recording that is read already. */
    public List<String> remarks(Recording recording) {
        List<String> remarks = new ArrayList<>(shape.apply(recording).remarks());
        if (shape.fitting().rateHz().isEmpty() && hasWindows(recording.series().length())) {
            remarks.add("Without a rate, its times are counted in steps.");
        }
        return remarks;
    }

    /**
     * A recording brought to this encoder's shape, for {@link #embed}, and what was done to it.
     *
     * @throws MovementException if it cannot be
     */
    public Fitting.Fitted fit(Recording recording) {
        return shape.apply(recording);
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
