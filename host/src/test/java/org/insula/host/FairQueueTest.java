package org.insula.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class FairQueueTest {
    private static final double GUESS = 10;

    private final FairQueue<String> queue = new FairQueue<>();

    @Test
    void tenantsTakeTurnsHoweverManyRequestsOneOfThemHas() {
        Tenant greedy = new Tenant("greedy", 1);
        Tenant modest = new Tenant("modest", 1);
        for (int i = 1; i <= 4; i++) {
            queue.add(greedy, "g" + i);
        }
        queue.add(modest, "m1");
        queue.add(modest, "m2");

        assertEquals(List.of("g1", "m1", "g2", "m2", "g3", "g4"), drain(10));
    }

    @Test
    void aTenantOfTwiceTheWeightGetsTwiceTheTurns() {
        for (int i = 1; i <= 4; i++) {
            queue.add(new Tenant("heavy", 2), "h" + i);
            queue.add(new Tenant("light", 1), "l" + i);
        }

        assertEquals(List.of("h1", "l1", "h2", "l2", "h3", "h4", "l3", "l4"), drain(10));
    }

    @Test
    void whatCostsMoreCountsForMore() {
        for (int i = 1; i <= 4; i++) {
            queue.add(new Tenant("long", 1), "long" + i);
            queue.add(new Tenant("short", 1), "short" + i);
        }
        List<String> order = new ArrayList<>();
        for (var next = queue.take(_ -> GUESS); next.isPresent(); next = queue.take(_ -> GUESS)) {
            order.add(next.get().item());
            queue.settle(next.get(), next.get().item().startsWith("long") ? 30 : 10); // the guess was wrong for one
        }

        assertEquals(
                List.of("long1", "short1", "short2", "short3", "long2", "short4", "long3", "long4"),
                order,
                "a long one is worth three short ones");
    }

    @Test
    void aPauseIsNeitherPaidForNorPunished() {
        Tenant busy = new Tenant("busy", 1);
        Tenant late = new Tenant("late", 1);
        for (int i = 1; i <= 100; i++) {
            queue.add(busy, "b" + i);
        }
        for (int i = 0; i < 50; i++) {
            var entry = queue.take(_ -> GUESS).orElseThrow();
            queue.settle(entry, 10);
        }
        for (int i = 1; i <= 3; i++) {
            queue.add(late, "l" + i);
        }

        assertEquals(
                List.of("l1", "b51", "l2", "b52", "l3", "b53", "b54"), drain(10).subList(0, 7));
    }

    @Test
    void whatIsWithdrawnIsNeitherServedNorCharged() {
        Tenant one = new Tenant("one", 1);
        queue.add(one, "first");
        var second = queue.add(one, "second");
        queue.add(one, "third");

        assertTrue(queue.remove(second));
        assertFalse(queue.remove(second));
        assertEquals(2, queue.size());
        assertEquals(List.of("first", "third"), drain(10));
    }

    @Test
    void companyIsTakenInTheOrderOfFairness() {
        queue.add(new Tenant("a", 1), "x1");
        queue.add(new Tenant("a", 1), "x2");
        queue.add(new Tenant("b", 1), "y1");
        queue.add(new Tenant("c", 1), "x3");

        assertEquals("x1", queue.take(_ -> GUESS).orElseThrow().item());
        assertEquals(
                "x3",
                queue.takeIf(item -> item.startsWith("x"), _ -> GUESS)
                        .orElseThrow()
                        .item(),
                "c has had nothing yet");
        assertEquals(
                "x2",
                queue.takeIf(item -> item.startsWith("x"), _ -> GUESS)
                        .orElseThrow()
                        .item());
        assertTrue(queue.takeIf(item -> item.startsWith("x"), _ -> GUESS).isEmpty());
        assertEquals(List.of("y1"), drain(10));
    }

    /** Whatever happens, no tenant that always waits gets further ahead of another than one request's cost each. */
    @Test
    void nobodyWhoWaitsFallsBehindByMoreThanOneRequest() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int tenants = 2 + random.nextInt(6);
            int servers = 1 + random.nextInt(4);
            Map<String, Double> served = serve(random, tenants, servers, UnaryOperator.identity());
            double least = served.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .min()
                    .orElseThrow();
            double most = served.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElseThrow();
            assertTrue(
                    most - least <= 2 * (1 + servers) * MOST_COST,
                    "seed " + seed + ": from " + least + " to " + most + " per weight");
        }
    }

    /** The rule knows no names: called otherwise, the owner of the machine among them, everyone gets the same turns. */
    @Test
    void namesMakeNoDifference() {
        for (long seed = 0; seed < 100; seed++) {
            long same = seed;
            Map<String, Double> once = serve(new SplittableRandom(same), 4, 2, UnaryOperator.identity());
            Map<String, Double> renamed = serve(
                    new SplittableRandom(same), 4, 2, id -> id.equals("t0") ? "zz" : id.equals("t3") ? "owner" : id);
            Map<String, Double> expected = once.entrySet().stream()
                    .collect(Collectors.toMap(
                            entry -> entry.getKey().equals("t0")
                                    ? "zz"
                                    : entry.getKey().equals("t3") ? "owner" : entry.getKey(),
                            Map.Entry::getValue));
            assertEquals(new TreeMap<>(expected), new TreeMap<>(renamed), "seed " + seed);
        }
    }

    private static final double MOST_COST = 50;

    /** Simulates servers among tenants that always wait; what each got for each unit of its weight. */
    private static Map<String, Double> serve(
            SplittableRandom random, int tenants, int servers, UnaryOperator<String> names) {
        FairQueue<Double> queue = new FairQueue<>();
        List<Tenant> all = new ArrayList<>();
        Map<String, Double> served = new TreeMap<>();
        double[] longest = new double[tenants];
        for (int i = 0; i < tenants; i++) {
            all.add(new Tenant(names.apply("t" + i), 1 + random.nextInt(4)));
            longest[i] = 1 + random.nextDouble() * (MOST_COST - 1);
            for (int k = 0; k < 400; k++) {
                queue.add(all.get(i), 1 + random.nextDouble() * (longest[i] - 1));
            }
            served.put(all.get(i).id(), 0.0);
        }
        Map<String, Integer> weights = all.stream().collect(Collectors.toMap(Tenant::id, Tenant::weight));
        List<FairQueue<Double>.Entry> running = new ArrayList<>();
        for (int turn = 0; turn < 300; turn++) {
            while (running.size() < servers) {
                running.add(queue.take(_ -> GUESS).orElseThrow());
            }
            var done = running.remove(random.nextInt(running.size()));
            queue.settle(done, done.item());
            served.merge(done.tenant(), done.item() / weights.get(done.tenant()), Double::sum);
        }
        return served;
    }

    /** Serves one at a time, at the same cost each. */
    private List<String> drain(double cost) {
        List<String> order = new ArrayList<>();
        for (var next = queue.take(_ -> GUESS); next.isPresent(); next = queue.take(_ -> GUESS)) {
            order.add(next.get().item());
            queue.settle(next.get(), cost);
        }
        return order;
    }
}
