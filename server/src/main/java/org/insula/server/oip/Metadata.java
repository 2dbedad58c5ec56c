package org.insula.server.oip;

import java.util.List;
import java.util.stream.IntStream;
import org.insula.onnx.ValueInfo;

/** What a model takes and gives, as the protocol tells it. */
record Metadata(String name, List<String> versions, String platform, List<Port> inputs, List<Port> outputs) {
    /** One input or output; -1 stands for an open extent. */
    record Port(String name, Datatype type, List<Long> shape) {
        static Port of(ValueInfo value) {
            return new Port(
                    value.name(),
                    Datatype.of(value.type()),
                    IntStream.range(0, value.shape().rank())
                            .mapToObj(i -> value.shape().extent(i))
                            .toList());
        }
    }
}
