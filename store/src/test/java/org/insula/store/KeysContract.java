package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.insula.store.StoreException.Reason;
import org.junit.jupiter.api.Test;

abstract class KeysContract extends StoreContract {
    @Test
    void aKeyIsGoodForWhatItWasMadeFor() {
        NewKey wanted = new NewKey("robot", Role.READER, Optional.of(Set.of("doorbell", "a b")), Optional.empty());

        IssuedKey issued = store.keys().create(OWNER, Tenants.OWNER, wanted);

        reopen();
        assertEquals(new Presented.Valid(issued.key()), store.keys().check(issued.presented()));
        assertEquals(wanted.scopes(), issued.key().scopes());
        assertTrue(issued.key().covers("doorbell"));
        assertFalse(issued.key().covers("bell"));
    }

    @Test
    void aSecretHas256BitsAndIsNowhereInTheStore() {
        IssuedKey issued = store.keys().create(OWNER, Tenants.OWNER, NewKey.of("robot", Role.ADMIN));

        assertTrue(issued.presented().matches("insula_[0-9a-z]{26}_[0-9A-Za-z_-]{43}"), issued.presented());
        assertFalse(issued.toString().contains(issued.presented().substring(34)));
        assertFalse(store.audit()
                .list(Tenants.OWNER, PageRequest.first(100))
                .toString()
                .contains("_"));
    }

    @Test
    void aKeyWithoutScopesCoversEverythingAndOneWithNoneNothing() {
        Key all = store.keys()
                .create(OWNER, Tenants.OWNER, NewKey.of("all", Role.READER))
                .key();
        NewKey none = new NewKey("none", Role.READER, Optional.of(Set.of()), Optional.empty());
        IssuedKey nothing = store.keys().create(OWNER, Tenants.OWNER, none);

        assertTrue(all.covers("doorbell"));
        assertEquals(new Presented.Valid(nothing.key()), store.keys().check(nothing.presented()));
        assertFalse(nothing.key().covers("doorbell"));
    }

    @Test
    void anythingElseIsUnknown() {
        String good = store.keys()
                .create(OWNER, Tenants.OWNER, NewKey.of("robot", Role.READER))
                .presented();
        char other = good.endsWith("A") ? 'B' : 'A';
        String wrongSecret = good.substring(0, good.length() - 1) + other;
        String wrongId = "insula_" + "0".repeat(26) + good.substring(33);

        for (String presented : List.of("", "insula_", "Bearer " + good, wrongSecret, wrongId, good + "A")) {
            assertEquals(new Presented.Unknown(), store.keys().check(presented), presented);
        }
    }

    @Test
    void aKeyIsGoodUntilItExpires() {
        NewKey hour = new NewKey(
                "visitor",
                Role.READER,
                Optional.empty(),
                Optional.of(clock.instant().plus(Duration.ofHours(1))));
        IssuedKey issued = store.keys().create(OWNER, Tenants.OWNER, hour);

        clock.forward(Duration.ofMinutes(59));
        assertEquals(new Presented.Valid(issued.key()), store.keys().check(issued.presented()));
        clock.forward(Duration.ofMinutes(1));
        assertEquals(new Presented.Expired(issued.key()), store.keys().check(issued.presented()));
    }

    @Test
    void aRevokedKeyIsNeverGoodAgain() {
        IssuedKey issued = store.keys().create(OWNER, Tenants.OWNER, NewKey.of("lost", Role.ADMIN));

        Key revoked = store.keys().revoke(OWNER, Tenants.OWNER, issued.key().id());

        assertEquals(Optional.of(clock.instant()), revoked.revoked());
        assertEquals(new Presented.Revoked(revoked), store.keys().check(issued.presented()));
        clock.forward(Duration.ofDays(1));
        assertEquals(revoked, store.keys().revoke(OWNER, Tenants.OWNER, revoked.id()));
    }

    @Test
    void aTenantSeesAndRevokesItsOwnKeysOnly() {
        String guests = anotherTenant().tenant();
        Key ours = store.keys()
                .create(OWNER, Tenants.OWNER, NewKey.of("ours", Role.READER))
                .key();
        Key theirs = store.keys()
                .create(OWNER, guests, NewKey.of("theirs", Role.READER))
                .key();

        assertEquals(
                List.of(theirs),
                store.keys().list(guests, PageRequest.first(10)).items());
        refused(Reason.NOT_FOUND, () -> store.keys().revoke(OWNER, guests, ours.id()));
        refused(Reason.NOT_FOUND, () -> store.keys().create(OWNER, "nobody", NewKey.of("x", Role.READER)));
    }

    @Test
    void aRoleIncludesTheLesserOnes() {
        assertTrue(Role.ADMIN.includes(Role.TEACHER));
        assertTrue(Role.TEACHER.includes(Role.TEACHER));
        assertFalse(Role.READER.includes(Role.TEACHER));
    }
}
