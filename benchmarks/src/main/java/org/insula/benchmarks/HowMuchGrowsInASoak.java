package org.insula.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.insula.onnx.ElementType;
import org.insula.onnx.GraphBuilder;
import org.insula.onnx.Shape;
import org.insula.onnx.Tensor;

/**
 * A running server with a thousand models, asked for minutes on end as if they were days: every model at random, files
 * that cannot be read among them, connections that are dropped, and all the while a project is made, filled, taught,
 * published, asked and deleted again. What it holds is printed every ten seconds: resident memory, open files, threads.
 */
public final class HowMuchGrowsInASoak {
    private static final int CALLERS = 8;
    private static final int WIDTH = 350;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI server;
    private final long process;
    private final List<String> pictures = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<String> networks = new ArrayList<>();
    private final byte[] picture;
    private final byte[] half;
    private final LongAdder asked = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder taught = new LongAdder();
    private volatile boolean stop;

    private HowMuchGrowsInASoak(URI server, long process, byte[] picture) {
        this.server = server;
        this.process = process;
        this.picture = picture;
        this.half = java.util.Arrays.copyOf(picture, picture.length / 2);
    }

    /** @param args {@code networks FOLDER COUNT} writes bare networks; {@code soak URL PID PICTURE MINUTES} */
    public static void main(String[] args) throws Exception {
        if (args[0].equals("networks")) {
            for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                Files.write(Path.of(args[1], "network-" + i + ".onnx"), network(i));
            }
            return;
        }
        var soak = new HowMuchGrowsInASoak(
                URI.create(args[1]), Long.parseLong(args[2]), Files.readAllBytes(Path.of(args[3])));
        soak.run(Duration.ofMinutes(Long.parseLong(args[4])));
    }

    /** Half a megabyte of seeded weights. */
    private static byte[] network(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] weights = new float[WIDTH * WIDTH];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextDouble() - 0.5) / WIDTH;
        }
        GraphBuilder graph = new GraphBuilder(13);
        String x = graph.input("x", ElementType.FLOAT, Shape.of("N", Integer.toString(WIDTH)));
        String y = graph.node("MatMul", List.of(x, graph.constant("w", Tensor.wrap(weights, WIDTH, WIDTH))));
        graph.output("y", y, ElementType.FLOAT, Shape.of("N", Integer.toString(WIDTH)));
        return graph.build().toBytes();
    }

    private void run(Duration duration) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            JsonNode models = JSON.readTree(send(
                            client,
                            HttpRequest.newBuilder(server.resolve("/api/models"))
                                    .build())
                    .body());
            for (JsonNode model : models.path("models")) {
                String name = model.path("name").asText();
                switch (model.path("kind").asText()) {
                    case "picture" -> pictures.add(name);
                    case "text" -> texts.add(name);
                    case "onnx" -> networks.add(name);
                    default -> {}
                }
            }
        }
        System.out.println(models() + " models");
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            SplittableRandom random = new SplittableRandom(i);
            threads.add(Thread.ofVirtual().start(() -> ask(random)));
        }
        threads.add(Thread.ofVirtual().start(this::teach));
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < duration.toNanos()) {
            TimeUnit.SECONDS.sleep(10);
            report((System.nanoTime() - begin) / 1_000_000_000L);
        }
        stop = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private int models() {
        return pictures.size() + texts.size() + networks.size();
    }

    private void report(long seconds) throws IOException {
        Path proc = Path.of("/proc", Long.toString(process));
        List<String> status = Files.readAllLines(proc.resolve("status"));
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "%5d s  resident %5d MB  files %4d  threads %4d  asked %8d  refused %6d  failed %d  taught %d",
                    seconds,
                    number(status, "VmRSS") / 1_000,
                    open.count(),
                    number(status, "Threads"),
                    asked.sum(),
                    refused.sum(),
                    failed.sum(),
                    taught.sum()));
        }
    }

    private static long number(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private void ask(SplittableRandom random) {
        while (!stop) {
            try (HttpClient client = HttpClient.newHttpClient()) { // a caller that comes and goes
                for (int i = 0; i < 50 && !stop; i++) {
                    count(send(client, request(random)).statusCode());
                }
            } catch (IOException e) {
                failed.increment();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void count(int status) {
        asked.increment();
        if (status >= 500) {
            failed.increment();
        } else if (status >= 400) {
            refused.increment();
        }
    }

    private HttpRequest request(SplittableRandom random) {
        int which = random.nextInt(20);
        if (which == 0) {
            return post("/api/models/" + any(pictures, random) + "/predict", BodyPublishers.ofByteArray(half));
        }
        if (which < 4) {
            return post("/api/models/" + any(pictures, random) + "/predict", BodyPublishers.ofByteArray(picture));
        }
        if (which < 12) {
            return post(
                    "/api/models/" + any(texts, random) + "/predict", BodyPublishers.ofString("What a day " + which));
        }
        String row = "1,".repeat(WIDTH - 1) + "1";
        return post(
                "/v2/models/" + any(networks, random) + "/infer",
                BodyPublishers.ofString("{\"inputs\":[{\"name\":\"x\",\"shape\":[1," + WIDTH
                        + "],\"datatype\":\"FP32\",\"data\":[" + row + "]}]}"));
    }

    /** One of them; the first are asked more often than the last. */
    private static String any(List<String> names, SplittableRandom random) {
        return names.get((int) (names.size() * Math.pow(random.nextDouble(), 3)));
    }

    private void teach() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!stop) {
                teachOnce(client);
                taught.increment();
            }
        } catch (IOException e) {
            failed.increment();
        } catch (InterruptedException e) {
            return;
        }
    }

    private void teachOnce(HttpClient client) throws IOException, InterruptedException {
        String project = "/api/projects/soak";
        count(send(client, post("/api/projects", BodyPublishers.ofString("{\"name\":\"soak\",\"kind\":\"text\"}")))
                .statusCode());
        for (int i = 0; i < 24; i++) {
            String label = i % 2 == 0 ? "sun" : "rain";
            count(send(
                            client,
                            post(
                                    project + "/examples?label=" + label + "&name=" + i,
                                    BodyPublishers.ofString(label + " number " + i + " of " + taught.sum())))
                    .statusCode());
        }
        String job = JSON.readTree(send(client, post(project + "/teach", BodyPublishers.noBody()))
                        .body())
                .path("id")
                .asText();
        send(
                client,
                HttpRequest.newBuilder(server.resolve("/api/jobs/" + job + "/events"))
                        .build());
        String version = JSON.readTree(send(
                                client,
                                HttpRequest.newBuilder(server.resolve(project + "/versions"))
                                        .build())
                        .body())
                .path("items")
                .path(0)
                .path("version")
                .asText();
        count(send(client, post(project + "/versions/" + version + "/publish", BodyPublishers.noBody()))
                .statusCode());
        count(send(client, post("/api/models/soak/predict", BodyPublishers.ofString("sun")))
                .statusCode());
        for (String path : List.of("/api/aliases/soak", project)) {
            count(send(
                            client,
                            HttpRequest.newBuilder(server.resolve(path))
                                    .DELETE()
                                    .build())
                    .statusCode());
        }
    }

    private HttpRequest post(String path, HttpRequest.BodyPublisher body) {
        return HttpRequest.newBuilder(server.resolve(path)).POST(body).build();
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }
}
