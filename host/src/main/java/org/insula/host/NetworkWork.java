package org.insula.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.insula.onnx.Tensor;

/**
 * One model's network as work: tensors in, tensors out. It is opened by the first call, on the worker and so at the cost of
 * the tenant that asks; callers whose tensors fit together are computed as one batch if the network gains from it.
 */
final class NetworkWork implements Work<Map<String, Tensor>, Map<String, Tensor>> {
    private final String name;
    private final String key;
    private final Residency<String, OpenNetwork> residency;
    private final Residency.Opener<OpenNetwork> opener;
    private volatile int mostAtOnce = 1;
    private volatile TensorPort knownPort;

    /**
     * @param name of the model
     * @param key names this version of it among the networks that are kept
     */
    NetworkWork(
            String name, String key, Residency<String, OpenNetwork> residency, Residency.Opener<OpenNetwork> opener) {
        this.name = name;
        this.key = key;
        this.residency = residency;
        this.opener = opener;
    }

    @Override
    public String name() {
        return name;
    }

    String key() {
        return key;
    }

    @Override
    public int mostAtOnce() {
        return mostAtOnce;
    }

    @Override
    public boolean joins(Map<String, Tensor> first, Map<String, Tensor> next) {
        return Batches.fit(first, next);
    }

    /** What the network takes and gives, if it was opened once; it stays so for this version. */
    Optional<TensorPort> knownPort() {
        return Optional.ofNullable(knownPort);
    }

    /** What the network takes and gives. */
    TensorPort port() throws Exception {
        return residency.use(key, this::open, OpenNetwork::port);
    }

    @Override
    public List<Map<String, Tensor>> run(List<Map<String, Tensor>> inputs) throws Exception {
        return residency.use(key, this::open, open -> run(open, inputs));
    }

    private Residency.Opened<OpenNetwork> open() throws Exception {
        Residency.Opened<OpenNetwork> opened = opener.open();
        mostAtOnce = opened.value().mostAtOnce();
        knownPort = opened.value().port();
        return opened;
    }

    private static List<Map<String, Tensor>> run(OpenNetwork open, List<Map<String, Tensor>> inputs) {
        if (inputs.size() == 1) {
            return List.of(open.network().run(inputs.getFirst()));
        }
        long[] rows = inputs.stream().mapToLong(Batches::rows).toArray();
        Map<String, Tensor> outputs = open.network().run(Batches.join(inputs));
        return Batches.split(outputs, rows);
    }
}
