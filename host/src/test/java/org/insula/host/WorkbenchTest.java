package org.insula.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.insula.embedding.Encoder;
import org.insula.store.Alias;
import org.insula.store.Example;
import org.insula.store.IssuedKey;
import org.insula.store.Job;
import org.insula.store.JobState;
import org.insula.store.NewExample;
import org.insula.store.NewKey;
import org.insula.store.NewProject;
import org.insula.store.NewTenant;
import org.insula.store.PageRequest;
import org.insula.store.Project;
import org.insula.store.Quotas;
import org.insula.store.Role;
import org.insula.store.Share;
import org.insula.store.Split;
import org.insula.store.Store;
import org.insula.store.StoreException;
import org.insula.store.StoreSettings;
import org.insula.store.Usage;
import org.insula.store.Version;
import org.insula.store.VersionState;
import org.insula.teach.EmbeddingCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

final class WorkbenchTest {
    private static final PageRequest FIRST = PageRequest.first(100);

    @TempDir
    private Path folder;

    private final Caller owner = Caller.owner();
    private volatile Instant now = Instant.parse("2026-11-23T10:00:30Z");
    private Encoders encoders;
    private Store store;
    private Host host;
    private Workbench bench;
    private volatile CountDownLatch held = new CountDownLatch(0);

    @BeforeEach
    void open() {
        LinkedHashMap<String, Supplier<? extends Encoder>> makers = new LinkedHashMap<>();
        makers.put("text", () -> new HeldEncoder("1", () -> held));
        makers.put("face", () -> new LetterEncoder("1"));
        encoders = new Encoders(makers);
        store = Store.open(StoreSettings.in(folder.resolve("data")), () -> now);
        host = host();
        bench = host.workbench();
    }

    private Host host() {
        return new Host(
                List.of(),
                new ModelFolder(folder.resolve("models"), encoders),
                HostOptions.of(2),
                encoders,
                store,
                new EmbeddingCache(folder.resolve("cache")),
                "0.1.0",
                () -> now);
    }

    @AfterEach
    void close() {
        host.close();
        store.close();
        encoders.close();
    }

    @Test
    void whatIsTaughtIsPublishedAndAnswers() throws Exception {
        Project project = vowels(owner);
        assertEquals(JobState.DONE, taught(owner, project).state());
        Version draft = bench.version(owner, project, 1);
        assertEquals(VersionState.DRAFT, draft.state());
        assertEquals(HostException.Reason.NOT_FOUND, reason(() -> ask(owner, "vowels", "aaae")));
        assertEquals("open", ask(owner, "vowels@1", "aaae"), "a teacher may try a draft");

        Alias alias = bench.publish(owner, project, 1, "vowels");
        assertEquals(1, alias.revision());
        assertEquals("open", ask(owner, "vowels", "aaae"));
        assertEquals("closed", ask(owner, "vowels", "iiiu"));
        ModelInfo info = host.models(owner).getFirst();
        assertEquals("vowels", info.name());
        assertEquals(List.of("closed", "open"), info.labels());
        assertTrue(info.about().startsWith("Tells closed, open; right 100 times in 100"), info.about());
    }

