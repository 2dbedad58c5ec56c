package org.insula.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.insula.host.Host;
import org.insula.host.HostOptions;
import org.insula.host.Trigger;
import org.insula.host.TriggerOptions;
import org.insula.movement.MovementEncoder;
import org.insula.movement.MovementKind;
import org.insula.movement.SlidingWindow;
import org.insula.onnx.Network;
import org.insula.onnx.Tensor;
import org.insula.server.InsulaServer;
import org.insula.server.ServerOptions;
import org.insula.teach.Model;
import org.insula.teach.ModelFile;
import org.insula.teach.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Movements from the first command to the last, and all that may be wrong with a recording. */
class MovementCommandTest {
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final String CIRCLE =
            EXAMPLES.resolve("gestures/circle/circle_p1_01.csv").toString();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private record Result(int exit, String out, String err) {
        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }
    }

    private Result insula(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
        try (Workshop workshop = workshop(terminal)) {
            return new Result(Main.run(workshop, args), out.toString(), err.toString());
        }
    }

    private Workshop workshop(Terminal terminal) {
        return new Workshop(folder.resolve("home"), Optional.of(EXAMPLES), terminal, () -> Instant.EPOCH);
    }

    @Test
    void gesturesAreTaughtAskedMeasuredAndExported() throws IOException {
        String data = EXAMPLES.resolve("gestures").toString();
        String model = folder.resolve("gestures.insula").toString();
        Result taught = insula("teach", data, "--kind", "movement", "-o", model, "--json");
        assertEquals(0, taught.exit(), taught.err());
        JsonNode report = taught.json();
        assertEquals("movement", report.path("kind").asText());
        assertEquals(36, report.path("examples").asInt());
        assertTrue(report.path("accuracy").asDouble() > 0.95, report.toString());
        assertTrue(report.path("grouping").asText().contains("3 groups among 36 examples"), report.toString());
        assertTrue(report.path("remarks").toString().contains(" of 36 examples, such as 'circle/"), report.toString());

        JsonNode answer = insula("predict", model, CIRCLE, "--json").json().path(0);
        assertEquals("circle", answer.path("label").asText());
        assertTrue(answer.path("remarks").path(0).asText().contains("50 steps a second"), answer.toString());
        JsonNode measured = insula("evaluate", model, data, "--json").json();
        assertTrue(measured.path("accuracy").asDouble() > 0.95);
        assertTrue(measured.has("remarks"));

        Path graph = folder.resolve("gestures.onnx");
        Result exported = insula("export", model, "--format", "onnx", "-o", graph.toString());
        assertEquals(0, exported.exit(), exported.err());
        try (Network network = Network.load(Files.readAllBytes(graph))) {
            long steps = network.inputs().getFirst().shape().extent(2);
            Map<String, Tensor> said = network.run(Tensor.of(new float[(int) (3 * steps)], 1, 3, steps));
            float sum = 0;
            for (float probability : said.get("probabilities").floats()) {
                sum += probability;
            }
            assertEquals(1, sum, 1e-4);
        }
    }

    @Test
    void everyRecordingOfACollectionIsAnExampleAndAnAnswer() throws IOException {
        Path train = Files.writeString(folder.resolve("train.ts"), ts(10));
        Path test = Files.writeString(folder.resolve("test.ts"), ts(3));
        String model = folder.resolve("m.insula").toString();
        Result taught = insula(
                "teach", train.toString(), "--kind", "movement", "--test", test.toString(), "-o", model, "--json");
        assertEquals(0, taught.exit(), taught.err());
        assertEquals(6, taught.json().path("examples").asInt());
        assertEquals(1, taught.json().path("accuracy").asDouble());

        JsonNode answers = insula("predict", model, test.toString(), "--json").json();
        assertEquals(6, answers.size());
        assertEquals(test + "#1", answers.path(0).path("input").asText());
        assertEquals("slow", answers.path(0).path("label").asText());
        assertEquals("quick", answers.path(5).path("label").asText());
        assertEquals(
                "Took the middle 38 of 40 steps.",
                answers.path(0).path("remarks").path(0).asText());

        Path lines = folder.resolve("lines.jsonl");
        Files.writeString(lines, "{\"values\": [[" + wave(0.2, 40, 3) + "]]}\n");
        JsonNode one = insula("predict", model, lines.toString(), "--json").json();
        assertEquals(lines + "#1", one.path(0).path("input").asText());
        assertEquals("slow", one.path(0).path("label").asText());
    }

    @Test
    void oneMoreExampleUsesTheEmbeddingsOfTheOthers() throws IOException {
        Path data = folder.resolve("data");
        copy("circle", data, 6);
        copy("shake", data, 6);
        Path first = folder.resolve("first.insula");
        assertEquals(
                0,
                insula("teach", data.toString(), "--kind", "movement", "-o", first.toString())
                        .exit());
        List<Path> before = embeddings();
        copy("shake", data, 7);
        assertEquals(0, insula("teach", data.toString(), "--kind", "movement").exit());
        assertEquals(before.size() + 1, embeddings().size());
        Files.delete(data.resolve("shake").resolve("shake_p2_03.csv"));
        Path again = folder.resolve("again.insula");
        assertEquals(
                0,
                insula("teach", data.toString(), "--kind", "movement", "-o", again.toString())
                        .exit());
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(again));
    }

    private List<Path> embeddings() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("home").resolve("cache"))) {
            return files.filter(file -> file.toString().endsWith(".emb")).toList();
        }
    }

    @Test
    void whatIsNoRecordingIsListedAndTheRestIsTaught() throws IOException {
        Path data = folder.resolve("data");
        copy("circle", data, 6);
        copy("shake", data, 6);
        Path circle = data.resolve("circle");
        List<String> bad = List.of(
                "backwards|time,ax,ay,az\n0,1,1,1\n0.02,1,1,1\n0.01,1,1,1\n",
                "empty|",
                "infinite|time,ax,ay,az\n0,1,inf,1\n0.02,1,1,1\n",
                "missing|time,ax,az\n0,1,1\n0.02,1,1\n0.04,1,1\n",
                "one|time,ax,ay,az\n0,1,1,1\n",
                "ragged|time,ax,ay,az\n0,1,1,1\n0.02,1,1\n",
                "separator|time|ax|ay|az\n0|1|1|1\n",
                "text|time,ax,ay,az\n0,1,1,1\n0.02,1,up,1\n",
                "unrated|ax,ay,az\n1,1,1\n1,2,1\n");
        for (String file : bad) {
            int bar = file.indexOf('|');
            Files.writeString(circle.resolve(file.substring(0, bar) + ".csv"), file.substring(bar + 1));
        }
        Files.writeString(circle.resolve("flat.csv"), "time,ax,ay,az\n0,1,1,1\n0.02,1,1,1\n0.04,1,1,1\n");
        Files.writeString(circle.resolve("gaps.csv"), "time;ax;ay;az\n0,00;1,5;;1\n0,02;?;2;nan\n0,04;1;3;1\n");

        Result taught = insula("teach", data.toString(), "--kind", "movement", "--json");

        assertEquals(0, taught.exit(), taught.err());
        assertEquals(14, taught.json().path("examples").asInt());
        List<String> skipped = new ArrayList<>();
        for (JsonNode skip : taught.json().path("skipped")) {
            skipped.add(skip.path("input").asText());
            assertEquals(1, skip.path("error").asText().lines().count());
        }
        List<String> expected = bad.stream()
                .map(file -> "circle/" + file.substring(0, file.indexOf('|')) + ".csv")
                .toList();
        assertEquals(expected, skipped, taught.out());
        String remarks = taught.json().path("remarks").toString();
        assertTrue(remarks.contains("Read commas as decimal points."), remarks);
        assertTrue(remarks.contains("does not change."), remarks);
        assertTrue(remarks.contains("missing values of 'ax' on straight lines"), remarks);
    }

    @Test
    void aCollectionThatIsBrokenIsRefusedInOneSentence() throws IOException {
        String head = "@problemName x\n@classLabel true a b\n@data\n";
        Map<String, String> bad = Map.of(
                "text.ts",
                head + "1,2,x:a\n",
                "channels.ts",
                head + "1,2,3:a\n1,2,3:1,2,3:b\n",
                "one.ts",
                head + "1:a\n",
                "nothing.ts",
                head,
                "stamps.ts",
                "@timestamps true\n" + head + "(0,1),(1,2):a\n",
                "unlabelled.ts",
                "@classLabel false\n@data\n1,2,3\n1,2,3\n",
                "bad.arff",
                "@relation x\n@data\n1\n",
                "bad.jsonl",
                "{\"values\": [[1, \"x\"]], \"label\": \"a\"}\n");
        for (Map.Entry<String, String> file : bad.entrySet()) {
            Path path = Files.writeString(folder.resolve(file.getKey()), file.getValue());
            Result result = insula("teach", path.toString(), "--kind", "movement");
            assertEquals(1, result.exit(), file.getKey());
            assertEquals(1, result.err().lines().count(), result.err());
            assertTrue(result.err().contains("'" + file.getKey() + "'"), result.err());
        }
    }

    @Test
    void badRecordingsAreAnsweredWithAnErrorAndTheOthersWithALabel() throws IOException {
        String model = folder.resolve("gestures.insula").toString();
        insula("teach", EXAMPLES.resolve("gestures").toString(), "--kind", "movement", "-o", model);
        Path ts = Files.writeString(folder.resolve("bad.ts"), "@data\n1,x:a\n");
        Path csv = Files.writeString(folder.resolve("bad.csv"), "time,ax,ay\n0,1,1\n0.02,1,1\n");
        StringBuilder rows = new StringBuilder("time,ax,ay,az\n");
        for (int row = 0; row < 500_001; row++) {
            rows.append(row * 0.02f).append(",1,2,3\n");
        }
        Path huge = Files.writeString(folder.resolve("huge.csv"), rows);
        Result asked =
                insula("predict", model, ts.toString(), csv.toString(), CIRCLE, huge.toString(), "gone.csv", "--json");
        assertEquals(1, asked.exit());
        assertTrue(asked.json().path(0).path("error").asText().contains("not a finite number"), asked.out());
        assertTrue(asked.json().path(1).path("error").asText().contains("ax, ay, az are expected"), asked.out());
        assertEquals("circle", asked.json().path(2).path("label").asText());
        assertTrue(asked.json().path(3).path("error").asText().contains("500000 rows"), asked.out());
        assertEquals(5, asked.json().size());
        assertEquals(4, asked.err().lines().count());
    }

    @Test
    void aRecordingIsAnsweredOverHttp() throws Exception {
        Path home = folder.resolve("served");
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        insula(
                "teach",
                EXAMPLES.resolve("gestures").toString(),
                "--kind",
                "movement",
                "-o",
                Files.createDirectories(home.resolve("models"))
                        .resolve("gestures.insula")
                        .toString());
        try (Workshop workshop = workshop(new Terminal(nowhere, nowhere, false));
                Host host = new Host(workshop.builtIn(), workshop.models(home), HostOptions.of(2));
                InsulaServer server =
                        InsulaServer.start(host, new ServerOptions("127.0.0.1", 0, 1_000_000), Workshop.VERSION);
                HttpClient client = HttpClient.newHttpClient()) {
            URI address = URI.create("http://127.0.0.1:" + server.port() + "/api/models/gestures/predict");
            String table = Files.readString(Path.of(CIRCLE));
            assertEquals(
                    "circle",
                    post(client, address, "text/csv", table).path("label").asText());
            JsonNode answer = post(client, address, "application/json", json(table));
            assertEquals("circle", answer.path("label").asText());
            assertTrue(answer.path("remarks").toString().contains("Took the middle"), answer.toString());
            String broken = post(client, address, "text/csv", "time,ax,ay,az\n0,1,1,x\n")
                    .toString();
            assertTrue(broken.contains("which is not a finite number"), broken);
        }
    }

    @Test
    void repetitionsInAStreamAreCounted() throws IOException {
        Path data = folder.resolve("data");
        copy("shake", data, 12);
        copy("swipe", data, 12);
        Path rest = Files.createDirectories(data.resolve("rest"));
        Random random = new Random(1);
        for (int take = 0; take < 12; take++) {
            StringBuilder still = new StringBuilder("time,ax,ay,az\n");
            double[] held = {2 * random.nextGaussian(), 2 * random.nextGaussian(), 9 + random.nextDouble()};
            for (int row = 0; row < 80; row++) {
                still.append(String.format(Locale.ROOT, "%.2f", row * 0.02));
                for (double value : held) {
                    still.append(String.format(Locale.ROOT, ",%.2f", value + 0.15 * random.nextGaussian()));
                }
                still.append('\n');
            }
            Files.writeString(rest.resolve("rest_" + take + ".csv"), still);
        }
        Path file = folder.resolve("m.insula");
        assertEquals(
                0,
                insula("teach", data.toString(), "--kind", "movement", "-o", file.toString())
                        .exit());
        Model model = ModelFile.read(file);
        MovementEncoder encoder = new MovementKind().forIdentity(model.encoder());

        Map<String, Integer> counts = new TreeMap<>();
        SlidingWindow window = new SlidingWindow(3, encoder.fitting().steps(), 5);
        Trigger trigger = new Trigger(TriggerOptions.standard());
        int step = 0;
        for (float[] sample : stream()) {
            step++;
            if (window.add(sample)) {
                Verdict verdict = model.head().judge(encoder.embed(window.series()));
                trigger.next(step / 50.0, Optional.of(verdict))
                        .ifPresent(event -> counts.merge(event.label(), 1, Integer::sum));
            }
        }
        assertEquals(5, counts.get("swipe"), counts.toString());
        assertEquals(null, counts.get("shake"), counts.toString());
    }

    /** One person's swipes, two seconds of stillness before and after each. */
    private static List<float[]> stream() throws IOException {
        Random random = new Random(2);
        List<float[]> samples = new ArrayList<>();
        for (int take = 0; take <= 5; take++) {
            List<String> rows =
                    Files.readAllLines(EXAMPLES.resolve("gestures/swipe/swipe_p1_0" + (take % 4 + 1) + ".csv"));
            float[] first = sample(rows.get(1));
            for (int t = 0; t < 100; t++) {
                samples.add(new float[] {
                    (float) (first[0] + 0.15 * random.nextGaussian()),
                    (float) (first[1] + 0.15 * random.nextGaussian()),
                    (float) (first[2] + 0.15 * random.nextGaussian())
                });
            }
            if (take < 5) {
                rows.stream().skip(1).forEach(row -> samples.add(sample(row)));
            }
        }
        return samples;
    }

    private static float[] sample(String row) {
        String[] fields = row.split(",");
        return new float[] {Float.parseFloat(fields[1]), Float.parseFloat(fields[2]), Float.parseFloat(fields[3])};
    }

    private static JsonNode post(HttpClient client, URI address, String type, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return JSON.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** The table of an example as {@code {"rate", "channels", "values"}}. */
    private static String json(String table) {
        var document = JSON.createObjectNode().put("rate", 50);
        List<String[]> rows = table.lines().map(line -> line.split(",")).toList();
        var channels = document.putArray("channels");
        var values = document.putArray("values");
        for (int column = 1; column < 4; column++) {
            channels.add(rows.getFirst()[column]);
            var channel = values.addArray();
            for (String[] row : rows.subList(1, rows.size())) {
                channel.add(Double.parseDouble(row[column]));
            }
        }
        return document.toPrettyString();
    }

    /** Slow and quick waves of 40 steps, each second one of 38, with noise. */
    private static String ts(int each) {
        StringBuilder file =
                new StringBuilder("@problemName waves\n@equalLength false\n@classLabel true slow quick\n@data\n");
        for (int i = 0; i < 2 * each; i++) {
            boolean slow = i < each;
            file.append(wave(slow ? 0.2 : 0.9, i % 2 == 0 ? 40 : 38, i)).append(slow ? ":slow\n" : ":quick\n");
        }
        return file.toString();
    }

    private static String wave(double step, int steps, long seed) {
        Random random = new Random(seed);
        List<String> values = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            values.add(String.format(Locale.ROOT, "%.3f", Math.sin(step * t + seed) + 0.1 * random.nextGaussian()));
        }
        return String.join(",", values);
    }

    private static void copy(String label, Path to, int count) throws IOException {
        Path target = Files.createDirectories(to.resolve(label));
        try (Stream<Path> files = Files.list(EXAMPLES.resolve("gestures").resolve(label))) {
            for (Path file : files.sorted().limit(count).toList()) {
                if (!Files.exists(target.resolve(file.getFileName()))) {
                    Files.copy(file, target.resolve(file.getFileName()));
                }
            }
        }
    }
}
