package org.insula.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.insula.host.Host;
import org.insula.host.HostOptions;
import org.insula.server.InsulaServer;
import org.insula.server.ServerOptions;
import org.insula.testkit.Films;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies in motion from the first command to the last, and all that may be wrong with a film. */
class GestureCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> GESTURES = List.of("raise", "squat");
    /** Videos that the tests of module signal have. */
    private static final Path VIDEOS =
            Path.of("..", "signal", "src", "test", "resources", "org", "insula", "signal", "video");

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private record Result(int exit, String out, String err) {
        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }
    }

    private static Result insula(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
        try (Workshop workshop =
                new Workshop(shared.resolve("home"), Optional.empty(), terminal, () -> Instant.EPOCH)) {
            return new Result(Main.run(workshop, args), out.toString(), err.toString());
        }
    }

    @BeforeAll
    static void teach() throws IOException {
        for (String gesture : GESTURES) {
            for (int person = 0; person < 3; person++) {
                for (int take = 0; take < 2; take++) {
                    Path film = shared.resolve("data")
                            .resolve(gesture)
                            .resolve("p" + person)
                            .resolve("take" + take);
                    write(Films.body(gesture, person, take), film);
                }
            }
        }
        Files.writeString(shared.resolve("data/rate.txt"), "15\n");
        write(Films.body("squat", 5, 7), shared.resolve("asked"));
        Files.writeString(shared.resolve("asked/rate.txt"), "15");
        Result taught = insula("teach", data(), "--kind", "body", "-o", model(), "--json");
        assertEquals(0, taught.exit(), taught.err());
        JsonNode report = taught.json();
        assertEquals(12, report.path("examples").asInt());
        assertTrue(report.path("accuracy").asDouble() > 0.9, report.toString());
        assertTrue(report.path("grouping").asText().contains("3 groups among 12 examples"), report.toString());
        assertFalse(report.path("remarks").toString().contains("Took 30 frames"), report.toString());
    }

    private static String data() {
        return shared.resolve("data").toString();
    }

    private static String model() {
        return shared.resolve("bodies.insula").toString();
    }

    private static void write(List<BufferedImage> frames, Path film) throws IOException {
        Files.createDirectories(film);
        for (int i = 0; i < frames.size(); i++) {
            String name = String.format(Locale.ROOT, "frame%d.jpg", i);
            ImageIO.write(frames.get(i), "jpg", film.resolve(name).toFile());
        }
    }

    private static Path zip(Path film, Path to) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(to));
                Stream<Path> frames = Files.list(film)) {
            for (Path frame : frames.toList()) {
                zip.putNextEntry(new ZipEntry(frame.getFileName().toString()));
                Files.copy(frame, zip);
            }
        }
        return to;
    }

    @Test
    void aFolderAndAZipOfFramesAreAnswered() throws IOException {
        String film = shared.resolve("asked").toString();
        String packed =
                zip(shared.resolve("asked"), folder.resolve("asked.zip")).toString();
        Result answered = insula("predict", model(), film, packed, "--json");
        assertEquals(0, answered.exit(), answered.err());
        for (JsonNode answer : answered.json()) {
            assertEquals("squat", answer.path("label").asText());
            assertEquals(1, answer.path("bodies").size());
            assertFalse(answer.has("timeline"), answer.toString());
        }
        JsonNode measured = insula("evaluate", model(), data(), "--json").json();
        assertEquals(
                12,
                measured.path("confusion").path(0).path(0).asInt()
                        + measured.path("confusion").path(1).path(1).asInt()
                        + measured.path("confusion").path(0).path(1).asInt()
                        + measured.path("confusion").path(1).path(0).asInt());
        assertTrue(measured.path("accuracy").asDouble() > 0.9, measured.toString());
    }

    @Test
    void whatHappensInALongFilmIsFoundAndCounted() throws IOException {
        List<BufferedImage> frames = new ArrayList<>();
        List<BufferedImage> squat = Films.body("squat", 0, 0);
        for (String gesture : List.of("squat", "squat", "raise")) {
            for (int rest = 0; rest < 15; rest++) {
                frames.add(squat.getFirst());
            }
            frames.addAll(Films.body(gesture, 0, 0));
        }
        frames.addAll(List.copyOf(frames.subList(0, 10)));
        Path film = folder.resolve("long");
        write(frames, film);
        Files.writeString(film.resolve("rate.txt"), "15");
        JsonNode answer =
                insula("predict", model(), film.toString(), "--json").json().path(0);
        assertTrue(answer.path("timeline").size() > 8, answer.toString());
        assertEquals(
                "{\"raise\":1,\"squat\":2}",
                answer.path("counts").toString(),
                answer.path("events").toString());
        double raise = 3 + 2 * squat.size() / 15.0;
        JsonNode last = answer.path("events").path(2);
        assertEquals(
                raise, last.path("start").asDouble(), 0.8, answer.path("events").toString());
        Result told = insula("predict", model(), film.toString());
        assertTrue(told.out().contains("long: 1 × raise, 2 × squat"), told.out());
        assertTrue(told.out().lines().filter(line -> line.contains(" s: ")).count() == 3, told.out());
    }

    @Test
    void theServerAnswersAFilm() throws Exception {
        Path models = Files.createDirectories(folder.resolve("home/models"));
        Files.copy(Path.of(model()), models.resolve("bodies.insula"));
        Path packed = zip(shared.resolve("asked"), folder.resolve("asked.zip"));
        Terminal silent = new Terminal(
                new PrintWriter(OutputStream.nullOutputStream()),
                new PrintWriter(OutputStream.nullOutputStream()),
                false);
        try (Workshop workshop = new Workshop(folder.resolve("home"), Optional.empty(), silent, () -> Instant.EPOCH);
                Host host = new Host(workshop.builtIn(), workshop.models(folder.resolve("home")), HostOptions.of(1));
                InsulaServer server =
                        InsulaServer.start(host, new ServerOptions("127.0.0.1", 0, 64_000_000), Workshop.VERSION);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.port() + "/api/models/bodies/predict"))
                    .header("Content-Type", "application/zip")
                    .POST(HttpRequest.BodyPublishers.ofFile(packed))
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("\"label\":\"squat\""), answer.body());
        }
    }

    @Test
    void filmsThatCannotBeReadAreEachOneSentence() throws IOException {
        Path one = folder.resolve("one");
        write(Films.body("raise", 0, 0).subList(0, 1), one);
        Path lying = folder.resolve("huge.gif");
        byte[] gif = Files.readAllBytes(VIDEOS.resolve("moving.gif"));
        gif[6] = gif[7] = gif[8] = gif[9] = (byte) 0xFF;
        Files.write(lying, gif);
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path still = shared.resolve("asked/frame0.jpg");
        assertError("has one frame, a movement needs at least two; give", one);
        assertError(
                "holds no moving pictures that can be read (it has sound only); give",
                VIDEOS.resolve("sound-only.mp4"));
        assertError("no frame could be decoded; give a complete video", lying);
        assertError("The folder 'empty' holds no frames; put", empty);
        assertError("is a still picture, and this model was taught on movements; give", still);
        assertError("A body with both shoulders was seen in 0 of 10 frames, too few", VIDEOS.resolve("h264.mp4"));
    }

    private static void assertError(String part, Path input) {
        Result result = insula("predict", model(), input.toString());
        assertEquals(1, result.exit(), result.out());
        assertTrue(result.err().contains(part), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    @Test
    void stillsAndFilmsInOneDataSetAreRefused() throws IOException {
        Path data = folder.resolve("data");
        for (String gesture : GESTURES) {
            write(Films.body(gesture, 0, 0), data.resolve(gesture).resolve("take1"));
            Files.copy(shared.resolve("asked/frame0.jpg"), data.resolve(gesture).resolve("standing.jpg"));
        }
        Result result = insula("teach", data.toString(), "--kind", "body");
        assertEquals(1, result.exit());
        assertTrue(
                result.err()
                        .contains(
                                "2 of the examples are still pictures and 2 are movements (a video or a folder of frames),"
                                        + " which cannot be told from each other by one model; give only stills or only movements."),
                result.err());
    }

    @Test
    void framesOfManySizesAndABrokenFrameAreToldApart() throws IOException {
        List<BufferedImage> frames = new ArrayList<>(Films.body("raise", 1, 5));
        for (int i = 0; i < frames.size(); i += 3) {
            BufferedImage wide = new BufferedImage(500, 360, BufferedImage.TYPE_3BYTE_BGR);
            wide.createGraphics().drawImage(frames.get(i), 0, 0, null);
            frames.set(i, wide);
        }
        Path film = folder.resolve("sizes");
        write(frames, film);
        Files.writeString(film.resolve("rate.txt"), "15");
        Result mixed = insula("predict", model(), film.toString(), "--json");
        assertEquals("raise", mixed.json().path(0).path("label").asText(), mixed.err());
        Files.writeString(film.resolve("frame5.jpg"), "no picture");
        assertError("has a frame 'frame5.jpg' that cannot be read: ", film);
    }

    @Test
    void aModelOfStillsSaysThatItTakesPictures() throws IOException {
        Path data = folder.resolve("poses");
        for (String pose : List.of("down", "up")) {
            Files.createDirectories(data.resolve(pose));
            for (int person = 0; person < 5; person++) {
                List<BufferedImage> film = Films.body("raise", person, 0);
                BufferedImage frame = pose.equals("up") ? film.get(film.size() / 2) : film.getFirst();
                ImageIO.write(
                        frame, "jpg", data.resolve(pose + "/" + person + ".jpg").toFile());
            }
        }
        String stills = folder.resolve("stills.insula").toString();
        Result taught = insula("teach", data.toString(), "--kind", "body", "-o", stills, "--json");
        assertEquals(0, taught.exit(), taught.err());
        Result asked = insula("predict", stills, VIDEOS.resolve("h264.mp4").toString());
        assertTrue(asked.err().contains("it looks like an MP4 video; give a JPEG"), asked.err());
    }
}
