package org.insula.host;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Supplier;
import org.insula.dataset.Dataset;
import org.insula.dataset.DatasetException;
import org.insula.dataset.Example;
import org.insula.embedding.Encoder;
import org.insula.embedding.ShapedKind;

/**
 * The encoders by kind, each opened when it is first needed and shared by every model that was taught on it: one for a
 * plain kind, one for each shape of a {@link ShapedKind}. Safe to use from many threads; closing closes those that were
 * opened.
 */
public final class Encoders implements AutoCloseable {
    private final SequencedMap<String, Supplier<? extends Encoder>> makers;
    private final SequencedMap<String, ShapedKind> shaped = new LinkedHashMap<>();
    private final Map<String, Encoder> open = new LinkedHashMap<>();
    private boolean closed;

    /** @param makers how to open the encoder of each kind, in the order in which kinds are listed */
    public Encoders(SequencedMap<String, Supplier<? extends Encoder>> makers) {
        this(makers, List.of());
    }

    /**
     * @param makers how to open the encoder of each plain kind, in the order in which kinds are listed
     * @param shaped the kinds whose encoders depend on what is taught, listed behind them
     */
    public Encoders(SequencedMap<String, Supplier<? extends Encoder>> makers, Iterable<? extends ShapedKind> shaped) {
        this.makers = new LinkedHashMap<>(makers);
        shaped.forEach(kind -> this.shaped.put(kind.kind(), kind));
    }

    /** The kinds that can be taught. */
    public SequencedSet<String> kinds() {
        SequencedSet<String> kinds = new LinkedHashSet<>(makers.sequencedKeySet());
        kinds.addAll(shaped.keySet());
        return kinds;
    }

    /**
     * The encoder to teach these examples with; it stays open until this is closed.
     *
     * @throws HostException if there is no such kind
     * @throws org.insula.embedding.EncodingException if the kind has shapes and no example can be read
     */
    public Encoder forExamples(String kind, Dataset examples) {
        ShapedKind shapes = shaped.get(kind);
        if (shapes == null) {
            return shared(kind, makers.get(kind));
        }
        Encoder encoder = shapes.forExamples(
                examples.examples().parallelStream().map(Encoders::readable).filter(Objects::nonNull));
        return shared(encoder.identity(), () -> encoder);
    }

    private static byte[] readable(Example example) {
        try {
            return example.content().read();
        } catch (DatasetException e) {
            return null; // listed when it is encoded
        }
    }

    /**
     * The encoder of this kind that a model was taught on, if this Insula has it; for a plain kind it may be another,
     * which {@link org.insula.teach.Model#requireEncoder} finds out. It stays open until this is closed.
     *
     * @param identity as the model holds it
     * @throws HostException if there is no such kind
     * @throws org.insula.embedding.EncodingException if the kind has shapes and the identity is none of them
     */
    public Encoder forIdentity(String kind, String identity) {
        ShapedKind shapes = shaped.get(kind);
        return shapes == null ? shared(kind, makers.get(kind)) : shared(identity, () -> shapes.forIdentity(identity));
    }

    /**
     * The encoder of a plain kind; it stays open until this is closed.
     *
     * @throws HostException if there is no such kind, or it has a shape
     */
    public Encoder forKind(String kind) {
        if (shaped.containsKey(kind)) {
            throw new HostException(
                    HostException.Reason.BAD_INPUT,
                    "Kind '" + kind + "' has an encoder for each shape; ask for the one of a model or of examples.");
        }
        return shared(kind, makers.get(kind));
    }

    private synchronized Encoder shared(String key, Supplier<? extends Encoder> maker) {
        if (closed) {
            throw new HostException(HostException.Reason.STOPPING, "The encoders are closed; start again.");
        }
        if (maker == null) {
            throw new HostException(
                    HostException.Reason.NOT_FOUND,
                    "Kind '" + key + "' is not known; choose one of " + String.join(", ", kinds()) + ".");
        }
        return open.computeIfAbsent(key, _ -> maker.get());
    }

    /** Whether the encoder of a plain kind is open. */
    synchronized boolean isOpen(String kind) {
        return open.containsKey(kind);
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(Encoder::close);
        open.clear();
    }
}
