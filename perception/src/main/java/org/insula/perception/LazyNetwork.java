package org.insula.perception;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.insula.embedding.EncodingException;
import org.insula.onnx.Network;
import org.insula.onnx.Tensor;

/** A network that is loaded when it first runs, once, whichever thread comes first. */
final class LazyNetwork implements AutoCloseable {
    private final Supplier<byte[]> onnx;
    private volatile Network network;
    private boolean closed;

    LazyNetwork(Supplier<byte[]> onnx) {
        this.onnx = onnx;
    }

    Map<String, Tensor> run(Map<String, Tensor> inputs) {
        return loaded().run(inputs);
    }

    /** Runs a network that has a single input and fetches some of its outputs. */
    Map<String, Tensor> run(Tensor input, Set<String> wanted) {
        Network ready = loaded();
        return ready.run(Map.of(ready.inputs().getFirst().name(), input), wanted);
    }

    /** Starts to load it beside what the caller does until it is run; nothing if it is loaded already. */
    void prepare() {
        if (network == null) {
            Thread.ofPlatform().daemon().name("network").start(() -> {
                try {
                    loaded();
                } catch (RuntimeException e) {
                    // whoever runs the network meets the same failure
                }
            });
        }
    }

    private Network loaded() {
        Network known = network;
        return known != null ? known : load();
    }

    private synchronized Network load() {
        if (closed) {
            throw new EncodingException(
                    "Something was to be encoded after its encoder had been closed; make a new one.");
        }
        if (network == null) {
            network = Network.load(onnx.get());
        }
        return network;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (network != null) {
            network.close();
        }
    }
}
