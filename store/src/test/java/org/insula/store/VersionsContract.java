package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.insula.store.StoreException.Reason;
import org.junit.jupiter.api.Test;

abstract class VersionsContract extends StoreContract {
    @Test
    void versionsAreCountedWithinTheirProject() throws Exception {
        Project project = project("faces");
        Version one = version(project, "model 1");
        Version two = version(project, "model 2");

        assertEquals(1, version(project("other"), "x").number());
        assertEquals(
                List.of(one, two),
                store.versions()
                        .list(Tenants.OWNER, project.id(), PageRequest.first(9))
                        .items());
        assertEquals(
                new Version(
                        project.id(),
                        2,
                        two.hash(),
                        7,
                        "{\"accuracy\":0.9}",
                        "face/1",
                        clock.instant(),
                        VersionState.DRAFT),
                two);
        assertEquals("model 2", text(store.versions().open(Tenants.OWNER, project.id(), 2)));
    }

    @Test
    void aNumberIsNeverUsedTwice() throws Exception {
        Project project = project("faces");
        version(project, "model 1");
        store.versions().delete(OWNER, project.id(), 1);

        assertEquals(2, version(project, "model 1").number());
        assertEquals(1, Blobs.lying(folder));
    }

    @Test
    void evaluationsAreKeptOfTheNewestAndOfWhatWasPublished() throws Exception {
        Project project = project("faces");
        Version first = evaluated(project, "1");
        Version second = evaluated(project, "2");
        store.versions().publish(OWNER, project.id(), 1);
        assertEquals(Optional.of("{\"of\":\"2\"}"), evaluation(project, second));
        assertEquals(
                Optional.empty(),
                store.versions().evaluation("somebody", project.id(), 2),
                "another tenant's is not there");
        for (int i = 3; i <= 22; i++) {
            evaluated(project, Integer.toString(i));
        }
        assertEquals(Optional.of("{\"of\":\"1\"}"), evaluation(project, first), "it is published");
        assertEquals(Optional.empty(), evaluation(project, second), "20 drafts followed");
        assertEquals(Optional.of("{\"of\":\"3\"}"), store.versions().evaluation(Tenants.OWNER, project.id(), 3));
        assertEquals(Optional.empty(), evaluation(project, version(project, "none")));
        refused(Reason.BAD_INPUT, () -> new NewVersion("{}", "face/1", Optional.of("x".repeat(2_000_001))));
        store.versions().delete(OWNER, project.id(), 3);
        assertEquals(Optional.empty(), store.versions().evaluation(Tenants.OWNER, project.id(), 3));
    }

    private Optional<String> evaluation(Project project, Version version) {
        return store.versions().evaluation(Tenants.OWNER, project.id(), version.number());
    }

    private Version evaluated(Project project, String of) {
        return store.versions()
                .add(
                        OWNER,
                        project.id(),
                        new NewVersion("{}", "face/1", Optional.of("{\"of\":\"" + of + "\"}")),
                        new ByteArrayInputStream(of.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aVersionIsPublishedAndWithdrawn() {
        Project project = project("faces");
        version(project, "model 1");

        refused(Reason.CONFLICT, () -> store.versions().withdraw(OWNER, project.id(), 1));
        assertTrue(store.versions().newestPublished(Tenants.OWNER, project.id()).isEmpty());
        Version published = store.versions().publish(OWNER, project.id(), 1);
        assertEquals(VersionState.PUBLISHED, published.state());
        assertEquals(published, store.versions().publish(OWNER, project.id(), 1));
        assertEquals(Optional.of(published), store.versions().newestPublished(Tenants.OWNER, project.id()));
        assertEquals(
                VersionState.WITHDRAWN,
                store.versions().withdraw(OWNER, project.id(), 1).state());
    }

    @Test
    void whatAnAliasNeedsIsNeitherWithdrawnNorDeleted() {
        Project project = project("faces");
        published(project, "model 1");
        store.aliases().move(OWNER, "live", 0, Split.all(project.id(), 1));

        refused(Reason.CONFLICT, () -> store.versions().withdraw(OWNER, project.id(), 1));
        refused(Reason.CONFLICT, () -> store.versions().delete(OWNER, project.id(), 1));
    }

    @Test
    void anotherTenantsVersionIsNotFound() {
        Project project = project("faces");
        version(project, "model 1");
        Actor guests = anotherTenant();

        assertTrue(store.versions().find(guests.tenant(), project.id(), 1).isEmpty());
        refused(Reason.NOT_FOUND, () -> store.versions().publish(guests, project.id(), 1));
        refused(Reason.NOT_FOUND, () -> store.versions().delete(guests, project.id(), 1));
        refused(Reason.NOT_FOUND, () -> store.versions().open(guests.tenant(), project.id(), 1));
        refused(Reason.NOT_FOUND, () -> store.aliases().move(guests, "x", 0, Split.all(project.id(), 1)));
    }
}
