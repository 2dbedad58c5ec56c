package org.insula.server.oip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is asked, in whichever form it came.
 *
 * @param id given back with the answer
 * @param inputs at least one
 * @param outputs what to give back; empty for what the model gives by default
 * @param timeout how long the caller waits, if it says so
 * @param binaryOutput whether outputs that do not say so themselves are wanted in binary form
 */
record InferRequest(
        Optional<String> id,
        List<Input> inputs,
        List<Output> outputs,
        Optional<Duration> timeout,
        boolean binaryOutput) {
    static final int MOST_TENSORS = 1_000;
    static final int MOST_RANK = 16;

    /**
     * One input.
     *
     * @param shape its extents, whose product is the number of elements that came
     */
    record Input(String name, Datatype type, long[] shape, TensorData data) {}

    /**
     * One output that is wanted.
     *
     * @param binary whether in binary form, if it says so
     */
    record Output(String name, Optional<Boolean> binary) {}

    /** The form in which an output is wanted. */
    boolean binary(String output) {
        return outputs.stream()
                .filter(wanted -> wanted.name().equals(output))
                .findFirst()
                .flatMap(Output::binary)
                .orElse(binaryOutput);
    }

    /** Whether only some outputs are wanted, and not this one. */
    boolean leavesOut(String output) {
        return !outputs.isEmpty()
                && outputs.stream().noneMatch(wanted -> wanted.name().equals(output));
    }
}
