package org.insula.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.insula.embedding.Encoded;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncoderGraph;

/** An encoder whose work is done in turn with everybody else's, on behalf of one tenant. Closing it closes nothing. */
final class FairEncoder implements Encoder {
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final Encoder encoder;
    private final FairScheduler scheduler;
    private final Tenant tenant;
    private final Work<byte[], List<Encoded>> looking;

    FairEncoder(Encoder encoder, FairScheduler scheduler, Tenant tenant) {
        this.encoder = encoder;
        this.scheduler = scheduler;
        this.tenant = tenant;
        this.looking = new Work<>() {
            @Override
            public String name() {
                return "teaching " + encoder.kind();
            }

            @Override
            public List<List<Encoded>> run(List<byte[]> inputs) {
                return List.of(encoder.encode(inputs.getFirst()));
            }
        };
    }

    @Override
    public String kind() {
        return encoder.kind();
    }

    @Override
    public String identity() {
        return encoder.identity();
    }

    @Override
    public List<Block> blocks() {
        return encoder.blocks();
    }

    @Override
    public List<Set<String>> blockChoices() {
        return encoder.blockChoices();
    }

    @Override
    public int terms() {
        return encoder.terms();
    }

    @Override
    public List<Encoded> encode(byte[] content) {
        try {
            return scheduler.compute(tenant, looking, content, content.length, PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Teaching was stopped; what was looked at is kept.");
        }
    }

    @Override
    public List<String> remarks(byte[] content) {
        return encoder.remarks(content);
    }

    @Override
    public Optional<EncoderGraph> graph() {
        return encoder.graph();
    }

    @Override
    public void close() {
        return; // it is not this one's to close
    }
}