    @Test
    void whatWasFoundOfEachExampleIsKeptByItsId() throws Exception {
        Project project = bench.createProject(owner, NewProject.of("vowels", "text"));
        add(owner, project, "open", "123", "aaa", "aaae", "aaaee", "aaaa"); // no letter in the first
        add(owner, project, "closed", "iii", "456", "iiiu", "iiiuu", "iiii");
        taught(owner, project);
        List<Example> examples = bench.examples(owner, project, Optional.empty(), FIRST).items().stream()
                .filter(example -> !example.name().matches("\\d+\\.txt"))
                .toList();
        JsonNode found = new ObjectMapper().readTree(bench.evaluation(owner, project, 1));
        assertEquals("[\"closed\",\"open\"]", found.path("labels").toString());
        assertEquals(examples.size(), found.path("examples").asInt());
        assertEquals(2, found.path("skipped").asInt());
        assertEquals("none", found.at("/grouping/source").asText());
        JsonNode outcomes = found.path("outcomes");
        assertEquals(
                examples.stream().map(Example::id).toList(),
                outcomes.findValuesAsText("example"),
                "all that could be used, in their order");
        for (int i = 0; i < examples.size(); i++) {
            JsonNode outcome = outcomes.get(i);
            assertEquals(
                    examples.get(i).label(),
                    found.path("labels").path(outcome.path("label").asInt()).asText());
            assertTrue(Math.abs(outcome.path("x").asDouble()) <= 1);
        }
        int counted = 0;
        for (JsonNode bin : found.path("reliability")) {
            counted += bin.path("examples").asInt();
        }
        assertEquals(examples.size(), counted);
        assertEquals(HostException.Reason.NOT_FOUND, reason(() -> bench.evaluation(owner, project, 2)));
    }

    @Test
    void aVersionHasACardAndAGraphWhereItsKindHasOne() throws Exception {
        Project project = vowels(owner);
        taught(owner, project);
        Version version = bench.version(owner, project, 1);
        assertTrue(bench.card(owner, version).startsWith("# A text model"), bench.card(owner, version));
        assertEquals(HostException.Reason.CONFLICT, reason(() -> bench.onnx(owner, project, version)));
    }

    @Test
    void trafficIsSplitAsSaidAndRolledBack() throws Exception {
        Project project = vowels(owner);
        taught(owner, project);
        add(owner, project, "other", "yyyyyy", "yyyyye", "yyyyya", "yyyyyu");
        taught(owner, project);
        bench.publish(owner, project, 1, "vowels");
        store.versions().publish(owner.actor(), project.id(), 2);
        Alias split = bench.move(
                owner, "vowels", 1, new Split(List.of(new Share(project.id(), 1, 75), new Share(project.id(), 2, 25))));

        int second = 0;
        for (int i = 0; i < 200; i++) {
            second += host.model(owner, "vowels").labels().size() == 3 ? 1 : 0;
        }
        assertEquals(50, second, 2.0, "a quarter of 200");
        Alias back = bench.rollBack(owner, "vowels", split.revision());
        assertEquals(Split.all(project.id(), 1), back.split());
        assertEquals(2, host.model(owner, "vowels").labels().size());
        assertEquals(
                StoreException.Reason.CONFLICT,
                assertThrows(StoreException.class, () -> bench.withdraw(owner, project, 1))
                        .reason(),
                "a name stands for it");
    }

    @Test
    void trafficNeverGoesToADraft() throws Exception {
        Project project = vowels(owner);
        taught(owner, project);
        assertEquals(
                HostException.Reason.CONFLICT,
                reason(() -> bench.move(owner, "vowels", 0, Split.all(project.id(), 1))));
        assertEquals(List.of(), host.models(owner));
    }

    @Test
    void anotherTenantsThingsAreNotThere() throws Exception {
        Project project = vowels(owner);
        taught(owner, project);
        bench.publish(owner, project, 1, "vowels");
        Caller other = tenant("other", 1);
        Example example =
                bench.examples(owner, project, Optional.empty(), FIRST).items().getFirst();

        assertEquals(List.of(), host.models(other));
        assertEquals(HostException.Reason.NOT_FOUND, reason(() -> ask(other, "vowels", "aaae")));
        assertEquals(HostException.Reason.NOT_FOUND, reason(() -> ask(other, "vowels@1", "aaae")));
        assertEquals(HostException.Reason.NOT_FOUND, reason(() -> bench.project(other, project.id())));
        assertEquals(HostException.Reason.NOT_FOUND, reason(() -> bench.project(other, "vowels")));
        assertThrows(StoreException.class, () -> bench.example(other, project, example.id()));
        assertThrows(StoreException.class, () -> bench.openExample(other, example));
        assertThrows(StoreException.class, () -> bench.alias(other, "vowels"));
        assertThrows(StoreException.class, () -> bench.deleteVersion(other, project, 1));
        Job job = store.jobs().newest("owner", project.id()).orElseThrow();
        assertThrows(StoreException.class, () -> host.teaching().job(other, job.id()));
        assertEquals(HostException.Reason.NOT_FOUND, reason(() -> bench.audit(other, "owner", FIRST)));
        Project own = vowels(other);
        taught(other, own);
        bench.publish(other, own, 1, "vowels");
        assertEquals("open", ask(other, "vowels", "aaae"), "the same name is another model");
    }

