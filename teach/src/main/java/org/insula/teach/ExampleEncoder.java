package org.insula.teach;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.insula.dataset.Dataset;
import org.insula.dataset.DatasetException;
import org.insula.dataset.Example;
import org.insula.embedding.Encoded;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncodingException;

/**
 * Encodes data sets on several threads, with a cache. An example that cannot be encoded is listed, never dropped in
 * silence. When several things are found in one example, the most prominent one stands for it.
 *
 * <p>An interrupt stops the work after the examples in hand; what was encoded is in the cache.
 */
public final class ExampleEncoder {
    private final Encoder encoder;
    private final EmbeddingCache cache;
    private final int threads;

    public ExampleEncoder(Encoder encoder, EmbeddingCache cache, int threads) {
        this.encoder = encoder;
        this.cache = cache;
        this.threads = threads;
    }

    /**
     * Encodes every example.
     *
     * @throws CancellationException if the thread was interrupted
     */
    public Examples encode(Dataset data, Progress progress) {
        List<Example> examples = data.examples();
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().factory())) {
            List<Future<Encoding>> outcomes = new ArrayList<>();
            for (Example example : examples) {
                outcomes.add(pool.submit(() -> {
                    Encoding outcome = encode(example);
                    progress.at(done.incrementAndGet(), examples.size());
                    return outcome;
                }));
            }
            return collect(outcomes, pool, data.grouping().sentence());
        }
    }

    private sealed interface Encoding {
        record Good(Labelled labelled, List<String> remarks, String sha256) implements Encoding {}

        record Bad(Skipped skipped) implements Encoding {}
    }

    private Encoding encode(Example example) {
        try {
            byte[] content = example.content().read();
            Encoded first = cache.encode(encoder, content).getFirst();
            Labelled labelled = new Labelled(example.input(), first.embedding(), example.label(), example.group());
            return new Encoding.Good(labelled, cache.remarks(encoder, content), Hashes.hex(content));
        } catch (EncodingException | DatasetException e) {
            return new Encoding.Bad(new Skipped(example.input(), e.getMessage()));
        }
    }

    private static Examples collect(List<Future<Encoding>> outcomes, ExecutorService pool, String grouping) {
        List<Labelled> labelled = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        Remarks remarks = new Remarks();
        MessageDigest digest = Hashes.sha256();
        for (int place = 0; place < outcomes.size(); place++) {
            switch (get(outcomes.get(place), pool)) {
                case Encoding.Good(Labelled example, List<String> told, String sha256) -> {
                    places.add(place);
                    labelled.add(example);
                    remarks.add(example.input(), told);
                    String line = sha256 + "\t" + example.label() + "\t" + example.group() + "\n";
                    digest.update(line.getBytes(StandardCharsets.UTF_8));
                }
                case Encoding.Bad(Skipped bad) -> skipped.add(bad);
            }
        }
        return new Examples(
                labelled,
                skipped,
                remarks.sentences(labelled.size()),
                places,
                HexFormat.of().formatHex(digest.digest()),
                grouping);
    }

    private static Encoding get(Future<Encoding> future, ExecutorService pool) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
            throw new CancellationException("Encoding was stopped; what was encoded is kept.");
        } catch (ExecutionException e) {
            pool.shutdownNow();
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case Throwable cause -> throw new IllegalStateException(cause);
            }
        }
    }
}
