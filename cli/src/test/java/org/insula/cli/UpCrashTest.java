package org.insula.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the whole of {@code insula up} at seeded moments while programs upload, teach and publish, again and again over
 * the same data: what was acknowledged is there, every version is whole, every published name answers, and the doctor finds
 * nothing damaged. {@code -Dinsula.crashes=100} kills more often, {@code -Dinsula.crash-seed=7} at other moments.
 */
class UpCrashTest {
    private static final long SEED = Long.getLong("insula.crash-seed", 1);
    private static final int ROUNDS = Integer.getInteger("insula.crashes", 3);
    /** After so many acknowledgements, of which all projects have twelve examples and five more, something is published. */
    private static final int TO_PUBLISH = 60;
    /** The most acknowledgements of a round, and then the longest time until the end. */
    private static final int MOST = 90;

    private static final int LONGEST_MILLIS = 300;
    private static final Path GESTURES = Path.of("..", "examples", "gestures");

    @TempDir
    Path folder;

    /** Id to content. */
    private final Map<String, String> examples = new ConcurrentHashMap<>();
    /** Project and number to the hash of the model file. */
    private final Map<String, String> versions = new ConcurrentHashMap<>();
    /** Name to revision. */
    private final Map<String, Long> aliases = new ConcurrentHashMap<>();

    private final AtomicInteger acknowledged = new AtomicInteger();

