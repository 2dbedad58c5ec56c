package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.insula.store.StoreException.Reason;
import org.junit.jupiter.api.Test;

abstract class TenantsContract extends StoreContract {
    @Test
    void aNewStoreHasTheOwner() {
        Tenant owner = store.tenants().get(Tenants.OWNER);

        assertEquals(new Tenant("owner", "owner", 1, Quotas.unlimited(), 0, clock.instant(), 1), owner);
        reopen();
        assertEquals(List.of(owner), store.tenants().list(PageRequest.first(10)).items());
    }

    @Test
    void aTenantIsFoundAsItWasMade() {
        Quotas quotas = new Quotas(60, 3600, 1_000_000);

        Tenant made = store.tenants().create(OWNER, new NewTenant("school", 4, quotas));

        reopen();
        assertEquals(made, store.tenants().get(made.id()));
        assertEquals(quotas, made.quotas());
    }

    @Test
    void twoTenantsHaveTwoNames() {
        store.tenants().create(OWNER, NewTenant.named("school"));

        StoreException refusal =
                refused(Reason.CONFLICT, () -> store.tenants().create(OWNER, NewTenant.named("school")));

        assertEquals("There is a tenant 'school' already; choose another name.", refusal.getMessage());
    }

    @Test
    void aChangeOfWhatHasChangedMeanwhileIsRefused() {
        Tenant read = store.tenants().create(OWNER, NewTenant.named("school"));
        Tenant renamed = store.tenants().update(OWNER, read.id(), read.revision(), NewTenant.named("college"));

        refused(
                Reason.CONFLICT,
                () -> store.tenants().update(OWNER, read.id(), read.revision(), NewTenant.named("academy")));

        assertEquals(renamed, store.tenants().get(read.id()));
        assertEquals("college", renamed.name());
    }

    @Test
    void aDeletedTenantLeavesOnlyItsTrailInTheAudit() throws Exception {
        Actor guests = anotherTenant();
        Project project = store.projects().create(guests, NewProject.of("faces", "face"));
        store.examples().add(guests, project.id(), NewExample.of("happy", "a"), stream("same"));
        Version version = store.versions().add(guests, project.id(), new NewVersion("{}", "face/1"), stream("model"));
        store.versions().publish(guests, project.id(), version.number());
        store.aliases().move(guests, "live", 0, Split.all(project.id(), version.number()));
        Example ours = example(project("ours"), "happy", "same");

        store.tenants().delete(OWNER, guests.tenant());

        assertTrue(store.tenants().find(guests.tenant()).isEmpty());
        assertEquals(1, Blobs.lying(folder));
        assertEquals("same", text(store.examples().open(Tenants.OWNER, ours.id())));
        assertTrue(store.audit().verify().broken().isEmpty());
        refused(Reason.NOT_FOUND, () -> store.tenants().delete(OWNER, guests.tenant()));
    }

    @Test
    void theOwnerStays() {
        refused(Reason.CONFLICT, () -> store.tenants().delete(OWNER, Tenants.OWNER));
    }

    @Test
    void namesThatNobodyCouldReadAreRefused() {
        for (String name : List.of("", "  ", "a\0b", "a\nb", "\ud800", "x".repeat(201))) {
            refused(Reason.BAD_INPUT, () -> NewTenant.named(name));
        }
    }
}