    @Test
    void aReaderOnlyAsks() throws Exception {
        Project project = vowels(owner);
        taught(owner, project);
        bench.publish(owner, project, 1, "vowels");
        Caller reader = Caller.of(owner.tenant(), Role.READER);
        assertEquals("open", ask(reader, "vowels", "aaae"));
        assertEquals(HostException.Reason.NOT_FOUND, reason(() -> ask(reader, "vowels@1", "aaae")));
        assertEquals(HostException.Reason.FORBIDDEN, reason(() -> bench.projects(reader, FIRST)));
        assertEquals(
                HostException.Reason.FORBIDDEN, reason(() -> host.teaching().start(reader, project)));
        assertEquals(HostException.Reason.FORBIDDEN, reason(() -> bench.publish(reader, project, 1, "vowels")));
        assertEquals(
                HostException.Reason.FORBIDDEN,
                reason(() -> bench.createKey(reader, "owner", NewKey.of("k", Role.ADMIN))));
    }

    @Test
    void fromTheFirstKeyOnEveryRequestNeedsOne() {
        Access access = host.access();
        assertEquals(owner, access.caller(Optional.empty()));
        IssuedKey issued = bench.createKey(owner, "owner", NewKey.of("mine", Role.TEACHER));
        assertEquals(HostException.Reason.UNAUTHENTICATED, reason(() -> access.caller(Optional.empty())));
        Caller caller = access.caller(Optional.of(issued.presented()));
        assertEquals(Role.TEACHER, caller.role());
        assertEquals(Optional.of(issued.key().id()), caller.key());
        assertEquals(HostException.Reason.UNAUTHENTICATED, reason(() -> access.caller(Optional.of("insula_wrong"))));

        bench.revokeKey(owner, "owner", issued.key().id());
        assertEquals(
                "The API key was revoked; ask who runs this Insula for another.",
                assertThrows(HostException.class, () -> access.caller(Optional.of(issued.presented())))
                        .getMessage(),
                "at once");
    }

    @Test
    void aKeyExpiresThoughItWasJustUsed() {
        NewKey wanted =
                new NewKey("brief", Role.READER, Optional.empty(), Optional.of(now.plus(Duration.ofSeconds(2))));
        IssuedKey issued = bench.createKey(owner, "owner", wanted);
        assertEquals(
                Role.READER,
                host.access().caller(Optional.of(issued.presented())).role());
        now = now.plus(Duration.ofSeconds(2));
        assertEquals(
                "The API key has expired; ask who runs this Insula for another.",
                assertThrows(HostException.class, () -> host.access().caller(Optional.of(issued.presented())))
                        .getMessage());
    }

    @Test
    void aScopedKeySeesItsModelsAlone() throws Exception {
        Project project = vowels(owner);
        taught(owner, project);
        bench.publish(owner, project, 1, "vowels");
        bench.publish(owner, project, 1, "second");
        Caller scoped = new Caller(
                owner.tenant(), Role.TEACHER, Optional.of("k"), Optional.of(Set.of("second")), Quotas.unlimited());
        assertEquals(
                List.of("second"),
                host.models(scoped).stream().map(ModelInfo::name).toList());
        assertEquals("open", ask(scoped, "second", "aaae"));
        assertEquals(HostException.Reason.NOT_FOUND, reason(() -> ask(scoped, "vowels", "aaae")));
        assertEquals(HostException.Reason.NOT_FOUND, reason(() -> bench.project(scoped, "vowels")));
        assertEquals(HostException.Reason.FORBIDDEN, reason(() -> bench.deleteAlias(scoped, "vowels")));
    }