    private static Process start(Path folder, Path data) throws IOException {
        Path arguments = folder.resolve("java.args");
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Files.writeString( // not on the command line, whose length ONNX Runtime's logging does not survive
                arguments,
                String.join(
                        "\n",
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-modules jdk.incubator.vector",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-Djava.awt.headless=true",
                        "-cp \"" + classes.replace("\\", "\\\\") + "\"",
                        "org.insula.cli.Main up --port 0 --data \""
                                + data.toString().replace("\\", "\\\\") + "\""));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + arguments)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
    }

    @Test
    void nothingAcknowledgedIsLostAndNothingIsHalfPublished() throws Exception {
        Path data = folder.resolve("data");
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            String name = "round " + round + " of seed " + SEED;
            Process process = start(folder, data);
            try {
                ServerFile server = awaitServer(process, data);
                assertKept(server, name);
                workAndDie(server, process, random);
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertEquals(Optional.empty(), ServerFile.read(data), name);
            JsonNode doctor = CommandRun.insula(data, InstantSource.system(), "doctor", "--json")
                    .json();
            assertFalse(doctor.path("damaged").asBoolean(), name + doctor);
        }
        try (Workshop workshop = CommandRun.silent(data, InstantSource.system());
                Serving last = Serving.start(
                        workshop,
                        org.insula.store.StoreSettings.in(data),
                        new org.insula.server.ServerOptions("127.0.0.1", 0, 64_000_000))) {
            assertKept(last.file(), "the end of seed " + SEED);
        }
        assertFalse(aliases.isEmpty(), "nothing was published");
        System.out.println(ROUNDS + " crashes, " + acknowledged + " acknowledged (" + versions.size() + " versions, "
                + aliases.size() + " names), nothing lost");
    }

    /** Waits until the process has said where it is: the file of the one that was killed names a dead process. */
    private ServerFile awaitServer(Process process, Path data) throws Exception {
        for (int i = 0; i < 600; i++) {
            Optional<ServerFile> server = ServerFile.read(data);
            if (server.isPresent()) {
                return server.get();
            }
            assertRuns(process, 100);
        }
        throw new AssertionError("it did not begin within a minute: " + said());
    }

    private void assertRuns(Process process, int millis) throws InterruptedException {
        assertFalse(process.waitFor(millis, TimeUnit.MILLISECONDS), () -> "it ended by itself: " + said());
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("said.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void workAndDie(ServerFile server, Process process, Random random) throws Exception {
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String project = "p" + i;
            long seed = random.nextLong();
            workers.add(Thread.ofPlatform().start(() -> work(server, project, new Random(seed))));
        }
        int enough = acknowledged.get() + (versions.isEmpty() ? TO_PUBLISH : random.nextInt(MOST));
        for (int i = 0; i < 6_000 && acknowledged.get() < enough; i++) {
            assertRuns(process, 10);
        }
        assertRuns(process, 1 + random.nextInt(LONGEST_MILLIS));
        process.destroyForcibly().waitFor();
        for (Thread worker : workers) {
            worker.join(TimeUnit.SECONDS.toMillis(60));
            assertFalse(worker.isAlive(), "a worker did not notice that the server was gone");
        }
    }

    /** Until the server is gone. */
    private void work(ServerFile server, String project, Random random) {
        try (Client client = new Client(server.address(), Optional.of(server.key()), () -> {})) {
            begin(client, project);
            while (true) {
                for (int i = 0; i < 5; i++) {
                    upload(client, project, random);
                }
                teachAndPublish(client, project);
            }
        } catch (CliException gone) {
            // what it had acknowledged is noted
        }
    }

    /** A project with twelve examples, which the first round may not have got to. */
    private void begin(Client client, String project) {
        boolean isThere = client.all("/api/projects").stream()
                .anyMatch(each -> each.path("name").asText().equals(project));
        if (!isThere) {
            client.post(
                    "/api/projects",
                    JsonNodeFactory.instance.objectNode().put("name", project).put("kind", "movement"));
        }
        for (String label : List.of("circle", "shake")) {
            gestures(label).limit(6).forEach(file -> add(client, project, label, read(file)));
        }
    }

    private static Stream<Path> gestures(String label) {
        try (Stream<Path> files = Files.list(GESTURES.resolve(label))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A real gesture, with a last line of its own so that no two are the same. */
    private void upload(Client client, String project, Random random) {
        String label = random.nextBoolean() ? "circle" : "shake";
        List<Path> files = gestures(label).toList();
        String gesture = read(files.get(random.nextInt(files.size()))).stripTrailing();
        String[] last = gesture.substring(gesture.lastIndexOf('\n') + 1).split(",", -1);
        last[last.length - 1] = Float.toString(random.nextFloat());
        add(
                client,
                project,
                label,
                gesture.substring(0, gesture.lastIndexOf('\n') + 1) + String.join(",", last) + "\n");
    }

    private void add(Client client, String project, String label, String content) {
        JsonNode added = client.upload(
                "/api/projects/" + project + "/examples?name=gesture.csv&label=" + label,
                content.getBytes(StandardCharsets.UTF_8));
        examples.put(project + "/examples/" + added.at("/examples/0/id").asText(), content);
        acknowledged.incrementAndGet();
    }

    private void teachAndPublish(Client client, String project) {
        JsonNode job = client.post("/api/projects/" + project + "/teach", JsonNodeFactory.instance.objectNode());
        AtomicReference<String> state = new AtomicReference<>("");
        client.events(
                "/api/jobs/" + job.path("id").asText() + "/events",
                now -> state.set(now.path("state").asText()));
        if (!state.get().equals("done")) {
            return;
        }
        JsonNode newest = client.all("/api/projects/" + project + "/versions").stream()
                .max(java.util.Comparator.comparingLong(
                        version -> version.path("version").asLong()))
                .orElseThrow();
        String number = newest.path("version").asText();
        versions.put(project + "/versions/" + number, newest.path("sha256").asText());
        acknowledged.incrementAndGet();
        JsonNode published = client.post(
                "/api/projects/" + project + "/versions/" + number + "/publish", JsonNodeFactory.instance.objectNode());
        aliases.put(project, published.at("/alias/revision").asLong());
        acknowledged.incrementAndGet();
    }

    private void assertKept(ServerFile server, String round) throws IOException {
        try (Client client = new Client(server.address(), Optional.of(server.key()), () -> {})) {
            for (JsonNode project : client.all("/api/projects")) {
                assertVersions(client, project.path("name").asText(), round);
            }
            Map<String, String> there = new HashMap<>();
            for (String project : List.of("p0", "p1", "p2")) {
                if (examples.keySet().stream().anyMatch(path -> path.startsWith(project + "/"))) {
                    client.all("/api/projects/" + project + "/examples")
                            .forEach(each -> there.put(
                                    project + "/examples/" + each.path("id").asText(),
                                    each.path("sha256").asText()));
                }
            }
            examples.forEach((path, content) ->
                    assertEquals(hash(content.getBytes(StandardCharsets.UTF_8)), there.get(path), round + ": " + path));
            assertAliases(client, round);
        }
    }

    /** Every version that is listed can be read whole, acknowledged or not. */
    private void assertVersions(Client client, String project, String round) throws IOException {
        Map<String, String> there = new HashMap<>();
        for (JsonNode version : client.all("/api/projects/" + project + "/versions")) {
            String path = project + "/versions/" + version.path("version").asText();
            Path file = folder.resolve("version.insula");
            client.download("/api/projects/" + path + "/file", file);
            assertEquals(version.path("sha256").asText(), hash(Files.readAllBytes(file)), round + ": file of " + path);
            there.put(path, version.path("sha256").asText());
        }
        versions.forEach((path, hash) -> {
            if (path.startsWith(project + "/")) {
                assertEquals(hash, there.get(path), round + ": " + path);
            }
        });
    }

    /** A name stands for a published version and answers, whether or not its last move was acknowledged. */
    private void assertAliases(Client client, String round) {
        Map<String, JsonNode> there = new HashMap<>();
        client.all("/api/aliases").forEach(alias -> there.put(alias.path("name").asText(), alias));
        aliases.forEach(
                (name, revision) -> assertTrue(there.get(name).path("revision").asLong() >= revision, round));
        String gesture = read(gestures("shake").findFirst().orElseThrow());
        for (JsonNode alias : there.values()) {
            JsonNode share = alias.at("/split/0");
            JsonNode version =
                    client.get("/api/projects/" + share.path("project").asText() + "/versions/"
                            + share.path("version").asText());
            assertEquals("published", version.path("state").asText(), round);
            JsonNode answer = client.upload(
                    "/api/models/" + alias.path("name").asText() + "/predict",
                    gesture.getBytes(StandardCharsets.UTF_8));
            assertTrue(
                    Arrays.asList("circle", "shake")
                            .contains(answer.path("label").asText()),
                    round + answer);
        }
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
