package org.insula.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A network that is ready to run. It computes on the calling thread alone; to go faster, call it from several threads.
 *
 * <p>Safe for use by many threads at once. Whoever loads a network closes it; closing waits for runs under way.
 */
public final class Network implements AutoCloseable {
    private static final long OPENING_STACK_BYTES = 64L << 20;

    private final OrtSession session;
    private final Map<String, ValueInfo> inputs;
    private final Map<String, ValueInfo> outputs;
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
    private boolean closed;

    private Network(OrtSession session) throws OrtException {
        this.session = session;
        this.inputs = OrtValues.describe(session.getInputInfo());
        this.outputs = OrtValues.describe(session.getOutputInfo());
    }

    /**
     * Prepares a model for running.
     *
     * @throws OnnxException if the model is not valid
     */
    public static Network load(OnnxModel model) {
        return load(model.toBytes());
    }

    /**
     * Prepares the bytes of an {@code .onnx} file for running, without looking at them first. Bytes that come from
     * strangers go through {@link OnnxModel#parse}.
     *
     * @throws OnnxException if the model is not valid
     */
    public static Network load(byte[] onnx) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            return new Network(open(onnx, options));
        } catch (OrtException e) {
            throw new OnnxException(
                    "These " + onnx.length + " bytes are not a network that ONNX Runtime can run ("
                            + OrtValues.firstLine(e) + "); give a valid .onnx file of standard operators.",
                    e);
        }
    }

    /**
     * ONNX Runtime walks a graph by recursion while it makes a session, as deep as the graph is, and a native stack that
     * overflows ends the process without a word. Callers may be virtual threads, whose stack for native code is small.
     */
    private static OrtSession open(byte[] onnx, OrtSession.SessionOptions options) throws OrtException {
        FutureTask<OrtSession> opening = new FutureTask<>(() -> Process.ENVIRONMENT.createSession(onnx, options));
        Thread thread = new Thread(null, opening, "insula-open", OPENING_STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return opening.get();
                } catch (InterruptedException e) {
                    interrupted = true; // a session that is being made cannot be given up
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case OrtException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case Throwable cause -> throw new IllegalStateException(cause);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What must be fed, in the graph's order. */
    public List<ValueInfo> inputs() {
        return List.copyOf(inputs.values());
    }

    /** What comes out, in the graph's order. */
    public List<ValueInfo> outputs() {
        return List.copyOf(outputs.values());
    }

    /**
     * Runs a network that has a single input.
     *
     * @return the outputs by name, in the graph's order
     * @throws OnnxException if the network has several inputs or the tensor does not fit
     */
    public Map<String, Tensor> run(Tensor input) {
        if (inputs.size() != 1) {
            throw new OnnxException("The network takes the inputs " + inputs.values()
                    + " and got a single tensor without a name; give each by its name.");
        }
        return run(Map.of(inputs.keySet().iterator().next(), input));
    }

    /**
     * Runs the network.
     *
     * @param given a tensor for each input by name; integers are narrowed to the type that the network declares
     * @return the outputs by name, in the graph's order
     * @throws OnnxException if an input is missing, unknown or of another shape, or the network fails
     */
    public Map<String, Tensor> run(Map<String, Tensor> given) {
        return run(given, outputs.keySet());
    }

    /**
     * Runs the network and fetches some of its outputs.
     *
     * @param wanted names of outputs
     */
    public Map<String, Tensor> run(Map<String, Tensor> given, Set<String> wanted) {
        check(given, wanted);
        lifetime.readLock().lock();
        try {
            if (closed) {
                throw new OnnxException("The network was run after it had been closed; load it again.");
            }
            return runOpen(given, wanted);
        } catch (OrtException e) {
            throw new OnnxException(
                    "The network failed on " + given + " (" + OrtValues.firstLine(e)
                            + "); check the shapes of the inputs against " + inputs.values() + ".",
                    e);
        } finally {
            lifetime.readLock().unlock();
        }
    }

    private Map<String, Tensor> runOpen(Map<String, Tensor> given, Set<String> wanted) throws OrtException {
        List<OnnxTensor> fed = new ArrayList<>(given.size());
        try {
            Map<String, OnnxTensor> feed = new LinkedHashMap<>();
            for (Map.Entry<String, Tensor> entry : given.entrySet()) {
                ElementType type = inputs.get(entry.getKey()).type();
                OnnxTensor tensor = OrtValues.feed(Process.ENVIRONMENT, entry.getKey(), type, entry.getValue());
                fed.add(tensor);
                feed.put(entry.getKey(), tensor);
            }
            try (OrtSession.Result result = session.run(feed, wanted)) {
                return OrtValues.fetch(result);
            }
        } finally {
            fed.forEach(OnnxTensor::close);
        }
    }

    private void check(Map<String, Tensor> given, Set<String> wanted) {
        given.forEach((name, tensor) -> {
            ValueInfo info = inputs.get(name);
            if (info == null) {
                throw new OnnxException("The network has no input '" + name + "'; it takes " + inputs.values() + ".");
            }
            long[] shape = tensor.shape();
            if (!info.shape().accepts(shape)) {
                throw new OnnxException("The input '" + name + "' has shape " + Shape.describe(shape)
                        + " and the network takes " + info.shape() + "; resize or regroup it first.");
            }
        });
        if (given.size() < inputs.size()) {
            throw new OnnxException("The network got the inputs " + given.keySet() + " and takes " + inputs.values()
                    + "; give them all.");
        }
        if (!outputs.keySet().containsAll(wanted)) {
            throw new OnnxException("The outputs " + wanted + " were asked for and the network gives "
                    + outputs.values() + "; ask for some of these.");
        }
    }

    @Override
    public void close() {
        lifetime.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new OnnxException("The network could not be closed (" + OrtValues.firstLine(e) + ").", e);
        } finally {
            lifetime.writeLock().unlock();
        }
    }

    @Override
    public String toString() {
        return "Network[" + inputs.values() + " -> " + outputs.values() + "]";
    }

    /** One environment for the process, made when the first network is loaded; ONNX Runtime frees it at exit. */
    private static final class Process {
        static final OrtEnvironment ENVIRONMENT = environment();

        private static OrtEnvironment environment() {
            OrtEnvironment environment =
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "insula");
            try {
                environment.setTelemetry(false);
            } catch (OrtException e) {
                throw new OnnxException("ONNX Runtime's telemetry could not be turned off.", e);
            }
            return environment;
        }
    }
}
