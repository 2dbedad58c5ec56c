package org.insula.host;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Supplier;
import org.insula.embedding.Encoder;

/**
 * The encoders by kind, each opened when it is first needed and shared by every model of its kind. Safe to use from many
 * threads; closing closes those that were opened.
 */
public final class Encoders implements AutoCloseable {
    private final SequencedMap<String, Supplier<? extends Encoder>> makers;
    private final Map<String, Encoder> open = new LinkedHashMap<>();
    private boolean closed;

    /** @param makers how to open the encoder of each kind, in the order in which kinds are listed */
    public Encoders(SequencedMap<String, Supplier<? extends Encoder>> makers) {
        this.makers = new LinkedHashMap<>(makers);
    }

    /** The kinds that can be taught. */
    public SequencedSet<String> kinds() {
        return makers.sequencedKeySet();
    }

    /**
     * The encoder of a kind; it stays open until this is closed.
     *
     * @throws HostException if there is no such kind
     */
    public synchronized Encoder forKind(String kind) {
        if (closed) {
            throw new HostException(HostException.Reason.STOPPING, "The encoders are closed; start again.");
        }
        Supplier<? extends Encoder> maker = makers.get(kind);
        if (maker == null) {
            throw new HostException(
                    HostException.Reason.NOT_FOUND,
                    "Kind '" + kind + "' is not known; choose one of " + String.join(", ", makers.keySet()) + ".");
        }
        return open.computeIfAbsent(kind, _ -> maker.get());
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(Encoder::close);
        open.clear();
    }
}
