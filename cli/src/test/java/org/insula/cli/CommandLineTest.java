package org.insula.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.insula.onnx.Network;
import org.insula.onnx.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a user types them, on the project's own examples and on everything that can be wrong with data. */
class CommandLineTest {
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private record Result(int exit, String out, String err) {
        JsonNode json() {
            try {
                return JSON.readTree(out);
            } catch (IOException e) {
                throw new AssertionError(out, e);
            }
        }
    }

    private Result insula(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
        try (Workshop workshop =
                new Workshop(folder.resolve("home"), Optional.of(EXAMPLES), terminal, () -> Instant.EPOCH)) {
            int exit = Main.run(workshop, args);
            return new Result(exit, out.toString(), err.toString());
        }
    }

    @Test
    void picturesAreTaughtAskedMeasuredAndExported() throws IOException {
        String model = folder.resolve("drawings.insula").toString();
        Result taught = insula("teach", drawings(), "--kind", "picture", "-o", model, "--json");
        assertEquals(0, taught.exit(), taught.err());
        assertEquals("", taught.err());
        JsonNode report = taught.json();
        assertEquals(72, report.path("examples").asInt());
        assertEquals(
                "[\"boat\",\"fish\",\"flower\",\"house\",\"sun\",\"tree\"]",
                report.path("labels").toString());
        assertTrue(report.path("balancedAccuracy").asDouble() > 0.9, report.toString());
        assertEquals(6, report.path("confusion").size());
        for (String field : List.of(
                "accuracy",
                "macroF1",
                "ece",
                "unknownRate",
                "accuracyWhenKnown",
                "perLabel",
                "grouping",
                "seconds",
                "suspects",
                "skipped")) {
            assertTrue(report.has(field), field);
        }

        String fish = EXAMPLES.resolve("drawings/fish/fish_03.png").toString();
        JsonNode answers =
                insula("predict", model, fish, "--json", "--top", "2").json();
        assertEquals("fish", answers.path(0).path("label").asText());
        assertEquals(2, answers.path(0).path("top").size());
        JsonNode measured = insula("evaluate", model, drawings(), "--json").json();
        assertTrue(measured.path("accuracy").asDouble() > 0.95);

        Path graph = folder.resolve("drawings.onnx");
        assertEquals(
                0,
                insula("export", model, "--format", "onnx", "-o", graph.toString())
                        .exit());
        try (Network network = Network.load(Files.readAllBytes(graph))) {
            long[] shape = network.inputs().getFirst().shape().dimensions().stream()
                    .mapToLong(extent -> extent.matches("[0-9]+") ? Long.parseLong(extent) : 1)
                    .toArray();
            int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
            Map<String, Tensor> output =
                    network.run(Map.of(network.inputs().getFirst().name(), Tensor.of(new float[size], shape)));
            float sum = 0;
            for (float probability : output.get("probabilities").floats()) {
                sum += probability;
            }
            assertEquals(1, sum, 1e-4);
        }
        Path zip = folder.resolve("drawings.zip");
        assertEquals(
                0,
                insula("export", model, "--format", "zip", "-o", zip.toString()).exit());
        assertArrayEquals(Files.readAllBytes(Path.of(model)), Files.readAllBytes(zip));
    }

