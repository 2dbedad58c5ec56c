package org.insula.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How to convert a TensorFlow.js model.
 *
 * @param outputs by the name that the ONNX model gives it, the value in the graph that it stands for, such as {@code Identity}
 *     or {@code split:1}; inner values may be asked for too. Empty for the outputs that the model declares itself
 * @param inputs values of the graph that are fed instead of being computed, with their shapes; what lies before them is
 *     left out. Empty for the inputs that the model declares itself
 * @param dynamicBatch whether the first extent of every input is open; otherwise it is 1 where the model leaves it open
 * @param inputSize the height and width of inputs whose size the model leaves open, or 0 to leave it open
 */
public record TfjsOptions(Map<String, String> outputs, Map<String, Shape> inputs, boolean dynamicBatch, int inputSize) {
    public TfjsOptions {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }

    /** The model as it declares itself, one example at a time. */
    public static TfjsOptions asDeclared() {
        return new TfjsOptions(Map.of(), Map.of(), false, 0);
    }

    /** With one more output. */
    public TfjsOptions withOutput(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(outputs);
        more.put(name, value);
        return new TfjsOptions(more, inputs, dynamicBatch, inputSize);
    }

    /** With one more value that is fed. */
    public TfjsOptions withInput(String value, Shape shape) {
        Map<String, Shape> more = new LinkedHashMap<>(inputs);
        more.put(value, shape);
        return new TfjsOptions(outputs, more, dynamicBatch, inputSize);
    }

    /** With any number of examples at once; conversion fails if the graph does not allow it. */
    public TfjsOptions withDynamicBatch() {
        return new TfjsOptions(outputs, inputs, true, inputSize);
    }

    /** With square pictures of this many pixels a side where the model leaves the size open. */
    public TfjsOptions withInputSize(int pixels) {
        return new TfjsOptions(outputs, inputs, dynamicBatch, pixels);
    }
}
