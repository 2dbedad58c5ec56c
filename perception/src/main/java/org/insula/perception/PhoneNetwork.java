package org.insula.perception;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Which speech sound is heard at each moment: a small perceptron over 17 frames of 32 mel bands, with two hidden layers,
 * taught once on made-up words that a speech synthesiser spoke in seventy voices ({@code phones.py} beside the weights).
 * No recording of a person went into it. Its last hidden layer tells sounds apart much alike for all speakers, which the
 * spectrum itself does not.
 *
 * <p>The file of weights holds, little-endian: the number of layers and their sizes, input first, as integers; the mean and
 * deviation of the input as floats; and for each layer its weights, shape (inputs, outputs), and biases in half precision.
 *
 * <p>Immutable and safe to share between threads.
 */
final class PhoneNetwork {
    static final String WEIGHTS = "phones.f16";
    static final int BANDS = 32;
    static final int CONTEXT = 8;
    static final int PHONES = 35;
    static final int HIDDEN = 128;

    private final float mean;
    private final float deviation;
    private final float[][] weights;
    private final float[][] biases;

    /** @param phones shape (frames, {@value #PHONES}), sums to 1 in each frame; @param hidden shape (frames, {@value #HIDDEN}) */
    record Heard(float[] phones, float[] hidden) {}

    PhoneNetwork(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int[] sizes = new int[in.getInt()];
        Arrays.setAll(sizes, i -> in.getInt());
        this.mean = in.getFloat();
        this.deviation = in.getFloat();
        this.weights = new float[sizes.length - 1][];
        this.biases = new float[sizes.length - 1][];
        for (int layer = 0; layer < weights.length; layer++) {
            weights[layer] = halves(in, sizes[layer] * sizes[layer + 1]);
            biases[layer] = halves(in, sizes[layer + 1]);
        }
    }

    private static float[] halves(ByteBuffer in, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Float.float16ToFloat(in.getShort());
        }
        return values;
    }

    /**
     * Listens.
     *
     * @param logs shape (frames, {@value #BANDS}) from {@link LogMel#relative}; the first and last frame are taken to go on
     */
    Heard hear(float[] logs) {
        int frames = logs.length / BANDS;
        float[] phones = new float[frames * PHONES];
        float[] hidden = new float[frames * HIDDEN];
        float[] input = new float[(2 * CONTEXT + 1) * BANDS];
        for (int t = 0; t < frames; t++) {
            for (int c = -CONTEXT; c <= CONTEXT; c++) {
                int frame = Math.clamp(t + c, 0, frames - 1);
                for (int b = 0; b < BANDS; b++) {
                    input[(c + CONTEXT) * BANDS + b] = (logs[frame * BANDS + b] - mean) / deviation;
                }
            }
            float[] values = input;
            for (int layer = 0; layer < weights.length; layer++) {
                boolean last = layer == weights.length - 1;
                if (last) {
                    System.arraycopy(values, 0, hidden, t * HIDDEN, HIDDEN);
                }
                values = layer(values, layer, !last);
            }
            softmax(values, phones, t * PHONES);
        }
        return new Heard(phones, hidden);
    }

    private float[] layer(float[] values, int layer, boolean rectified) {
        float[] sums = biases[layer].clone();
        float[] matrix = weights[layer];
        int width = sums.length;
        for (int i = 0; i < values.length; i++) {
            float value = values[i];
            if (value != 0) {
                int at = i * width;
                for (int j = 0; j < width; j++) {
                    sums[j] += value * matrix[at + j];
                }
            }
        }
        for (int j = 0; rectified && j < width; j++) {
            sums[j] = Math.max(0, sums[j]);
        }
        return sums;
    }

    private static void softmax(float[] logits, float[] target, int at) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            double e = Math.exp(logits[i] - largest);
            target[at + i] = (float) e;
            sum += e;
        }
        for (int i = 0; i < logits.length; i++) {
            target[at + i] /= (float) sum;
        }
    }
}