    @Test
    void requestsBeyondTheQuotaAreToldWhenToComeBack() throws Exception {
        Project project = vowels(owner);
        taught(owner, project);
        bench.publish(owner, project, 1, "vowels");
        Caller slow = new Caller(
                owner.tenant(),
                Role.READER,
                Optional.empty(),
                Optional.empty(),
                new Quotas(2, Long.MAX_VALUE, Long.MAX_VALUE));
        ask(slow, "vowels", "aaae");
        ask(slow, "vowels", "aaae");
        HostException e = assertThrows(HostException.class, () -> ask(slow, "vowels", "aaae"));
        assertEquals(HostException.Reason.BUSY, e.reason());
        assertEquals(Duration.ofSeconds(30), e.retryAfter().orElseThrow());
        now = now.plus(Duration.ofSeconds(30));
        assertEquals("open", ask(slow, "vowels", "aaae"));
    }

    @Test
    void computingBeyondTheQuotaWaitsForTomorrow() throws Exception {
        Project project = vowels(owner);
        taught(owner, project);
        bench.publish(owner, project, 1, "vowels");
        store.usage().add(List.of(new Usage("owner", "vowels", now, 1, 0, 5_000_000_000L, 0, 0)));
        Caller spent = new Caller(
                owner.tenant(),
                Role.READER,
                Optional.empty(),
                Optional.empty(),
                new Quotas(Long.MAX_VALUE, 5, Long.MAX_VALUE));
        // what was taught before is known already, so a host that starts afresh reads it all
        host.close();
        host = host();
        HostException e = assertThrows(HostException.class, () -> ask(spent, "vowels", "aaae"));
        assertEquals(HostException.Reason.BUSY, e.reason());
        assertEquals(Duration.ofHours(14).minusSeconds(30), e.retryAfter().orElseThrow(), "midnight is 13:59:30 away");
        now = now.plus(Duration.ofHours(14));
        assertEquals("open", ask(spent, "vowels", "aaae"));
    }

    @Test
    void whatWasUsedIsWrittenDown() throws Exception {
        Project project = vowels(owner);
        taught(owner, project);
        bench.publish(owner, project, 1, "vowels");
        ask(owner, "vowels", "aaae");
        ask(owner, "vowels", "iiiu");
        assertThrows(RuntimeException.class, () -> ask(owner, "vowels", "123"));
        assertEquals(HostException.Reason.NOT_FOUND, reason(() -> ask(owner, "none", "aaae")));
        host.close();

        List<Usage> usage = store.usage()
                .list("owner", now.minusSeconds(7_200), now.plusSeconds(7_200), FIRST)
                .items();
        Usage asked = usage.stream()
                .filter(line -> line.model().equals("vowels"))
                .findFirst()
                .orElseThrow();
        assertEquals(3, asked.requests());
        assertEquals(1, asked.errors());
        assertEquals(11, asked.bytesIn());
        assertTrue(asked.computeNanos() > 0);
        assertTrue(usage.stream().anyMatch(line -> line.model().equals("teaching text") && line.computeNanos() > 0));
        assertTrue(usage.stream().anyMatch(line -> line.model().equals("fitting text") && line.computeNanos() > 0));
        assertFalse(usage.stream().anyMatch(line -> line.model().equals("none")));
    }

