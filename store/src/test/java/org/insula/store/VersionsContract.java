package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
