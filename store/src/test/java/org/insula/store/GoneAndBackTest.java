package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.insula.store.StoreException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store stands on goes away and comes back; the store is the same afterwards. */
class GoneAndBackTest {
    private static final Actor OWNER = Actor.local(Tenants.OWNER);

    @TempDir
    Path folder;

    @Test
    void aDatabaseServerThatComesBackIsUsedAgain() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        EmbeddedPostgres first = server(port);
        StoreSettings settings =
                StoreSettings.in(folder.resolve("data")).withDatabase(first.getJdbcUrl("postgres", "postgres"));
        try (Store store = Store.open(settings, new HandClock())) {
            Project project = store.projects().create(OWNER, NewProject.of("faces", "face"));
            first.close();

            refused(() -> store.projects().get("owner", project.id()));
            refused(() -> store.projects().create(OWNER, NewProject.of("more", "face")));
            refused(() -> add(store, project));

            try (EmbeddedPostgres again = server(port)) {
                assertEquals(project, store.projects().get("owner", project.id()));
                add(store, project);
                assertEquals(1, Blobs.lying(folder));
                assertEquals(List.of(), store.doctor());
                assertEquals(port, again.getPort());
            }
        }
    }

    private EmbeddedPostgres server(int port) throws java.io.IOException {
        Postgres.requireLinux();
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }

    @Test
    void aServerThatWasNeverThereIsToldWhenTheStoreIsOpened() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        StoreSettings settings = StoreSettings.in(folder.resolve("data"))
                .withDatabase("jdbc:postgresql://127.0.0.1:" + port + "/insula?user=x");

        refused(() -> Store.open(settings, new HandClock()).close());
    }

    @Test
    void anAddressThatIsNoneIsToldWithoutItsPassword() {
        StoreSettings settings =
                StoreSettings.in(folder.resolve("data")).withDatabase("jdbc:postgresql://[::/x?password=secret");

        StoreException refusal = assertThrows(
                StoreException.class,
                () -> Store.open(settings, new HandClock()).close());

        assertFalse(refusal.toString().contains("secret"), refusal.toString());
    }

    @Test
    void aFileThatIsNoDatabaseIsLeftAlone() throws Exception {
        Path file = folder.resolve("data/insula.db");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x".repeat(10_000));

        StoreException refusal = StoreContract.refused(
                Reason.BROKEN, () -> Store.open(StoreSettings.in(folder.resolve("data")), new HandClock()));

        assertTrue(refusal.getMessage().endsWith("run insula doctor, or restore a backup."), refusal.getMessage());
        assertEquals("x".repeat(10_000), Files.readString(file));
    }

    @Test
    void aFolderOfBlobsThatComesBackIsUsedAgain() throws Exception {
        try (Store store = Store.open(StoreSettings.in(folder.resolve("data")), new HandClock())) {
            Project project = store.projects().create(OWNER, NewProject.of("faces", "face"));
            Path blobs = folder.resolve("data/blobs");
            Path away = folder.resolve("data/away");
            Files.move(blobs, away);

            refused(() -> add(store, project));

            Files.move(away, blobs);
            add(store, project);
            assertEquals(List.of(), store.doctor());
        }
    }

    private static void add(Store store, Project project) {
        store.examples().add(OWNER, project.id(), NewExample.of("happy", "n"), StoreContract.stream("abc"));
    }

    private static void refused(org.junit.jupiter.api.function.Executable call) {
        StoreContract.refused(Reason.UNAVAILABLE, call);
    }
}
