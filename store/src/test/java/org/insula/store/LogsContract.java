package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.insula.store.StoreException.Reason;
import org.junit.jupiter.api.Test;

/** Usage, jobs and idempotency keys. */
abstract class LogsContract extends StoreContract {
    @Test
    void usageAddsUpByModelAndHour() {
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        store.usage().add(List.of(usage("bell", 0, 3), usage("bell", 10, 4), usage("door", 0, 5)));
        store.usage().add(List.of(usage("bell", 60, 1), usage("bell", 20, 1)));

        List<Usage> listed = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Usage> page =
                    store.usage().list("owner", hour, hour.plus(Duration.ofDays(1)), new PageRequest(cursor, 1));
            listed.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor.isPresent());

        assertEquals(
                List.of(
                        new Usage("owner", "bell", hour, 8, 3, 8_000, 24, 48),
                        new Usage("owner", "door", hour, 5, 1, 5_000, 15, 30),
                        new Usage("owner", "bell", hour.plusSeconds(3600), 1, 1, 1_000, 3, 6)),
                listed);
        assertEquals(14_000, store.usage().computeNanos("owner", hour));
        assertEquals(1_000, store.usage().computeNanos("owner", hour.plusSeconds(3600)));
        assertEquals(0, store.usage().computeNanos("nobody", hour));
    }

    @Test
    void usageOfATenantThatIsGoneIsLeftOut() {
        Actor guests = anotherTenant();
        store.tenants().delete(OWNER, guests.tenant());

        store.usage()
                .add(List.of(new Usage(guests.tenant(), "m", clock.instant(), 1, 0, 1, 1, 1), usage("bell", 0, 1)));

        assertEquals(0, store.usage().computeNanos(guests.tenant(), Instant.EPOCH));
        assertEquals(1_000, store.usage().computeNanos("owner", Instant.EPOCH));
    }

    private Usage usage(String model, int minute, int requests) {
        Instant time = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofMinutes(minute));
        return new Usage("owner", model, time, requests, 1, requests * 1000L, requests * 3L, requests * 6L);
    }

    @Test
    void aJobGoesItsWay() {
        Project project = project("faces");
        Job queued = store.jobs().create(OWNER, project.id());
        assertEquals(JobState.QUEUED, queued.state());
        refused(Reason.CONFLICT, () -> store.jobs().progress("owner", queued.id(), 0.5));

        store.jobs().start("owner", queued.id());
        Job half = store.jobs().progress("owner", queued.id(), 0.5);
        assertEquals(0.5, half.progress());
        assertEquals(Optional.of(clock.instant()), half.started());

        Job done = store.jobs().finish("owner", queued.id());
        assertEquals(JobState.DONE, done.state());
        assertEquals(1.0, done.progress());
        refused(Reason.CONFLICT, () -> store.jobs().cancel("owner", queued.id()));
        refused(Reason.BAD_INPUT, () -> store.jobs().progress("owner", queued.id(), Double.NaN));
        refused(Reason.NOT_FOUND, () -> store.jobs().finish(anotherTenant().tenant(), queued.id()));
    }

    @Test
    void aJobThatTheProcessDidNotSurviveIsQueuedAgainOnce() {
        Project project = project("faces");
        Job done = store.jobs().create(OWNER, project.id());
        store.jobs().start("owner", done.id());
        Job failed = store.jobs().fail("owner", done.id(), "no examples");
        Job running = store.jobs().create(OWNER, project.id());
        store.jobs().start("owner", running.id());

        reopen();

        assertEquals(failed, store.jobs().get("owner", done.id()));
        assertEquals(Optional.of("no examples"), failed.error());
        Job queued = store.jobs().get("owner", running.id());
        assertEquals(JobState.QUEUED, queued.state());
        assertEquals(Optional.empty(), queued.finished());
        assertEquals(List.of(new QueuedJob("owner", queued)), store.jobs().queued());

        store.jobs().start("owner", running.id());
        reopen();

        Job twice = store.jobs().get("owner", running.id());
        assertEquals(JobState.INTERRUPTED, twice.state());
        assertEquals(
                "Insula ended twice while this was being taught; look whether its examples are too large, and teach"
                        + " again.",
                twice.error().orElseThrow());
        assertEquals(List.of(), store.jobs().queued());
        assertEquals(
                running.id(),
                store.jobs().newest("owner", project.id()).orElseThrow().id());
    }

    @Test
    void aJobThatIsPutBackIsQueuedAgainHoweverOften() {
        Project project = project("faces");
        Job job = store.jobs().create(OWNER, project.id());
        for (int i = 0; i < 3; i++) {
            store.jobs().start("owner", job.id());
            assertEquals(
                    JobState.QUEUED, store.jobs().requeue("owner", job.id()).state());
            reopen();
        }
        store.jobs().start("owner", job.id());
        store.jobs().finish("owner", job.id());
        refused(Reason.CONFLICT, () -> store.jobs().requeue("owner", job.id()));
    }

    @Test
    void aRepeatedRequestGetsTheSameAnswer() {
        assertEquals(new Claim.Fresh(), store.idempotency().claim("owner", "k", "f"));
        assertEquals(new Claim.Busy(), store.idempotency().claim("owner", "k", "f"));
        assertEquals(new Claim.Different(), store.idempotency().claim("owner", "k", "g"));

        store.idempotency().complete("owner", "k", 201, "{\"id\":1}");

        reopen();
        store.idempotency().release("owner", "k");
        assertEquals(new Claim.Done(201, "{\"id\":1}"), store.idempotency().claim("owner", "k", "f"));
        assertEquals(
                new Claim.Fresh(), store.idempotency().claim(anotherTenant().tenant(), "k", "f"));
        clock.forward(Duration.ofHours(24));
        assertEquals(new Claim.Fresh(), store.idempotency().claim("owner", "k", "f"));
    }

    @Test
    void aClaimEndsWithReleaseOrWithTheProcess() {
        store.idempotency().claim("owner", "k", "f");
        store.idempotency().release("owner", "k");
        assertInstanceOf(Claim.Fresh.class, store.idempotency().claim("owner", "k", "f"));

        reopen();

        assertInstanceOf(Claim.Fresh.class, store.idempotency().claim("owner", "k", "f"));
    }

    @Test
    void whatWasDoneIsInTheAuditOfItsTenant() {
        Project project = project("faces");
        Actor guests = anotherTenant();
        store.projects().create(new Actor(guests.tenant(), "key7"), NewProject.of("p", "text"));

        List<AuditEntry> theirs =
                store.audit().list(guests.tenant(), PageRequest.first(9)).items();

        assertEquals(1, theirs.size());
        assertEquals("project.create", theirs.getFirst().action());
        assertEquals("key7", theirs.getFirst().actor());
        assertEquals("{\"kind\":\"text\"}", theirs.getFirst().detail());
        List<AuditEntry> ours =
                store.audit().list("owner", PageRequest.first(9)).items();
        assertEquals(
                List.of("tenant.create", "project.create", "tenant.create"),
                ours.stream().map(AuditEntry::action).toList());
        assertEquals(project.id(), ours.get(1).object());
        assertEquals(
                new AuditLog.Verification(4, store.audit().head(), Optional.empty()),
                store.audit().verify());
        assertTrue(store.audit().head().hash().matches("[0-9a-f]{64}"));
    }
}
