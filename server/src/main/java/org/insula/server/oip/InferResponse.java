package org.insula.server.oip;

import java.util.List;
import java.util.Optional;

/**
 * What is answered, before it is put into a form.
 *
 * @param id of the request
 */
record InferResponse(String model, String version, Optional<String> id, List<Output> outputs) {
    /** One output; its data has as many elements as its shape says. */
    record Output(String name, Datatype type, long[] shape, TensorData data) {}
}
