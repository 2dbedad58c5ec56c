package org.insula.host;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.insula.store.Key;
import org.insula.store.Presented;
import org.insula.store.Role;
import org.insula.store.Store;

/**
 * Who asks. As long as no key was ever made, whoever reaches this machine's own address is its owner; from the first key
 * on, every request needs one. Safe for many threads; what a key is good for is remembered for a few seconds at most, and
 * not beyond a change that is made here.
 */
public final class Access {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int MOST = 10_000;
    private static final int LONGEST_ACTOR = 100;
    private static final int SECRET_BYTES = 32;

    private final Store store;
    private final InstantSource clock;
    private final Lru<String, Known> known = new Lru<>(MOST);
    private final AtomicLong changes = new AtomicLong();
    private final String localKey;
    private volatile boolean anyKey;

    private record Known(Caller caller, Instant until, long changes) {}

    Access(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.anyKey = store.keys().any();
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        this.localKey =
                "insula_local_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /**
     * A key of the owner that is good as long as this runs. It is for programs on this machine that may read the data
     * directory, where it is to be left in a file that nobody else may read.
     */
    public String localKey() {
        return localKey;
    }

    /** Whether every request needs a key. */
    public boolean keysAreNeeded() {
        return anyKey;
    }

    /**
     * Who came with this key.
     *
     * @param presented the key as it was sent, if any
     * @throws HostException UNAUTHENTICATED if it is none, expired or revoked, or one is needed and none came
     */
    public Caller caller(Optional<String> presented) {
        if (presented.isEmpty()) {
            if (anyKey) {
                throw refused(
                        "No API key came, and this Insula has keys; send one as 'Authorization: Bearer insula_…'.");
            }
            return Caller.owner();
        }
        String key = presented.get();
        if (MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), localKey.getBytes(StandardCharsets.UTF_8))) {
            return Caller.owner();
        }
        Optional<Known> before = known.find(key)
                .filter(entry -> entry.until().isAfter(clock.instant()) && entry.changes() == changes.get());
        if (before.isPresent()) {
            return before.get().caller();
        }
        Known now = look(key);
        known.put(key, now);
        return now.caller();
    }

    /**
     * Who came with a token of somebody whom this Insula trusts to say who it is.
     *
     * @param tenant an id or a name
     * @param subject as that somebody calls the bearer
     * @throws HostException UNAUTHENTICATED if there is no such tenant
     */
    public Caller bearer(String tenant, Role role, String subject) {
        String remembered = "bearer " + tenant;
        Optional<Known> before = known.find(remembered)
                .filter(entry -> entry.until().isAfter(clock.instant()) && entry.changes() == changes.get());
        Known now = before.orElseGet(() -> tenant(tenant));
        known.put(remembered, now);
        Caller any = now.caller();
        return new Caller(any.tenant(), role, Optional.of(shortened(subject)), Optional.empty(), any.quotas());
    }

    private Known tenant(String idOrName) {
        long seen = changes.get();
        var tenant = store.tenants()
                .find(idOrName)
                .or(() -> Pages.all(store.tenants()::list).stream()
                        .filter(each -> each.name().equals(idOrName))
                        .findFirst())
                .orElseThrow(() -> refused("The token is of tenant '" + idOrName
                        + "', which is none here; ask who runs this Insula to make it."));
        Caller caller = new Caller(
                new Tenant(tenant.id(), tenant.weight()),
                Role.READER,
                Optional.empty(),
                Optional.empty(),
                tenant.quotas());
        return new Known(caller, clock.instant().plus(REMEMBERED), seen);
    }

    private static String shortened(String subject) {
        String told = "bearer:" + subject;
        return told.substring(0, Math.min(told.length(), LONGEST_ACTOR));
    }

    private Known look(String presented) {
        long now = changes.get();
        return switch (store.keys().check(presented)) {
            case Presented.Valid(Key key) -> new Known(caller(key), until(key), now);
            case Presented.Expired _ -> throw refused("The API key has expired; ask who runs this Insula for another.");
            case Presented.Revoked _ -> throw refused("The API key was revoked; ask who runs this Insula for another.");
            case Presented.Unknown _ ->
                throw refused("This is not an API key of this Insula; check that it was copied whole.");
        };
    }

    private Instant until(Key key) {
        Instant soon = clock.instant().plus(REMEMBERED);
        return key.expires().filter(expires -> expires.isBefore(soon)).orElse(soon);
    }

    private Caller caller(Key key) {
        var tenant = store.tenants().get(key.tenant());
        return new Caller(
                new Tenant(tenant.id(), tenant.weight()),
                key.role(),
                Optional.of(key.id()),
                key.scopes(),
                tenant.quotas());
    }

    /** A key or a tenant was changed here. */
    void changed() {
        changes.incrementAndGet();
        anyKey = store.keys().any();
    }

    private static HostException refused(String message) {
        return new HostException(HostException.Reason.UNAUTHENTICATED, message);
    }
}