    @Test
    void aModelOfExpressionsNeedsAPurposeThatIsNotWatchingPeopleAtWork() throws Exception {
        Map<String, Optional<HostException.Reason>> cases = new LinkedHashMap<>();
        cases.put("", Optional.of(HostException.Reason.BAD_INPUT));
        cases.put("test", Optional.of(HostException.Reason.BAD_INPUT));
        cases.put("Monitor the mood of our employees", Optional.of(HostException.Reason.FORBIDDEN));
        cases.put("To measure engagement of students in class", Optional.of(HostException.Reason.FORBIDDEN));
        cases.put("Surveiller l'humeur des salariés", Optional.of(HostException.Reason.FORBIDDEN));
        cases.put("A wink switches my lamp on", Optional.empty());
        cases.put("An installation in a gallery answers to smiles", Optional.empty());
        cases.forEach((purpose, expected) -> {
            Optional<HostException.Reason> refused = Optional.empty();
            try {
                Purpose.check("face", List.of("wink"), Optional.of(purpose).filter(text -> !text.isEmpty()));
            } catch (HostException e) {
                refused = Optional.of(e.reason());
            }
            assertEquals(expected, refused, purpose);
        });
        Purpose.check("picture", List.of("boat", "house"), Optional.empty());
        assertThrows(HostException.class, () -> Purpose.check("sound", List.of("angry", "calm"), Optional.empty()));

        Project faces = bench.createProject(owner, NewProject.of("winks", "face"));
        add(owner, faces, "wink", "aaa", "aae", "aaaa", "aaaae");
        add(owner, faces, "none", "iii", "iiu", "iiii", "iiiiu");
        taught(owner, faces);
        assertEquals(HostException.Reason.BAD_INPUT, reason(() -> bench.publish(owner, faces, 1, "winks")));
        assertEquals(VersionState.DRAFT, bench.version(owner, faces, 1).state());
        Project said = bench.changeProject(
                owner, bench.project(owner, "winks"), "winks", Optional.of("A wink switches my lamp on"));
        bench.publish(owner, said, 1, "winks");
        assertEquals("wink", ask(owner, "winks", "aaae"));
        Project now = bench.project(owner, "winks");
        for (Optional<String> other : List.of(Optional.<String>empty(), Optional.of("Monitor the mood of employees"))) {
            assertThrows(HostException.class, () -> bench.changeProject(owner, now, "winks", other), other::toString);
        }
        assertEquals(
                Optional.of("A wink switches my lamp on"),
                bench.project(owner, "winks").purpose());
    }

    @Test
    void whatIsDeletedIsGoneFromEverywhere() throws Exception {
        Project project = vowels(owner);
        taught(owner, project);
        Example example =
                bench.examples(owner, project, Optional.empty(), FIRST).items().getFirst();
        assertTrue(files(folder).anyMatch(file -> file.contains(example.hash())));
        bench.deleteExample(owner, example);
        assertFalse(files(folder).anyMatch(file -> file.contains(example.hash())), "blob and cache");
        assertThrows(StoreException.class, () -> bench.example(owner, project, example.id()));
    }

    @Test
    void teachingWithTooFewExamplesFailsWithAReason() throws Exception {
        Project project = bench.createProject(owner, NewProject.of("few", "text"));
        Job none = taught(owner, project);
        assertEquals(JobState.FAILED, none.state());
        assertEquals(Optional.of("There are no examples; add some of each label."), none.error());
        add(owner, project, "only", "aaa", "aae");
        Job one = taught(owner, project);
        assertEquals(JobState.FAILED, one.state());
        assertTrue(one.error().orElseThrow().contains("label"), one.error().orElseThrow());
    }

    @Test
    void draftsDoNotPileUpAndWhatWasPublishedStays() throws Exception {
        Project project = vowels(owner);
        for (int i = 0; i < 3; i++) {
            assertEquals(JobState.DONE, taught(owner, project).state());
        }
        bench.publish(owner, project, 2, "vowels");
        for (int i = 0; i < Teaching.KEPT_DRAFTS; i++) {
            assertEquals(JobState.DONE, taught(owner, project).state());
        }
        List<Long> kept = bench.versions(owner, project, FIRST).items().stream()
                .map(Version::number)
                .toList();
        assertEquals(List.of(2L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L), kept);
        assertEquals("open", ask(owner, "vowels", "aaae"));
    }

