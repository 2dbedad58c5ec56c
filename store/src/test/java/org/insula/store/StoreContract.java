package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.insula.store.StoreException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** An open, empty store. What is promised holds on both databases: {@link SqliteStoreTest}, {@link PostgresStoreTest}. */
abstract class StoreContract {
    enum Kind {
        SQLITE,
        POSTGRESQL
    }

    static final Actor OWNER = Actor.local(Tenants.OWNER);

    final HandClock clock = new HandClock();

    /** Set by those who extend this. */
    Kind kind;

    @TempDir
    Path folder;

    StoreSettings settings;
    Store store;

    @BeforeEach
    void openEmptyStore() {
        settings = StoreSettings.in(folder.resolve("data"));
        if (kind == Kind.POSTGRESQL) {
            settings = settings.withDatabase(Postgres.emptyDatabase());
        }
        store = Store.open(settings, clock);
    }

    @AfterEach
    void closeStore() {
        store.close();
        Postgres.drop(settings);
    }

    void reopen() {
        store.close();
        store = Store.open(settings, clock, new SecureRandom());
    }

    Actor anotherTenant() {
        return Actor.local(
                store.tenants().create(OWNER, NewTenant.named("guests")).id());
    }

    Project project(String name) {
        return store.projects().create(OWNER, NewProject.of(name, "face"));
    }

    Example example(Project project, String label, String content) {
        return store.examples()
                .add(OWNER, project.id(), NewExample.of(label, content + ".txt"), stream(content))
                .example();
    }

    Version version(Project project, String model) {
        return store.versions().add(OWNER, project.id(), new NewVersion("{\"accuracy\":0.9}", "face/1"), stream(model));
    }

    Version published(Project project, String model) {
        return store.versions()
                .publish(OWNER, project.id(), version(project, model).number());
    }

    static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    static String text(InputStream stream) throws IOException {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static StoreException refused(Reason reason, Executable call) {
        StoreException refusal = assertThrows(StoreException.class, call);
        assertEquals(reason, refusal.reason(), refusal.getMessage());
        return refusal;
    }
}