    @Test
    void theSameSeedGivesTheSameFile() throws IOException {
        String table = EXAMPLES.resolve("moods.csv").toString();
        Path first = folder.resolve("first.insula");
        Path second = folder.resolve("second.insula");
        assertEquals(
                0,
                insula("teach", table, "--kind", "text", "-o", first.toString()).exit());
        assertEquals(
                0,
                insula("teach", table, "--kind", "text", "-o", second.toString())
                        .exit());
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    @Test
    void textsAreTaughtAskedAndExported() {
        String model = folder.resolve("moods.insula").toString();
        Result taught = insula("teach", EXAMPLES.resolve("moods.csv").toString(), "--kind", "text", "-o", model);
        assertEquals(0, taught.exit(), taught.err());
        assertTrue(taught.out().startsWith("Right "), taught.out());
        JsonNode answers = insula("predict", model, "We won, what a happy day!", "今日は嬉しい", "--json")
                .json();
        assertEquals("joyful", answers.path(0).path("label").asText());
        assertTrue(answers.path(1).has("label"));
        String graph = folder.resolve("moods.onnx").toString();
        assertEquals(0, insula("export", model, "--format", "onnx", "-o", graph).exit());
    }

    @Test
    void theBuiltInExpressionModelAnswersAboutEveryFace() {
        Result asked =
                insula("predict", "expression", EXAMPLES.resolve("portrait.png").toString(), "--json");
        assertEquals(0, asked.exit(), asked.err());
        JsonNode answer = asked.json().path(0);
        assertEquals("happiness", answer.path("label").asText());
        assertFalse(answer.path("unknown").asBoolean());
        assertEquals(7, answer.path("top").size());
        assertEquals(1, answer.path("faces").size());
        assertEquals(4, answer.path("faces").path(0).path("box").size());
        assertTrue(answer.path("note").asText().contains("apparent expression"));
    }

    @Test
    void oneBadInputDoesNotSilenceTheOthers() throws IOException {
        Path notAPicture = Files.writeString(folder.resolve("note.jpg"), "this is a text");
        Result asked = insula(
                "predict",
                "expression",
                notAPicture.toString(),
                EXAMPLES.resolve("portrait.png").toString(),
                folder.resolve("gone.jpg").toString(),
                EXAMPLES.resolve("drawings/sun/sun_01.png").toString(),
                "--json");
        assertEquals(1, asked.exit());
        JsonNode answers = asked.json();
        assertEquals(4, answers.size());
        assertTrue(answers.path(0).has("error"));
        assertEquals("happiness", answers.path(1).path("label").asText());
        assertTrue(answers.path(2).path("error").asText().startsWith("There is no file"));
        assertTrue(answers.path(3).path("error").asText().startsWith("No face was found"));
        assertEquals(3, asked.err().lines().count());
    }

    @Test
    void badExamplesAreListedAndTheRestIsTaught() throws IOException {
        Path data = folder.resolve("data");
        copy("drawings/fish", data.resolve("fish"), 6);
        copy("drawings/sun", data.resolve("sun"), 6);
        Path broken = data.resolve("fish");
        byte[] whole = Files.readAllBytes(broken.resolve("fish_01.png"));
        Files.write(broken.resolve("cut.png"), Arrays.copyOf(whole, whole.length / 2));
        Files.createFile(broken.resolve("empty.jpg"));
        Files.writeString(broken.resolve("text.jpg"), "hello");
        Files.write(broken.resolve("huge.png"), hugePng());

        JsonNode report =
                insula("teach", data.toString(), "--kind", "picture", "--json").json();

        assertEquals(12, report.path("examples").asInt());
        List<String> skipped = new ArrayList<>();
        report.path("skipped").forEach(skip -> skipped.add(skip.path("input").asText()));
        assertEquals(List.of("fish/cut.png", "fish/empty.jpg", "fish/huge.png", "fish/text.jpg"), skipped);
        String huge = report.path("skipped").path(2).path("error").asText();
        assertTrue(huge.contains("50000"), huge);
    }

    /** A PNG header of 50,000 by 50,000 pixels with nothing behind it. */
    private static byte[] hugePng() throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        var out = new java.io.DataOutputStream(bytes);
        out.writeLong(0x89504E470D0A1A0AL);
        var header = java.nio.ByteBuffer.allocate(17).put("IHDR".getBytes(StandardCharsets.US_ASCII));
        header.putInt(50_000).putInt(50_000).put((byte) 8).put((byte) 2).put(new byte[3]);
        out.writeInt(13);
        out.write(header.array());
        var crc = new java.util.zip.CRC32();
        crc.update(header.array());
        out.writeInt((int) crc.getValue());
        out.writeInt(0);
        out.write("IDAT".getBytes(StandardCharsets.US_ASCII));
        out.writeInt(0x35AF061E);
        return bytes.toByteArray();
    }

    @Test
    void whereTooFewExamplesAreLeftItSaysHowManyWereNot() throws IOException {
        Path data = folder.resolve("data");
        copy("drawings/fish", data.resolve("fish"), 3);
        copy("drawings/house", data.resolve("house"), 3);
        assertFails(
                "6 of 6 examples could not be used; the first is 'fish/fish_01.png': No face was found",
                insula("teach", data.toString(), "--kind", "face"));
    }