    @Test
    void aProjectIsTaughtOnceAtATimeAndCanBeCancelled() throws Exception {
        held = new CountDownLatch(1);
        Project project = vowels(owner);
        Job job = host.teaching().start(owner, project);
        assertEquals(HostException.Reason.CONFLICT, reason(() -> host.teaching().start(owner, project)));
        host.teaching().cancel(owner, job.id());
        assertEquals(JobState.CANCELLED, ended(owner, job).state());
        held.countDown();
        assertEquals(JobState.DONE, taught(owner, project).state());
        assertEquals(1, bench.versions(owner, project, FIRST).items().size());
    }

    @Test
    void whatIsStoppedInTheMiddleIsGoneOnWithWhenItIsOpenedAgain() throws Exception {
        held = new CountDownLatch(1);
        Project project = vowels(owner);
        Job job = host.teaching().start(owner, project);
        while (host.teaching().job(owner, job.id()).state() != JobState.RUNNING) {
            Thread.onSpinWait();
        }
        Thread closing = Thread.ofPlatform().start(host::close);
        while (closing.isAlive()) {
            held.countDown();
        }
        store.close();
        store = Store.open(StoreSettings.in(folder.resolve("data")), () -> now);
        host = host();
        bench = host.workbench();
        assertEquals(JobState.DONE, ended(owner, job).state());
        assertEquals(1, bench.versions(owner, project, FIRST).items().size());
        assertTrue(Pages.all(page -> bench.audit(owner, "owner", page)).stream()
                .anyMatch(entry ->
                        entry.action().equals("version.add") && entry.actor().equals("resumed")));
        assertEquals(JobState.DONE, taught(owner, project).state());
    }

    @Test
    void everyChangeIsInTheAuditLogWithWhoMadeIt() throws Exception {
        Project project = vowels(owner);
        taught(owner, project);
        bench.publish(owner, project, 1, "vowels");
        List<String> actions = Pages.all(page -> bench.audit(owner, "owner", page)).stream()
                .map(entry -> entry.action() + " by " + entry.actor())
                .distinct()
                .toList();
        assertTrue(
                actions.containsAll(List.of(
                        "project.create by local",
                        "example.add by local",
                        "job.create by local",
                        "version.add by local",
                        "version.publish by local",
                        "alias.move by local")),
                actions::toString);
        assertEquals(Optional.empty(), store.audit().verify().broken());
    }

    private Caller tenant(String name, int weight) {
        var row = bench.createTenant(owner, new NewTenant(name, weight, Quotas.unlimited()));
        return Caller.of(new Tenant(row.id(), row.weight()), Role.ADMIN);
    }

    private Project vowels(Caller caller) {
        Project project = bench.createProject(caller, NewProject.of("vowels", "text"));
        add(caller, project, "open", "aaa", "aaae", "aaaee", "aaaa", "aaaae", "aaaaee");
        add(caller, project, "closed", "iii", "iiiu", "iiiuu", "iiii", "iiiiu", "iiiiuu");
        return project;
    }

    private void add(Caller caller, Project project, String label, String... texts) {
        for (String text : texts) {
            bench.addExample(
                    caller,
                    project,
                    NewExample.of(label, text + ".txt"),
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private Job taught(Caller caller, Project project) throws InterruptedException {
        return ended(caller, host.teaching().start(caller, project));
    }

    private Job ended(Caller caller, Job job) throws InterruptedException {
        Job current = job;
        while (!current.state().ended()) {
            current = host.teaching().next(caller, current, Duration.ofSeconds(10));
        }
        return current;
    }

    private String ask(Caller caller, String model, String text) throws InterruptedException {
        return host.predict(caller, model, text.getBytes(StandardCharsets.UTF_8))
                .verdict()
                .top()
                .getFirst()
                .label();
    }

    private static Stream<String> files(Path folder) throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).map(Path::toString).toList().stream();
        }
    }

    private static HostException.Reason reason(Executable call) {
        return assertThrows(HostException.class, call).reason();
    }
}
