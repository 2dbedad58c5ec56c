package org.insula.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.insula.host.Caller;
import org.insula.server.ServerOptions;
import org.insula.store.PageRequest;
import org.insula.store.StoreSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that speak to a server, with one that runs and without. */
class ServerCommandsTest {
    private static final Path GESTURES = Path.of("..", "examples", "gestures");

    @TempDir
    Path folder;

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    private Path data() {
        return folder.resolve("data");
    }

    private Instant now() {
        return Instant.now().plus(ahead.get());
    }

    private CommandRun insula(String... args) {
        return CommandRun.insula(data(), this::now, args);
    }

    /** A server of the data directory, as {@code insula up} starts it. */
    private Serving up(Workshop workshop) {
        Serving serving =
                Serving.start(workshop, StoreSettings.in(data()), new ServerOptions("127.0.0.1", 0, 64_000_000));
        serving.announce();
        return serving;
    }

    @Test
    void aProjectIsFilledTaughtPublishedAndDeleted() throws IOException {
        insula("projects", "create", "wave", "--kind", "movement").good();
        JsonNode sent =
                insula("projects", "add", "wave", GESTURES.toString(), "--json").json();
        assertEquals(36, sent.path("added").asInt());
        assertEquals(0, sent.path("known").asInt());
        JsonNode again =
                insula("projects", "add", "wave", GESTURES.toString(), "--json").json();
        assertEquals(0, again.path("added").asInt());
        assertEquals(36, again.path("known").asInt());

        CommandRun taught = insula("projects", "teach", "wave").good();
        assertTrue(taught.out().startsWith("Right "), taught.out());
        assertTrue(taught.out().contains("This is version 1, a draft."), taught.out());
        assertEquals("", taught.err());
        JsonNode report = insula("projects", "teach", "wave", "--json").json();
        assertEquals(2, report.path("version").asInt());
        assertEquals(36, report.path("examples").asInt());
        assertTrue(report.path("balancedAccuracy").asDouble() > 0.8, report.toString());

        insula("projects", "publish", "wave", "--version", "1").good();
        JsonNode published =
                insula("projects", "publish", "wave", "--as", "waves", "--json").json();
        assertEquals("waves", published.path("model").asText());
        assertEquals(2, published.at("/alias/split/0/version").asInt());
        assertEquals(List.of("expression", "wave", "waves"), names(insula("models", "list", "--json")));
        assertEquals(2, insula("projects", "versions", "wave", "--json").json().size());
        assertTrue(insula("projects", "versions", "wave").good().out().contains("published"));
        assertTrue(insula("projects", "list").good().out().contains("movement"));

        insula("projects", "rm", "wave").failed("still sends traffic there");
        insula("models", "rm", "wave").good();
        insula("models", "rm", "waves").good();
        insula("projects", "rm", "wave").good();
        assertEquals(0, insula("projects", "list", "--json").json().size());
    }

    private static List<String> names(CommandRun run) {
        List<String> names = new ArrayList<>();
        run.json().forEach(model -> names.add(model.path("name").asText()));
        return names.stream().sorted().toList();
    }

