package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.insula.store.StoreException.Reason;
import org.junit.jupiter.api.Test;

abstract class BackupContract extends StoreContract {
    /** What {@link #fill} made that is looked for afterwards. */
    private record Filled(Project project, Example example, IssuedKey key, Alias alias) {}

    private Filled fill() {
        Actor guests = anotherTenant();
        store.projects().create(guests, new NewProject("theirs", "text", Optional.of("a \"quoted\"\nline")));
        NewKey scoped = new NewKey("k", Role.TEACHER, Optional.of(Set.of("a", "ü")), Optional.of(clock.instant()));
        store.keys().create(OWNER, guests.tenant(), scoped);
        IssuedKey key = store.keys().create(OWNER, "owner", NewKey.of("robot", Role.READER));
        Project project = project("Grüße 😀");
        Example example = store.examples()
                .add(OWNER, project.id(), new NewExample("happy", "1", Optional.of("ada")), stream("abc"))
                .example();
        example(project, "sad", "def");
        published(project, "model 1");
        published(project, "model 2");
        store.aliases().move(OWNER, "live", 0, Split.all(project.id(), 1));
        Alias alias = store.aliases().move(OWNER, "live", 1, Split.all(project.id(), 2));
        store.usage().add(List.of(new Usage("owner", "live", clock.instant(), 1, 0, 2, 3, 4)));
        Job job = store.jobs().create(OWNER, project.id());
        store.jobs().start("owner", job.id());
        store.jobs().progress("owner", job.id(), 0.125);
        store.jobs().fail("owner", job.id(), "too few");
        return new Filled(store.projects().get("owner", project.id()), example, key, alias);
    }

    @Test
    void aBackupOfEitherDatabaseIsRestoredIntoEither() throws Exception {
        Filled filled = fill();
        Path zip = folder.resolve("one.zip");
        store.backup(zip);

        for (Kind target : Kind.values()) {
            StoreSettings other = StoreSettings.in(folder.resolve("restored-" + target));
            if (target == Kind.POSTGRESQL) {
                other = other.withDatabase(Postgres.emptyDatabase());
            }
            clock.forward(Duration.ofDays(1));
            try (Store restored = Store.open(other, clock)) {
                restored.restore(zip);

                assertEquals(
                        filled.project(),
                        restored.projects().get("owner", filled.project().id()));
                assertEquals(
                        "abc",
                        text(restored.examples().open("owner", filled.example().id())));
                assertEquals(filled.alias(), restored.aliases().get("owner", "live"));
                assertEquals(
                        new Presented.Valid(filled.key().key()),
                        restored.keys().check(filled.key().presented()));
                assertEquals(
                        "model 2",
                        text(restored.versions().open("owner", filled.project().id(), 2)));
                assertEquals(List.of(), restored.doctor());
                assertSameButForTheAudit(zip, restored);
                refused(Reason.CONFLICT, () -> restored.restore(zip));
            } finally {
                Postgres.drop(other);
            }
        }
    }

    private void assertSameButForTheAudit(Path zip, Store restored) throws IOException {
        Path again = folder.resolve("again.zip");
        restored.backup(again);
        Map<String, byte[]> before = entries(zip);
        Map<String, byte[]> after = entries(again);
        assertEquals(before.keySet(), after.keySet());
        for (String name : before.keySet()) {
            if (!name.equals("backup.json") && !name.equals("tables/audit.jsonl")) {
                assertArrayEquals(before.get(name), after.get(name), name);
            }
        }
        String audit = new String(after.get("tables/audit.jsonl"), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(audit.startsWith(
                new String(before.get("tables/audit.jsonl"), java.nio.charset.StandardCharsets.UTF_8)));
        assertTrue(audit.contains("store.restore"));
    }

    private static Map<String, byte[]> entries(Path zip) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : file.stream().map(e -> (ZipEntry) e).toList()) {
                entries.put(entry.getName(), file.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    @Test
    void whatIsDeletedDuringABackupLosesItsContentAfterIt() throws Exception {
        Example example = example(project("faces"), "happy", "abc");
        store.context().blobs().beginBackup();

        store.examples().delete(OWNER, example.id());

        assertEquals(1, Blobs.lying(folder));
        store.context().blobs().endBackup();
        assertEquals(0, Blobs.lying(folder));
    }

    @Test
    void aBackupThatFailsLeavesTheOneBefore() throws Exception {
        Example example = example(project("faces"), "happy", "abc");
        Path zip = folder.resolve("backup.zip");
        Files.writeString(zip, "the one before");
        Files.writeString(
                folder.resolve("data/blobs/owner")
                        .resolve(example.hash().substring(0, 2))
                        .resolve(example.hash()),
                "abd");

        refused(Reason.BROKEN, () -> store.backup(zip));

        assertEquals("the one before", Files.readString(zip));
        assertFalse(Files.exists(folder.resolve("backup.zip.part")));
        refused(Reason.UNAVAILABLE, () -> store.backup(folder.resolve("no/such/folder.zip")));
    }

    @Test
    void whatIsNoBackupIsRefusedAndTheStoreStaysEmpty() throws Exception {
        fill();
        Path zip = folder.resolve("good.zip");
        store.backup(zip);
        Path file = folder.resolve("bad.zip");
        try (Store empty = Store.open(StoreSettings.in(folder.resolve("empty")), clock)) {
            AuditLog.Head before = empty.audit().head();

            Files.writeString(file, "not a zip");
            refused(Reason.BAD_INPUT, () -> empty.restore(file));
            Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(zip), 1000));
            refused(Reason.BAD_INPUT, () -> empty.restore(file));
            refused(Reason.NOT_FOUND, () -> empty.restore(folder.resolve("missing.zip")));
            refusedWith(
                    zip,
                    empty,
                    "\"format\":1",
                    "\"format\":2",
                    "it has format 2 and schema 2, and this Insula reads 1");
            refusedWith(zip, empty, "\"project\":\"", "\"project\":\"0", "its rows contradict each other");
            refusedWith(zip, empty, "\"id\":\"owner\"", "\"id\":\"../../x\"", "something in 'id' that does not belong");
            refusedWith(zip, empty, "\"role\":\"reader\"", "\"role\":\"root\"", "something in 'role'");
            refusedWith(zip, empty, "project.create", "project.delete", "audit log does not hold together");
            refusedWith(zip, empty, "\"percent\"", "\"per_cent\"", "a column that its table does not have");
            refusedWith(zip, empty, "\"api_keys\":2", "\"api_keys\":3", "has 2 rows instead of 3");
            refusedWith(zip, empty, "model 2", "model 3", "is not what it says");

            assertEquals(before, empty.audit().head());
            assertEquals(
                    0,
                    empty.projects().list("owner", PageRequest.first(9)).items().size());
            try (var blobs = Files.walk(folder.resolve("empty/blobs"))) {
                assertEquals(1, blobs.filter(Files::isRegularFile).count());
            }
            empty.restore(zip);
        }
    }

    private void refusedWith(Path zip, Store empty, String text, String instead, String why) throws IOException {
        Path file = folder.resolve("bad.zip");
        boolean changed = false;
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : entries(zip).entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                String content = new String(entry.getValue(), java.nio.charset.StandardCharsets.UTF_8);
                changed |= content.contains(text);
                out.write(content.replace(text, instead).getBytes(java.nio.charset.StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        assertTrue(changed, text);
        StoreException refusal = refused(Reason.BAD_INPUT, () -> empty.restore(file));
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    }
}
