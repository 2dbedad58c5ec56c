package org.insula.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.insula.embedding.Encoder;
import org.insula.host.Caller;
import org.insula.host.Encoders;
import org.insula.host.ExpressionClassifier;
import org.insula.host.Host;
import org.insula.host.HostOptions;
import org.insula.host.Hosted;
import org.insula.host.ModelFolder;
import org.insula.host.Tenant;
import org.insula.perception.FaceEncoder;
import org.insula.store.Role;

/**
 * Whether tenants get what is theirs when more is asked than can be computed: real requests, a photograph to the built-in
 * {@code expression}, from as many waiting callers as each tenant has connections.
 *
 * <p>Jain's index is 1 where all get the same, 1/n where one gets everything.
 *
 * @see <a href="https://arxiv.org/abs/cs/9809099">Jain, Chiu and Hawe 1984, the index</a>
 */
public final class HowFairIsTheHost {
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final PrintStream out;
    private final byte[] photograph;
    private final Map<String, LongAdder> computed;
    private final Host host;

    private HowFairIsTheHost(Host host, Map<String, LongAdder> computed, byte[] photograph, PrintStream out) {
        this.host = host;
        this.computed = computed;
        this.photograph = photograph;
        this.out = out;
    }

    /** @param arguments none */
    public static void main(String[] arguments) throws InterruptedException, IOException {
        SequencedMap<String, Supplier<? extends Encoder>> makers = new LinkedHashMap<>();
        makers.put("face", FaceEncoder::new);
        Map<String, LongAdder> computed = new ConcurrentHashMap<>();
        try (Encoders encoders = new Encoders(makers);
                Host host = new Host(
                        List.of(Hosted.builtIn("expression", "face", "", encoders, new ExpressionClassifier())),
                        new ModelFolder(Path.of("no-models"), encoders),
                        HostOptions.of(2),
                        (tenant, _, nanos) -> computed.computeIfAbsent(tenant.id(), _ -> new LongAdder())
                                .add(nanos))) {
            new HowFairIsTheHost(host, computed, Portrait.jpeg(), System.out).ask();
        }
    }

    private void ask() throws InterruptedException {
        Party[] oneGreedy = {
            new Party("greedy", 1, 64), new Party("a", 1, 1), new Party("b", 1, 1), new Party("c", 1, 1)
        };
        tell("64 connections against three tenants with one each", oneGreedy, run(oneGreedy));
        Party[] weights = {new Party("one", 1, 16), new Party("two", 2, 16), new Party("four", 4, 16)};
        tell("weights 1, 2 and 4, 16 connections each", weights, run(weights));
        light();
    }

    /** A tenant with so many connections, each of which asks again as soon as it is answered. */
    private record Party(String name, int weight, int connections) {
        Caller caller() {
            return Caller.of(new Tenant(name, weight), Role.READER);
        }
    }

    /** Seconds of computing that each got. */
    private double[] run(Party[] parties) throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> callers = begin(parties, stop);
        Thread.sleep(WARM_UP);
        double[] before = read(parties);
        Thread.sleep(MEASURED);
        double[] after = read(parties);
        stop.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        for (int i = 0; i < after.length; i++) {
            after[i] -= before[i];
        }
        return after;
    }

    private List<Thread> begin(Party[] parties, AtomicBoolean stop) {
        List<Thread> callers = new ArrayList<>();
        for (Party party : parties) {
            for (int i = 0; i < party.connections(); i++) {
                callers.add(Thread.ofVirtual().start(() -> {
                    while (!stop.get()) {
                        look(party.caller());
                    }
                }));
            }
        }
        return callers;
    }

    private void look(Caller caller) {
        try {
            host.predict(caller, "expression", photograph);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private double[] read(Party[] parties) {
        return Arrays.stream(parties)
                .mapToDouble(party ->
                        computed.getOrDefault(party.name(), new LongAdder()).sum() / 1e9)
                .toArray();
    }

    private void tell(String what, Party[] parties, double[] got) {
        double all = Arrays.stream(got).sum();
        double weights = Arrays.stream(parties).mapToInt(Party::weight).sum();
        double sum = 0;
        double squares = 0;
        out.println(what + ":");
        for (int i = 0; i < got.length; i++) {
            double fair = all * parties[i].weight() / weights;
            sum += got[i] / parties[i].weight();
            squares += Math.pow(got[i] / parties[i].weight(), 2);
            out.printf("  %-8s %6.2f s of computing, %.3f of what is fair%n", parties[i].name(), got[i], got[i] / fair);
        }
        out.printf("  Jain's index %.4f%n", sum * sum / (got.length * squares));
    }

    /** How long a tenant waits that asks ten times a second, alone and beside one with 64 connections. */
    private void light() throws InterruptedException {
        Party light = new Party("light", 1, 1);
        double[] alone = now(light, 200);
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> callers = begin(new Party[] {new Party("greedy", 1, 64)}, stop);
        double[] beside = now(light, 300);
        stop.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        out.printf(
                "A light tenant, ten requests a second: alone median %.1f, p99 %.1f ms; beside 64 busy connections median"
                        + " %.1f, p99 %.1f ms%n",
                quantile(alone, 0.5), quantile(alone, 0.99), quantile(beside, 0.5), quantile(beside, 0.99));
    }

    private double[] now(Party party, int requests) throws InterruptedException {
        ConcurrentLinkedQueue<Double> waits = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < requests; i++) {
            long start = System.nanoTime();
            look(party.caller());
            waits.add((System.nanoTime() - start) / 1e6);
            Thread.sleep(PAUSE);
        }
        return waits.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static double quantile(double[] sorted, double q) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)];
    }
}