    @Test
    void groupsAndNamesOfFilesAreKept() throws IOException {
        Path table = Files.writeString(
                folder.resolve("moods.csv"),
                "text,label,group\nso glad,joy,ann\nwhat fun,joy,bob\nI weep,grief,ann\nall lost,grief,\n");
        Path folders = Files.createDirectories(folder.resolve("folders"));
        for (String path : List.of("yes/ann/a_01.txt", "yes/bob/a_02.txt", "no/ann/a_03.txt", "no/bob/a_04.txt")) {
            Path file = folders.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, path);
        }
        Path empty = Files.createFile(folders.resolve("no/ann/empty.txt"));
        try (Workshop workshop = CommandRun.silent(data(), this::now);
                Serving serving = up(workshop)) {
            insula("projects", "create", "moods", "--kind", "text").good();
            insula("projects", "add", "moods", table.toString()).good();
            CommandRun added =
                    insula("projects", "add", "moods", folders.toString()).good();
            assertTrue(added.err().contains(empty.getFileName().toString()), added.err());
            var bench = serving.host().workbench();
            var project = bench.project(Caller.owner(), "moods");
            List<String> groups =
                    bench.examples(Caller.owner(), project, Optional.empty(), PageRequest.first(100)).items().stream()
                            .map(example -> example.label() + " " + example.name() + " "
                                    + example.group().orElse("-"))
                            .sorted()
                            .toList();
            assertEquals(
                    List.of(
                            "grief line -",
                            "grief line ann",
                            "joy line ann",
                            "joy line bob",
                            "no a_03.txt ann",
                            "no a_04.txt bob",
                            "yes a_01.txt ann",
                            "yes a_02.txt bob"),
                    groups);
        }
    }

    @Test
    void commandsGoThroughTheServerThatHoldsTheDirectory() {
        try (Workshop workshop = CommandRun.silent(data(), this::now);
                Serving serving = up(workshop)) {
            insula("projects", "create", "here", "--kind", "text").good();
            assertEquals(
                    "here",
                    serving.host().workbench().project(Caller.owner(), "here").name());
            String address = serving.address().toString();
            assertEquals(
                    1,
                    insula("projects", "list", "--json", "--server", address + "/")
                            .json()
                            .size());
            insula("models", "add", "x.insula", "--server", address).failed("cannot be sent to a server");
            CommandRun doctor = insula("doctor").good();
            assertTrue(doctor.out().contains("ONNX Runtime loads."), doctor.out());
            assertTrue(doctor.out().endsWith("Nothing is damaged.\n"), doctor.out());
        }
        assertFalse(Files.exists(data().resolve("server.json")));
    }

    @Test
    void anUpThatIsRefusedLeavesTheFirstOneToBeFound() {
        try (Workshop workshop = CommandRun.silent(data(), this::now);
                Serving _ = up(workshop)) {
            insula("up", "--port", "0").failed("is in use by another Insula");
            assertTrue(ServerFile.read(data()).isPresent());
        }
    }

    @Test
    void commandsAtOnceOnOneDirectoryAllSucceed() throws Exception {
        List<Callable<CommandRun>> commands = Stream.of("a", "b", "c")
                .<Callable<CommandRun>>map(name -> () -> insula("projects", "create", name, "--kind", "text"))
                .toList();
        try (ExecutorService people = Executors.newFixedThreadPool(commands.size())) {
            for (Future<CommandRun> run : people.invokeAll(commands, 60, TimeUnit.SECONDS)) {
                run.get().good();
            }
        }
        assertEquals(3, insula("projects", "list", "--json").json().size());
    }

    @Test
    void aKeyIsShownOnceAndIsGoodForWhatItIsFor() {
        try (Workshop workshop = CommandRun.silent(data(), this::now);
                Serving serving = up(workshop)) {
            String address = serving.address().toString();
            CommandRun made = insula("keys", "create", "phone", "--role", "reader", "--scope", "expression")
                    .good();
            String reader = made.out().strip();
            assertTrue(reader.matches("insula_[^ ]+"), made.out());
            assertTrue(made.err().contains("only time"), made.err());
            JsonNode admin = insula("keys", "create", "me", "--role", "admin", "--expires", "2h", "--json")
                    .json();
            String secret = admin.path("secret").asText();

            assertEquals(
                    List.of("expression"),
                    names(insula("models", "list", "--json", "--server", address, "--key", reader)));
            insula("keys", "list", "--server", address).failed("No API key came");
            insula("keys", "list", "--server", address, "--key", reader).failed("takes a key of the role admin");
            insula("keys", "list", "--server", address, "--key", reader + "x").failed("not an API key of this Insula");
            insula("keys", "list", "--server", address, "--key", "a b").failed("no key has");
            CommandRun list =
                    insula("keys", "list", "--server", address, "--key", secret).good();
            assertTrue(list.out().contains("good until"), list.out());
            assertFalse(list.out().contains(secret.substring(secret.lastIndexOf('_') + 1)));

            ahead.set(Duration.ofHours(3));
            insula("keys", "list", "--server", address, "--key", secret).failed("has expired");
            JsonNode keys = insula("keys", "list", "--json").json();
            assertEquals(2, keys.size());
            insula("keys", "revoke", keys.path(0).path("id").asText()).good();
            insula("keys", "revoke", "nobody").failed("There is no key 'nobody'");
            insula("models", "list", "--server", address, "--key", reader).failed("was revoked");
        }
    }

    @Test
    void tenantsAreManagedAndWhatTheyUsedIsTold() throws IOException {
        JsonNode lab = insula(
                        "tenants",
                        "create",
                        "lab",
                        "--weight",
                        "3",
                        "--storage",
                        "1.5GB",
                        "--requests-per-minute",
                        "60",
                        "--json")
                .json();
        assertEquals(1_500_000_000L, lab.at("/quotas/storageBytes").asLong());
        assertFalse(lab.path("quotas").has("computeSecondsPerDay"));
        JsonNode changed = insula("tenants", "change", "lab", "--storage", "unlimited", "--weight", "2", "--json")
                .json();
        assertFalse(changed.path("quotas").has("storageBytes"));
        assertEquals(60, changed.at("/quotas/requestsPerMinute").asInt());
        assertEquals(2, changed.path("weight").asInt());
        insula("tenants", "create", "lab").failed("There is a tenant 'lab' already");
        assertTrue(insula("tenants", "list").good().out().contains("unlimited"));

        try (Workshop workshop = CommandRun.silent(data(), this::now);
                Serving serving = up(workshop)) {
            String key = insula("keys", "create", "k", "--role", "reader", "--tenant", "lab")
                    .good()
                    .out()
                    .strip();
            byte[] portrait = Files.readAllBytes(Path.of("..", "examples", "portrait.png"));
            try (Client client = new Client(serving.address(), Optional.of(key), () -> {})) {
                JsonNode answer = client.upload("/api/models/expression/predict", portrait);
                assertEquals("happiness", answer.path("label").asText());
            }
        }
        JsonNode usage = insula("usage", "--tenant", "lab", "--json", "--from", "2020-01-01")
                .json();
        assertEquals("expression", usage.path(0).path("model").asText());
        assertEquals(1, usage.path(0).path("requests").asInt());
        assertTrue(insula("usage", "--tenant", "lab").good().out().contains("expression"));
        assertEquals(0, insula("usage", "--json").json().size());
        insula("usage", "--tenant", "nobody").failed("There is no tenant 'nobody'");
        insula("tenants", "rm", "lab").good();
        insula("tenants", "rm", "lab").failed("There is no tenant 'lab'");
    }

    @Test
    void whatIsBackedUpCanBeRestored() throws IOException {
        insula("projects", "create", "kept", "--kind", "movement").good();
        insula("projects", "add", "kept", GESTURES.toString()).good();
        Path cold = folder.resolve("cold.zip");
        insula("backup", cold.toString()).good();
        Path warm = folder.resolve("warm.zip");
        Files.write(folder.resolve("warm.zip.part"), new byte[10_000_000]); // a backup that broke off long ago
        try (Workshop workshop = CommandRun.silent(data(), this::now);
                Serving _ = up(workshop)) {
            assertEquals(
                    Files.size(cold),
                    insula("backup", warm.toString(), "--json")
                            .json()
                            .path("bytes")
                            .asLong(),
                    5_000);
            insula("restore", warm.toString(), "--data", data().toString()).failed("holds '" + data() + "'");
        }
        for (Path backup : List.of(cold, warm)) {
            String other = folder.resolve(backup.getFileName() + ".data").toString();
            insula("restore", backup.toString(), "--data", other).good();
            JsonNode sent = insula("projects", "add", "kept", GESTURES.toString(), "--json", "--data", other)
                    .json();
            assertEquals(36, sent.path("known").asInt());
            insula("doctor", "--data", other).good();
            insula("restore", backup.toString(), "--data", other).failed("holds something already");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().endsWith(".part")).toList());
        }
        Files.write(warm, new byte[100]);
        insula("restore", warm.toString(), "--data", folder.resolve("new").toString())
                .failed("no whole zip");
        insula("restore", folder.resolve("no.zip").toString(), "--data", "x").failed("There is no file");
        insula("restore", cold.toString()).failed("give a new one with --data");
        insula("backup", folder.resolve("no/such.zip").toString()).failed("a folder that exists");
        insula("backup", cold.toString(), "--data", folder.resolve("none").toString())
                .failed("Nothing is kept");
    }

    @Test
    void theDoctorTellsWhatIsDamagedWithOrWithoutAServer() throws IOException {
        CommandRun nothing = insula("doctor").good();
        assertTrue(nothing.out().contains("Nothing is kept there yet."), nothing.out());
        assertFalse(Files.exists(data()));
        insula("projects", "create", "kept", "--kind", "movement").good();
        insula("projects", "add", "kept", GESTURES.toString()).good();
        JsonNode well = insula("doctor", "--json").json();
        assertEquals(0, well.path("findings").size(), well.toString());
        assertTrue(well.at("/audit/entries").asLong() > 36);
        assertTrue(well.path("onnxRuntime").asBoolean());

        try (Stream<Path> blobs = Files.walk(data().resolve("blobs").resolve("owner"))) {
            Files.writeString(blobs.filter(Files::isRegularFile).findFirst().orElseThrow(), "changed");
        }
        assertDamaged(insula("doctor"));
        try (Workshop workshop = CommandRun.silent(data(), this::now);
                Serving _ = up(workshop)) {
            assertDamaged(insula("doctor"));
        }
        Files.write(data().resolve("insula.db"), "this is no database".getBytes(StandardCharsets.UTF_8));
        assertEquals(1, insula("doctor", "--json").exit());
    }

    private static void assertDamaged(CommandRun doctor) {
        assertEquals(1, doctor.exit(), doctor.out() + doctor.err());
        assertTrue(doctor.out().contains("damaged: The content "), doctor.out());
        assertTrue(doctor.out().contains("is not what was kept"), doctor.out());
    }

    @Test
    void aServerThatCannotBeReachedIsNamed() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        insula("projects", "list", "--server", "http://127.0.0.1:" + free).failed("nothing listens there");
        insula("doctor", "--server", "http://127.0.0.1:" + free).failed("nothing listens there");
    }

    @Test
    void whatIsNotUnderstoodIsExitTwo() {
        insula("projects").misused("Say what to do");
        insula("keys", "create", "k", "--role", "boss").misused("--role is 'boss'");
        insula("keys", "create", "k", "--role", "admin", "--expires", "soon").misused("--expires is 'soon'");
        insula("keys", "create", "k", "--role", "admin", "--expires", "2001-01-01")
                .misused("has passed");
        insula("keys", "create", "k").misused("--role");
        insula("tenants", "create", "t", "--storage", "much").misused("--storage is 'much'");
        insula("tenants", "change", "t").misused("Nothing is to be changed");
        insula("usage", "--from", "yesterday").misused("--from is 'yesterday'");
        insula("projects", "list", "--server", "ftp://x").misused("--server is 'ftp://x'");
        insula("projects", "list", "--server", "http://x", "--data", "y").misused("--server and --data");
        assertFalse(Files.exists(data()));
    }

    @Test
    void whatIsRefusedIsOneSentence() {
        insula("projects", "create", "x", "--kind", "smell").failed("Kind 'smell' is not known");
        insula("projects", "create", "two", "--kind", "text").good();
        insula("projects", "create", "two", "--kind", "text").failed("There is a project 'two' already");
        insula("projects", "add", "two", folder.resolve("no").toString()).failed("does not exist");
        insula("projects", "teach", "two").failed("There are no examples");
        insula("projects", "publish", "two").failed("has no version yet");
        insula("projects", "publish", "two", "--version", "7").failed("There is no version");
        insula("projects", "teach", "three").failed("There is no project 'three'");
        insula("projects", "rm", "../x/").failed("There is no project '../x/'");
    }

    @Test
    void stoppingTheCommandStopsTheTeaching() {
        insula("projects", "create", "wave", "--kind", "movement").good();
        insula("projects", "add", "wave", GESTURES.toString()).good();
        try (Workshop workshop = CommandRun.silent(data(), this::now);
                Serving serving = up(workshop);
                Client client = new Client(serving.address(), Optional.empty(), () -> {})) {
            TeachingWatch watch =
                    new TeachingWatch(client, (_, _) -> Thread.currentThread().interrupt());
            assertThrows(CancellationException.class, () -> watch.teach("/api/projects/wave"));
            String job =
                    client.all("/api/projects/wave/jobs").getFirst().path("id").asText();
            AtomicReference<String> state = new AtomicReference<>();
            client.events(
                    "/api/jobs/" + job + "/events",
                    now -> state.set(now.path("state").asText()));
            assertEquals("cancelled", state.get());
        }
    }
}
