package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.insula.store.StoreException.Reason;
import org.junit.jupiter.api.Test;

abstract class ExamplesContract extends StoreContract {
    /** SHA-256 of the three letters, from FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void anExampleIsFoundAsItWasAdded() throws Exception {
        Project project = project("faces");
        NewExample wanted = new NewExample("happy", "ada/1.jpg", Optional.of("ada"));

        Added added = store.examples().add(OWNER, project.id(), wanted, stream("abc"));

        reopen();
        Example found = store.examples().get(Tenants.OWNER, added.example().id());
        assertTrue(added.isNew());
        assertEquals(added.example(), found);
        assertEquals(
                new Example(
                        found.id(), project.id(), "happy", "ada/1.jpg", Optional.of("ada"), ABC, 3, clock.instant()),
                found);
        assertEquals("abc", text(store.examples().open(Tenants.OWNER, found.id())));
        assertEquals(
                List.of(found),
                store.examples()
                        .list(Tenants.OWNER, project.id(), PageRequest.first(9))
                        .items());
    }

    @Test
    void theSameContentUnderTheSameLabelIsTheSameExample() throws Exception {
        Project project = project("faces");
        Example first = example(project, "happy", "abc");
        long revision = store.projects().get(Tenants.OWNER, project.id()).revision();

        Added again = store.examples().add(OWNER, project.id(), NewExample.of("happy", "copy"), stream("abc"));
        Added other = store.examples().add(OWNER, project.id(), NewExample.of("sad", "copy"), stream("abc"));

        assertEquals(new Added(first, false), again);
        assertTrue(other.isNew());
        assertEquals(1, Blobs.lying(folder));
        assertEquals(3, store.tenants().get(Tenants.OWNER).storedBytes());
        assertEquals(
                revision + 1, store.projects().get(Tenants.OWNER, project.id()).revision());
    }

    @Test
    void labelsAreCounted() {
        Project project = project("faces");
        example(project, "b", "1");
        example(project, "a", "2");
        example(project, "b", "3");

        Page<LabelCount> first = store.examples().labels(Tenants.OWNER, project.id(), PageRequest.first(1));
        Page<LabelCount> rest = store.examples()
                .labels(
                        Tenants.OWNER,
                        project.id(),
                        PageRequest.after(first.nextCursor().orElseThrow(), 9));

        assertEquals(List.of(new LabelCount("a", 1)), first.items());
        assertEquals(List.of(new LabelCount("b", 2)), rest.items());
    }

    @Test
    void theExamplesOfOneLabelAreListed() {
        Project project = project("faces");
        Example one = example(project, "b", "1");
        example(project, "a", "2");
        Example two = example(project, "b", "3");

        Page<Example> first = store.examples().list("owner", project.id(), "b", PageRequest.first(1));
        Page<Example> rest = store.examples()
                .list(
                        "owner",
                        project.id(),
                        "b",
                        PageRequest.after(first.nextCursor().orElseThrow(), 9));

        assertEquals(List.of(one), first.items());
        assertEquals(List.of(two), rest.items());
        assertEquals(
                List.of(),
                store.examples()
                        .list("owner", project.id(), "c", PageRequest.first(9))
                        .items());
    }

    @Test
    void anExampleGetsAnotherLabel() {
        Project project = project("faces");
        Example sad = example(project, "sad", "abc");

        Example happy = store.examples().relabel(OWNER, sad.id(), "happy");

        assertEquals("happy", happy.label());
        assertEquals(happy, store.examples().get(Tenants.OWNER, sad.id()));
        Example again = example(project, "sad", "abc");
        StoreException refusal = refused(Reason.CONFLICT, () -> store.examples().relabel(OWNER, again.id(), "happy"));
        assertEquals(
                "The content of 'abc.txt' has the label 'happy' already; delete this example instead.",
                refusal.getMessage());
    }

    @Test
    void deletingReallyDeletes() throws Exception {
        Project project = project("faces");
        Example one = example(project, "happy", "abc");
        Example two = example(project, "sad", "abc");

        store.examples().delete(OWNER, one.id());
        assertEquals("abc", text(store.examples().open(Tenants.OWNER, two.id())));
        store.examples().delete(OWNER, two.id());

        assertEquals(0, Blobs.lying(folder));
        assertEquals(0, store.tenants().get(Tenants.OWNER).storedBytes());
        assertTrue(store.examples().find(Tenants.OWNER, two.id()).isEmpty());
        refused(Reason.NOT_FOUND, () -> store.examples().open(Tenants.OWNER, two.id()));
    }

    @Test
    void tenantsWithTheSameContentDoNotShareIt() throws Exception {
        Actor guests = anotherTenant();
        Project theirs = store.projects().create(guests, NewProject.of("faces", "face"));
        Example ours = example(project("faces"), "happy", "abc");
        Example copy = store.examples()
                .add(guests, theirs.id(), NewExample.of("happy", "copy"), stream("abc"))
                .example();

        assertEquals(2, Blobs.lying(folder));
        assertTrue(store.examples().find(guests.tenant(), ours.id()).isEmpty());
        refused(Reason.NOT_FOUND, () -> store.examples().delete(guests, ours.id()));
        refused(Reason.NOT_FOUND, () -> store.examples().relabel(guests, ours.id(), "x"));
        refused(Reason.NOT_FOUND, () -> store.examples().open(guests.tenant(), ours.id()));
        store.examples().delete(OWNER, ours.id());
        assertEquals("abc", text(store.examples().open(guests.tenant(), copy.id())));
    }

    @Test
    void anUploadThatBrokeOffLearnsWhatIsThere() {
        Project project = project("faces");
        example(project, "happy", "abc");
        String other = "0".repeat(64);

        assertEquals(Set.of(ABC), store.examples().known(Tenants.OWNER, project.id(), List.of(ABC, other)));
        refused(Reason.BAD_INPUT, () -> store.examples().known(Tenants.OWNER, project.id(), List.of("../../etc")));
    }

    @Test
    void aContentThatIsTooLargeOrBreaksOffLeavesNothing() throws Exception {
        settings = settings.withMaxBlobBytes(10);
        reopen();
        Project project = project("faces");
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };

        StoreException tooLarge = refused(Reason.TOO_LARGE, () -> example(project, "a", "eleven byte"));
        StoreException brokenOff = refused(
                Reason.BAD_INPUT, () -> store.examples().add(OWNER, project.id(), NewExample.of("a", "b"), broken));

        assertEquals(
                "The content is larger than the 10 bytes that are taken; send less, or allow larger blobs.",
                tooLarge.getMessage());
        assertEquals("The content broke off before its end (connection reset); send it again.", brokenOff.getMessage());
        assertEquals(0, Blobs.lying(folder));
    }

    @Test
    void aTenantStoresNoMoreThanItsQuota() throws Exception {
        Quotas fiveBytes = new Quotas(1, 1, 5);
        Tenant tenant = store.tenants().create(OWNER, new NewTenant("small", 1, fiveBytes));
        Actor small = Actor.local(tenant.id());
        Project project = store.projects().create(small, NewProject.of("p", "text"));
        store.examples().add(small, project.id(), NewExample.of("a", "1"), stream("abc"));
        store.examples().add(small, project.id(), NewExample.of("b", "1"), stream("abc"));

        refused(Reason.QUOTA, () -> store.examples().add(small, project.id(), NewExample.of("a", "2"), stream("def")));

        assertEquals(1, Blobs.lying(folder));
        assertEquals(3, store.tenants().get(tenant.id()).storedBytes());
        assertFalse(store.examples()
                .add(small, project.id(), NewExample.of("a", "3"), stream("de"))
                .example()
                .id()
                .isEmpty());
    }
}
