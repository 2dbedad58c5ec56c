package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.insula.store.StoreException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk refuses what comes, keeps what was there, and takes more as soon as there is room. */
class FullDiskTest {
    private static final Actor OWNER = Actor.local(Tenants.OWNER);

    @TempDir
    Path folder;

    @Test
    void aFullDatabaseWritesNothingByHalf() throws Exception {
        try (Store store = Store.open(StoreSettings.in(folder.resolve("data")), new HandClock())) {
            SqliteDatabase database = (SqliteDatabase) store.context().database();
            Project project = store.projects().create(OWNER, NewProject.of("faces", "face"));
            database.limitPages(store.context()
                            .database()
                            .read(tx -> tx.first("pragma page_count", row -> row.number("page_count"))
                                    .orElseThrow())
                    + 8);

            long added = addUntilFull(store, project, 0);

            assertTrue(added > 0);
            assertEquals(added, Blobs.lying(folder));
            assertEquals(List.of(), store.doctor());
            database.limitPages(1_000_000);
            add(store, project, "one more");
            assertEquals(added + 1, Blobs.lying(folder));
        }
    }

    /** In a namespace of its own, where everybody may mount a small disk; not all machines let one. */
    @Test
    void aFullDiskKeepsWhatItHad() throws Exception {
        List<String> ownDisk = List.of(
                "unshare",
                "-Urm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=48m tmpfs \"$0\" && exec \"$@\"",
                folder.toString());
        assumeTrue(mayMount(ownDisk), "this machine lets nobody mount a disk of their own");

        Path said = Files.createTempFile("small-disk", ".txt");
        try {
            Process process = ChildProcess.start(ownDisk, said, SmallDisk.class, folder.toString());
            String complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

            assertEquals(0, process.waitFor(), complaint);
            assertEquals(List.of("well"), ChildProcess.wholeLines(said));
        } finally {
            Files.delete(said);
        }
    }

    private static boolean mayMount(List<String> ownDisk) throws InterruptedException {
        try {
            List<String> command = new ArrayList<>(ownDisk);
            command.add("true");
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    /** Fills the disk it is given with examples. */
    static final class SmallDisk {
        private SmallDisk() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            StoreSettings settings = StoreSettings.in(folder.resolve("data"));
            try (Store store = Store.open(settings, InstantSource.system())) {
                Project project = store.projects().create(OWNER, NewProject.of("faces", "face"));
                Example first = add(store, project, "first");
                long added = 1 + addUntilFull(store, project, 1_000_000);
                assertEquals(added, Blobs.lying(folder));
                store.examples().delete(OWNER, first.id());
                assertEquals(added - 1, Blobs.lying(folder));

                Path filler = folder.resolve("filler");
                fill(filler);
                StoreContract.refused(Reason.FULL, () -> fillDatabase(store));
                StoreContract.refused(Reason.FULL, () -> add(store, project, "no room"));
                StoreContract.refused(Reason.FULL, () -> store.backup(folder.resolve("backup.zip")));
                Files.delete(filler);

                assertEquals(List.of(), store.doctor());
                store.projects().create(OWNER, NewProject.of("room", "face"));
            }
            try (Store store = Store.open(settings, InstantSource.system())) {
                assertEquals(List.of(), store.doctor());
            }
            ChildProcess.say("well");
        }
    }

    /** Somebody else takes all the space there is. */
    private static void fill(Path filler) {
        assertThrows(IOException.class, () -> {
            try (OutputStream out = Files.newOutputStream(filler)) {
                for (int i = 0; i < 100_000; i++) {
                    out.write(new byte[1 << 10]);
                }
            }
        });
    }

    private static void fillDatabase(Store store) {
        for (int i = 0; i < 100_000; i++) {
            store.projects().create(OWNER, NewProject.of("p" + i, "face"));
        }
    }

    private static long addUntilFull(Store store, Project project, int size) {
        for (long added = 0; ; added++) {
            String content = "example " + added + "x".repeat(size);
            long before = count(store, project);
            try {
                add(store, project, content);
            } catch (StoreException e) {
                assertEquals(Reason.FULL, e.reason(), e.getMessage());
                assertEquals(before, count(store, project));
                return added;
            }
        }
    }

    private static Example add(Store store, Project project, String content) {
        return store.examples()
                .add(OWNER, project.id(), NewExample.of("happy", "n"), StoreContract.stream(content))
                .example();
    }

    private static long count(Store store, Project project) {
        return store.examples().labels("owner", project.id(), PageRequest.first(1)).items().stream()
                .mapToLong(LabelCount::examples)
                .sum();
    }
}
