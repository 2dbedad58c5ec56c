package org.insula.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ResidencyTest {
    private final List<String> closed = new ArrayList<>();
    private final List<String> opened = new ArrayList<>();
    private final Residency<String, String> residency = new Residency<>(100, closed::add);

    @Test
    void theLeastRecentlyUsedMakesRoom() throws Exception {
        use("a", 40);
        use("b", 40);
        use("a", 40);
        use("c", 40);

        assertEquals(List.of("a", "b", "c"), opened);
        assertEquals(List.of("b"), closed);
        assertEquals(80, residency.used());
        use("b", 40);
        assertEquals(List.of("b", "a"), closed);
    }

    @Test
    void whatIsInUseIsKeptThoughItIsTooLarge() throws Exception {
        int length = residency.use("huge", () -> opened("huge", 500), value -> {
            assertEquals(List.of(), closed);
            assertEquals(500, residency.used());
            return value.length();
        });
        assertEquals(4, length);
        assertEquals(List.of("huge"), closed);
        assertEquals(0, residency.used());
    }

    @Test
    void whatIsDroppedIsClosedByItsLastUser() throws Exception {
        residency.use("a", () -> opened("a", 10), value -> {
            residency.drop("a");
            assertEquals(List.of(), closed);
            return value;
        });
        assertEquals(List.of("a"), closed);
        assertEquals(0, residency.used());
    }

    @Test
    void whatFailsToOpenIsTriedAgain() throws Exception {
        assertThrows(
                IOException.class,
                () -> residency.use(
                        "a",
                        () -> {
                            throw new IOException("no");
                        },
                        value -> value));
        assertEquals(0, residency.size());
        assertEquals("a", use("a", 10));
    }

    @Test
    void manyWhoWantOneThingOpenItOnce() throws Exception {
        AtomicInteger openings = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(8);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> {
                    all.countDown();
                    all.await();
                    return residency.use(
                            "one",
                            () -> new Residency.Opened<>("one" + openings.incrementAndGet(), 10),
                            value -> value);
                }));
            }
            for (Future<String> answer : answers) {
                assertEquals("one1", answer.get());
            }
        }
    }

    /** Used by many threads at random, nothing is used after it was closed and nothing stays open at the end. */
    @Test
    void nothingIsUsedAfterItWasClosed() throws Exception {
        Set<Integer> open = ConcurrentHashMap.newKeySet();
        AtomicInteger next = new AtomicInteger();
        Residency<Integer, Integer> shared = new Residency<>(35, open::remove);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> work = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                SplittableRandom random = new SplittableRandom(thread);
                work.add(threads.submit(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        int key = random.nextInt(8);
                        if (random.nextInt(20) == 0) {
                            shared.drop(key);
                        }
                        shared.use(
                                key,
                                () -> {
                                    int value = next.incrementAndGet();
                                    open.add(value);
                                    return new Residency.Opened<>(value, 10);
                                },
                                value -> {
                                    assertTrue(open.contains(value));
                                    Thread.yield();
                                    assertTrue(open.contains(value));
                                    return value;
                                });
                    }
                    return null;
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
        }
        assertTrue(shared.used() <= 35, () -> shared.used() + " bytes are kept");
        shared.close();
        assertEquals(Set.of(), open);
        assertEquals(0, shared.used());
    }

    private String use(String key, long bytes) throws Exception {
        return residency.use(key, () -> opened(key, bytes), value -> value);
    }

    private Residency.Opened<String> opened(String key, long bytes) {
        opened.add(key);
        return new Residency.Opened<>(key, bytes);
    }
}
