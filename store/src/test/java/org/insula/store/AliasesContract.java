package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.insula.store.StoreException.Reason;
import org.junit.jupiter.api.Test;

abstract class AliasesContract extends StoreContract {
    @Test
    void trafficIsSplitMovedAndRolledBack() {
        Project project = project("faces");
        published(project, "model 1");
        published(project, "model 2");
        Split first = Split.all(project.id(), 1);
        Split canary = new Split(List.of(new Share(project.id(), 1, 95), new Share(project.id(), 2, 5)));

        Alias made = store.aliases().move(OWNER, "live", 0, first);
        clock.forward(Duration.ofHours(1));
        Alias moved = store.aliases().move(OWNER, "live", made.revision(), canary);
        reopen();
        assertEquals(moved, store.aliases().get(Tenants.OWNER, "live"));
        assertEquals(new Alias("owner", "live", canary, 2, clock.instant()), moved);

        Alias back = store.aliases().rollBack(OWNER, "live", moved.revision());

        assertEquals(new Alias("owner", "live", first, 3, clock.instant()), back);
        assertEquals(
                List.of(first, canary, first),
                store.aliases().history("owner", "live", PageRequest.first(9)).items().stream()
                        .map(AliasMove::split)
                        .toList());
    }

    @Test
    void onlyWhoSawItLastMovesAnAlias() {
        Project project = project("faces");
        published(project, "model 1");
        Split split = Split.all(project.id(), 1);
        store.aliases().move(OWNER, "live", 0, split);

        refused(Reason.CONFLICT, () -> store.aliases().move(OWNER, "live", 0, split));
        refused(Reason.CONFLICT, () -> store.aliases().move(OWNER, "live", 2, split));
        refused(Reason.NOT_FOUND, () -> store.aliases().move(OWNER, "other", 1, split));
        refused(Reason.CONFLICT, () -> store.aliases().rollBack(OWNER, "live", 1));
        refused(Reason.NOT_FOUND, () -> store.aliases().rollBack(OWNER, "other", 1));
    }

    @Test
    void aDraftGetsNoTraffic() {
        Project project = project("faces");
        version(project, "model 1");

        StoreException refusal =
                refused(Reason.CONFLICT, () -> store.aliases().move(OWNER, "live", 0, Split.all(project.id(), 1)));

        assertEquals(
                "Version 1 is not published; publish it before an alias sends traffic to it.", refusal.getMessage());
    }

    @Test
    void aRollBackToWhatWasWithdrawnIsRefused() {
        Project project = project("faces");
        published(project, "model 1");
        published(project, "model 2");
        store.aliases().move(OWNER, "live", 0, Split.all(project.id(), 1));
        store.aliases().move(OWNER, "live", 1, Split.all(project.id(), 2));
        store.versions().withdraw(OWNER, project.id(), 1);

        refused(Reason.CONFLICT, () -> store.aliases().rollBack(OWNER, "live", 2));
        assertEquals(2, store.aliases().get(Tenants.OWNER, "live").revision());
    }

    @Test
    void sharesSumToOneHundred() {
        StoreException refusal =
                refused(Reason.BAD_INPUT, () -> new Split(List.of(new Share("p", 1, 50), new Share("p", 2, 49))));

        assertEquals("The 2 shares sum to 99 percent; give at most 20 that sum to 100.", refusal.getMessage());
        refused(Reason.BAD_INPUT, () -> new Split(List.of()));
        refused(Reason.BAD_INPUT, () -> new Split(List.of(new Share("p", 1, 50), new Share("p", 1, 50))));
        refused(Reason.BAD_INPUT, () -> new Share("p", 1, 0));
    }

    @Test
    void tenantsMayUseTheSameName() {
        Project project = project("faces");
        published(project, "model 1");
        store.aliases().move(OWNER, "live", 0, Split.all(project.id(), 1));
        String guests = anotherTenant().tenant();

        assertEquals(
                List.of(), store.aliases().list(guests, PageRequest.first(9)).items());
        refused(Reason.NOT_FOUND, () -> store.aliases().get(guests, "live"));
        refused(Reason.NOT_FOUND, () -> store.aliases().history(guests, "live", PageRequest.first(9)));
        refused(Reason.NOT_FOUND, () -> store.aliases().delete(Actor.local(guests), "live"));
        assertEquals(
                1,
                store.aliases()
                        .list(Tenants.OWNER, PageRequest.first(9))
                        .items()
                        .size());
    }
}
