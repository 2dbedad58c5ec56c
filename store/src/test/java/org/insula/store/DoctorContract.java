package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.insula.store.Finding.Severity;
import org.insula.store.StoreException.Reason;
import org.junit.jupiter.api.Test;

abstract class DoctorContract extends StoreContract {
    @Test
    void aStoreInUseIsWell() {
        Project project = project("faces");
        example(project, "happy", "abc");
        store.examples().delete(OWNER, example(project, "sad", "def").id());
        published(project, "model");
        store.aliases().move(OWNER, "live", 0, Split.all(project.id(), 1));

        assertEquals(List.of(), store.doctor());
    }

    @Test
    void everyChangeOfTheAuditLogIsNoticed() {
        for (int i = 0; i < 3; i++) {
            project("p" + i);
        }
        assertEquals(4, store.audit().verify().entries());

        assertEquals(
                "entry 2 is not what was written", afterChange("update audit set actor = 'me' where sequence = 2"));
        assertEquals("entry 1 is not what was written", afterChange("update audit set time = 0 where sequence = 1"));
        assertEquals("after entry 1 comes entry 3", afterChange("delete from audit where sequence = 2"));
        assertEquals(
                "entry 4 does not follow entry 3",
                afterChange("update audit set previous = '" + AuditEntry.FIRST + "' where sequence = 4"));
        assertEquals(
                "after entry 4 comes entry 6",
                afterChange("insert into audit select 6, time, tenant, actor, action, object, detail, previous, hash"
                        + " from audit where sequence = 4"));
        assertTrue(store.audit().verify().broken().isEmpty());
    }

    /** What the walk finds; the change itself is rolled back. */
    private String afterChange(String sql) {
        class Undo extends RuntimeException {
            private static final long serialVersionUID = 1;
        }
        String[] found = new String[1];
        try {
            store.context().database().write(tx -> {
                assertEquals(1, tx.change(sql));
                found[0] = AuditLog.verify(tx).broken().orElse("nothing");
                throw new Undo();
            });
        } catch (Undo undone) {
            return found[0];
        }
        throw new AssertionError("The change was kept.");
    }

    @Test
    void aBrokenAuditLogIsTold() {
        project("p");
        store.context().database().write(tx -> tx.change("update audit set detail = '{}' where sequence = 1"));

        List<Finding> findings = store.doctor();

        assertEquals(
                List.of("The audit log was changed: entry 1 is not what was written."),
                findings.stream().map(Finding::what).toList());
    }

    @Test
    void lostAndDamagedContentsAreToldAndAddingThemAgainHeals() throws Exception {
        Project project = project("faces");
        Example lost = example(project, "happy", "lost");
        Example damaged = example(project, "sad", "whole");
        Files.delete(file(lost));
        Files.writeString(file(damaged), "whale");

        List<Finding> findings = store.doctor();

        assertEquals(2, findings.size());
        assertTrue(findings.stream().allMatch(finding -> finding.severity() == Severity.DAMAGED));
        assertTrue(
                findings.toString().contains(lost.hash() + " of tenant 'owner' is missing; 1 examples"), "" + findings);
        assertTrue(
                findings.toString().contains(damaged.hash() + " of tenant 'owner' is not what was kept"),
                "" + findings);
        refused(Reason.BROKEN, () -> store.examples().open("owner", lost.id()));
        example(project, "happy", "lost");
        example(project, "sad", "whole");
        assertEquals(List.of(), store.doctor());
    }

    private Path file(Example example) {
        return file(example.hash());
    }

    private Path file(String hash) {
        return folder.resolve("data/blobs/owner").resolve(hash.substring(0, 2)).resolve(hash);
    }

    private void orphan() throws IOException {
        Path orphan = file("f".repeat(64));
        Files.createDirectories(orphan.getParent());
        Files.writeString(orphan, "orphan");
    }

    @Test
    void whatNothingRefersToIsDeleted() throws Exception {
        store.awaitSweep();
        example(project("faces"), "happy", "kept");
        orphan();
        store.context().database().write(tx -> tx.change("update tenants set stored_bytes = 99"));
        store.context()
                .database()
                .write(tx -> tx.change(
                        "insert into blobs (tenant, hash, size, created) values ('owner', ?, 5, 0)", "e".repeat(64)));

        List<Finding> findings = store.doctor();

        assertEquals(3, findings.size(), "" + findings);
        assertTrue(findings.stream().allMatch(finding -> finding.severity() == Severity.REPAIRED));
        assertEquals(1, Blobs.lying(folder));
        assertEquals(4, store.tenants().get("owner").storedBytes());
        assertEquals(List.of(), store.doctor());
    }

    @Test
    void whatACrashLeftIsDeletedWhenTheStoreIsOpened() throws Exception {
        Example kept = example(project("faces"), "happy", "kept");
        store.close();
        orphan();
        Files.writeString(folder.resolve("data/blobs/.staging/half"), "half");
        Files.delete(folder.resolve("data/tidy"));

        store = Store.open(settings, clock);
        store.awaitSweep();

        assertEquals(1, Blobs.lying(folder));
        assertEquals("kept", text(store.examples().open("owner", kept.id())));
    }

    @Test
    void theBlobsOfAnotherStoreAreNotTakenForOrphans() throws Exception {
        example(project("faces"), "happy", "kept");
        store.close();
        Path mark = folder.resolve("data/blobs/store-id");
        String own = Files.readString(mark);
        Files.writeString(mark, "another\n");

        StoreException refusal = refused(Reason.CONFLICT, () -> Store.open(settings, clock));

        assertTrue(
                refusal.getMessage().startsWith("The blobs are those of store another and the database"), "" + refusal);
        assertEquals(1, Blobs.lying(folder));
        Files.writeString(mark, own);
        store = Store.open(settings, clock);
    }

    @Test
    void aSecondProcessIsKeptOut() {
        StoreException refusal = refused(Reason.CONFLICT, () -> Store.open(settings, clock));

        assertEquals(
                "The data directory '" + settings.dataDirectory()
                        + "' is in use by another Insula; stop that one, or choose another directory.",
                refusal.getMessage());
    }

    @Test
    void aDatabaseOfANewerInsulaIsLeftAlone() {
        store.context()
                .database()
                .write(tx -> tx.change(
                        "insert into flyway_schema_history select installed_rank + 1, '99', description, type,"
                                + " script, checksum, installed_by, installed_on, execution_time, success"
                                + " from flyway_schema_history order by installed_rank desc limit 1"));
        store.close();

        StoreException refusal = refused(Reason.BROKEN, () -> Store.open(settings, clock));

        assertTrue(refusal.getMessage().startsWith("The database has schema 99 and this Insula knows"), "" + refusal);
    }

    @Test
    void closedIsClosed() {
        store.close();

        refused(Reason.UNAVAILABLE, () -> store.tenants().find("owner"));
        refused(Reason.UNAVAILABLE, () -> store.tenants().create(OWNER, NewTenant.named("x")));
    }
}
