package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.insula.store.StoreException.Reason;
import org.junit.jupiter.api.Test;

abstract class ProjectsContract extends StoreContract {
    @Test
    void aProjectIsFoundAsItWasMade() {
        NewProject wanted = new NewProject("Grüße 😀", "sound", Optional.of("hears\nthe bell"));

        Project made = store.projects().create(OWNER, wanted);

        reopen();
        assertEquals(made, store.projects().get(Tenants.OWNER, made.id()));
        assertEquals(Optional.of(made), store.projects().named(Tenants.OWNER, "Grüße 😀"));
        assertEquals(new Project(made.id(), "owner", "Grüße 😀", "sound", wanted.purpose(), clock.instant(), 1), made);
    }

    @Test
    void aNameIsUniqueWithinATenantOnly() {
        project("faces");
        Actor guests = anotherTenant();

        refused(Reason.CONFLICT, () -> project("faces"));
        assertEquals(
                "faces",
                store.projects().create(guests, NewProject.of("faces", "face")).name());
    }

    @Test
    void anotherTenantsProjectIsNotFound() {
        Project ours = project("faces");
        Actor guests = anotherTenant();
        String id = ours.id();

        assertTrue(store.projects().find(guests.tenant(), id).isEmpty());
        assertTrue(store.projects().named(guests.tenant(), "faces").isEmpty());
        refused(Reason.NOT_FOUND, () -> store.projects().get(guests.tenant(), id));
        refused(Reason.NOT_FOUND, () -> store.projects().delete(guests, id));
        refused(Reason.NOT_FOUND, () -> store.projects().update(guests, id, 1, "x", Optional.empty()));
        refused(Reason.NOT_FOUND, () -> store.examples().list(guests.tenant(), id, PageRequest.first(1)));
        refused(Reason.NOT_FOUND, () -> store.examples().labels(guests.tenant(), id, PageRequest.first(1)));
        refused(Reason.NOT_FOUND, () -> store.examples().known(guests.tenant(), id, List.of()));
        refused(Reason.NOT_FOUND, () -> store.examples().add(guests, id, NewExample.of("a", "b"), stream("c")));
        refused(Reason.NOT_FOUND, () -> store.versions().add(guests, id, new NewVersion("{}", "e"), stream("c")));
        refused(Reason.NOT_FOUND, () -> store.versions().list(guests.tenant(), id, PageRequest.first(1)));
        refused(Reason.NOT_FOUND, () -> store.jobs().create(guests, id));
        refused(Reason.NOT_FOUND, () -> store.jobs().list(guests.tenant(), id, PageRequest.first(1)));
    }

    @Test
    void aProjectIsRenamedByWhoSawItLast() {
        Project read = project("faces");
        project("taken");

        Project renamed = store.projects().update(OWNER, read.id(), read.revision(), "moods", Optional.of("a game"));

        assertEquals("moods", renamed.name());
        assertEquals(Optional.of("a game"), renamed.purpose());
        refused(Reason.CONFLICT, () -> store.projects().update(OWNER, read.id(), 1, "x", Optional.empty()));
        refused(
                Reason.CONFLICT,
                () -> store.projects().update(OWNER, read.id(), renamed.revision(), "taken", Optional.empty()));
    }

    @Test
    void aDeletedProjectTakesItsExamplesVersionsAndBlobsWithIt() throws Exception {
        Project doomed = project("doomed");
        Project other = project("other");
        Example alone = example(doomed, "a", "alone");
        example(doomed, "a", "shared");
        Example kept = example(other, "a", "shared");
        version(doomed, "model");
        Job job = store.jobs().create(OWNER, doomed.id());

        store.projects().delete(OWNER, doomed.id());

        assertTrue(store.projects().find(Tenants.OWNER, doomed.id()).isEmpty());
        assertTrue(store.examples().find(Tenants.OWNER, alone.id()).isEmpty());
        assertTrue(store.jobs().find(Tenants.OWNER, job.id()).isEmpty());
        assertEquals(1, Blobs.lying(folder));
        assertEquals("shared", text(store.examples().open(Tenants.OWNER, kept.id())));
        assertEquals(6, store.tenants().get(Tenants.OWNER).storedBytes());
    }

    @Test
    void aProjectThatAnAliasNeedsStays() {
        Project project = project("faces");
        Version version = published(project, "model");
        store.aliases().move(OWNER, "live", 0, Split.all(project.id(), version.number()));

        StoreException refusal = refused(Reason.CONFLICT, () -> store.projects().delete(OWNER, project.id()));

        assertEquals(
                "The alias 'live' still sends traffic there; move or delete the alias first.", refusal.getMessage());
        store.aliases().delete(OWNER, "live");
        store.projects().delete(OWNER, project.id());
    }

    @Test
    void pagesTogetherAreTheWholeListOnceEach() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.add(project("p" + (6 - i)).id());
        }

        List<String> listed = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Project> page = store.projects().list(Tenants.OWNER, new PageRequest(cursor, 3));
            page.items().forEach(project -> listed.add(project.id()));
            cursor = page.nextCursor();
        } while (cursor.isPresent());

        assertEquals(made, listed);
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        project("a");
        project("b");
        String cursor = store.projects()
                .list(Tenants.OWNER, PageRequest.first(1))
                .nextCursor()
                .orElseThrow();

        StoreException refusal = refused(Reason.BAD_INPUT, () -> store.tenants().list(PageRequest.after(cursor, 1)));

        assertEquals(
                "The cursor is none that this list gave; leave it out to start from the beginning.",
                refusal.getMessage());
    }
}