    @Test
    void dataThatCannotBeTaughtIsRefusedInOneSentence() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertFails("holds no examples", insula("teach", empty.toString(), "--kind", "picture"));
        copy("drawings/fish", folder.resolve("one/fish"), 4);
        assertFails(
                "at least 2 are needed", insula("teach", folder.resolve("one").toString(), "--kind", "picture"));
        Path cases = Files.writeString(folder.resolve("c.csv"), "text,label\na,Yes\nb,yes\nc,Yes\nd,yes\n");
        assertFails("differ only by case", insula("teach", cases.toString(), "--kind", "text"));
        Path latin = folder.resolve("latin.csv");
        Files.write(latin, "text,label\ncafé,x\nthé,y\n".getBytes(StandardCharsets.ISO_8859_1));
        assertFails("is not UTF-8 text", insula("teach", latin.toString(), "--kind", "text"));
        Path evil = folder.resolve("evil.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(evil))) {
            zip.putNextEntry(new ZipEntry("../../evil.png"));
        }
        assertFails("which leaves the archive", insula("teach", evil.toString(), "--kind", "picture"));
        assertFails(
                "Kind 'smell' is not known; choose one of face, picture, sound, text, movement, hand, body.",
                insula("teach", drawings(), "--kind", "smell"));
    }

    @Test
    void aModelThatIsNotWholeIsRefused() throws IOException {
        Path model = folder.resolve("m.insula");
        insula("teach", EXAMPLES.resolve("moods.csv").toString(), "--kind", "text", "-o", model.toString());
        byte[] whole = Files.readAllBytes(model);
        Files.write(model, Arrays.copyOf(whole, whole.length - 100));
        assertFails("is cut short", insula("predict", model.toString(), "hello"));
        whole[whole.length / 2] ^= 1;
        Files.write(model, whole);
        assertFails("was changed after it was written", insula("predict", model.toString(), "hello"));
        assertFails(
                "there is no such file",
                insula("predict", folder.resolve("no.insula").toString(), "hello"));
        assertFails("There is no model 'nobody'", insula("predict", "nobody", "hello"));
    }

    @Test
    void aPlaceThatCannotBeWrittenKeepsWhatWasThere() throws IOException {
        String nowhere = folder.resolve("no/such/m.insula").toString();
        assertFails(
                "its folder does not exist",
                insula("teach", EXAMPLES.resolve("moods.csv").toString(), "--kind", "text", "-o", nowhere));
    }

    @Test
    void theExamplesAreTaughtOnceEvenAfterAnInterruption() throws IOException {
        Path home = folder.resolve("served");
        Path models = Files.createDirectories(home.resolve("models")); // as an interrupted first start leaves it
        PrintWriter nowhere = new PrintWriter(java.io.Writer.nullWriter());
        Terminal silent = new Terminal(nowhere, nowhere, false);
        try (Workshop workshop = new Workshop(home, Optional.of(EXAMPLES), silent, () -> Instant.EPOCH)) {
            new ExampleModels(workshop, home).teachOnce();
            assertTrue(Files.exists(models.resolve("drawings.insula")));
            Files.delete(models.resolve("moods.insula"));
            new ExampleModels(workshop, home).teachOnce();
            assertFalse(Files.exists(models.resolve("moods.insula")));
        }
    }

    @Test
    void badUsageIsExitTwo() {
        for (String[] args : new String[][] {
            {},
            {"dance"},
            {"teach"},
            {"teach", "x"},
            {"predict", "expression"},
            {"teach", "x", "--kind", "text", "--seed", "y"}
        }) {
            Result result = insula(args);
            assertEquals(2, result.exit(), List.of(args).toString());
            assertEquals("", result.out());
            assertTrue(result.err().startsWith("insula: "), result.err());
        }
        assertEquals(0, insula("help").exit());
        assertEquals(0, insula("teach", "--help").exit());
        assertEquals("insula 0.1.0\n", insula("version").out());
    }

    @Test
    void modelsAreListedAddedAndRemoved() throws IOException {
        String data = folder.resolve("data").toString();
        Path model = folder.resolve("moods.insula");
        insula("teach", EXAMPLES.resolve("moods.csv").toString(), "--kind", "text", "-o", model.toString());
        assertEquals(
                0, insula("models", "add", model.toString(), "--data", data).exit());
        JsonNode models = insula("models", "list", "--json", "--data", data).json();
        assertEquals("expression", models.path(0).path("name").asText());
        assertEquals("moods", models.path(1).path("name").asText());
        assertFails("There is a model 'moods' already", insula("models", "add", model.toString(), "--data", data));
        assertEquals(0, insula("models", "rm", "moods", "--data", data).exit());
        assertFails("cannot be removed", insula("models", "rm", "expression", "--data", data));
    }

    @Test
    void aTfjsModelThatIsNoneIsRefused() throws IOException {
        Files.writeString(folder.resolve("model.json"), "{}");
        Result result = insula(
                "import", folder.toString(), "-o", folder.resolve("x.onnx").toString());
        assertEquals(1, result.exit());
        assertEquals(1, result.err().lines().count(), result.err());
        assertFalse(Files.exists(folder.resolve("x.onnx")));
    }

    private static void assertFails(String message, Result result) {
        assertEquals(1, result.exit(), result.out() + result.err());
        assertTrue(result.err().contains(message), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    private static String drawings() {
        return EXAMPLES.resolve("drawings").toString();
    }

    private static void copy(String from, Path to, int count) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(EXAMPLES.resolve(from))) {
            for (Path file : files.sorted().limit(count).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
