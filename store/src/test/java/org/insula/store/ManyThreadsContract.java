package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.insula.store.StoreException.Reason;
import org.junit.jupiter.api.Test;

abstract class ManyThreadsContract extends StoreContract {
    private static final int THREADS = 8;
    private static final long SEED = 20261123;

    @FunctionalInterface
    private interface Labour {
        void run(Random random) throws Exception;
    }

    private static void together(int times, Labour labour) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(SEED + i);
                running.add(threads.submit(() -> {
                    for (int n = 0; n < times; n++) {
                        labour.run(random);
                    }
                    return null;
                }));
            }
            for (Future<?> end : running) {
                end.get();
            }
        }
    }

    @Test
    void theSameFewContentsComeAndGoOnManyThreads() throws Exception {
        Project one = project("one");
        Project two = project("two");

        together(25, random -> {
            Project project = random.nextBoolean() ? one : two;
            Example example = example(project, "label" + random.nextInt(2), "content " + random.nextInt(4));
            try {
                assertEquals(
                        9, text(store.examples().open("owner", example.id())).length());
                if (random.nextBoolean()) {
                    store.examples().delete(OWNER, example.id());
                }
            } catch (StoreException deletedByAnother) {
                assertEquals(Reason.NOT_FOUND, deletedByAnother.reason(), deletedByAnother.toString());
            }
        });

        assertEquals(List.of(), store.doctor());
        long contents = store.context().database().read(tx -> tx.count("select count(*) as n from blobs"));
        assertEquals(contents, Blobs.lying(folder));
        assertEquals(9 * contents, store.tenants().get("owner").storedBytes());
    }

    @Test
    void versionsOfManyThreadsHaveNumbersOfTheirOwn() throws Exception {
        Project project = project("one");

        together(4, random -> version(project, "model " + random.nextInt()));

        List<Long> numbers = store.versions().list("owner", project.id(), PageRequest.first(1000)).items().stream()
                .map(Version::number)
                .toList();
        assertEquals(LongStream.rangeClosed(1, 4 * THREADS).boxed().toList(), numbers);
    }

    @Test
    void ofManyMovesOfOneRevisionOneIsMade() throws Exception {
        Project project = project("one");
        published(project, "model");
        store.aliases().move(OWNER, "live", 0, Split.all(project.id(), 1));

        together(3, _ -> {
            long revision = store.aliases().get("owner", "live").revision();
            try {
                Alias moved = store.aliases().move(OWNER, "live", revision, Split.all(project.id(), 1));
                assertEquals(revision + 1, moved.revision());
            } catch (StoreException movedByAnother) {
                assertEquals(Reason.CONFLICT, movedByAnother.reason());
            }
        });

        Alias last = store.aliases().get("owner", "live");
        assertTrue(last.revision() > 3, "" + last);
        assertEquals(
                last.revision(),
                store.aliases()
                        .history("owner", "live", PageRequest.first(1000))
                        .items()
                        .size());
        assertTrue(store.audit().verify().broken().isEmpty());
    }

    @Test
    void usageOfManyThreadsAddsUp() throws Exception {
        together(
                5,
                _ -> store.usage()
                        .add(List.of(
                                new Usage("owner", "a", clock.instant(), 1, 0, 1, 1, 1),
                                new Usage("owner", "b", clock.instant(), 1, 0, 1, 1, 1))));

        assertEquals(2 * 5 * THREADS, store.usage().computeNanos("owner", java.time.Instant.EPOCH));
    }
}
