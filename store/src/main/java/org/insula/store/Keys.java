package org.insula.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * API keys. A secret has 256 random bits and is shown once; only its SHA-256 is stored, which needs no salt or stretching
 * since the secret cannot be guessed.
 */
public final class Keys {
    private static final String LIST = "keys";
    private static final Pattern PRESENTED = Pattern.compile("insula_([0-9a-z]{26})_([0-9A-Za-z_-]{43})");
    private static final String NO_HASH = "0".repeat(64);

    private final Context context;
    private final SecureRandom random;

    Keys(Context context, SecureRandom random) {
        this.context = context;
        this.random = random;
    }

    /**
     * What a key that somebody sent is good for. It takes the same time to refuse a wrong secret and an unknown key.
     *
     * @param presented anything that somebody sent
     */
    public Presented check(String presented) {
        Matcher parts = PRESENTED.matcher(presented);
        if (!parts.matches()) {
            return new Presented.Unknown();
        }
        record Stored(Key key, String hash) {}
        Optional<Stored> stored = context.database()
                .read(tx -> tx.first(
                        "select * from api_keys where id = ?",
                        row -> new Stored(key(row), row.text("secret_hash")),
                        parts.group(1)));
        boolean right = same(stored.map(Stored::hash).orElse(NO_HASH), hash(parts.group(2)));
        if (!right || stored.isEmpty()) {
            return new Presented.Unknown();
        }
        Key key = stored.get().key();
        if (key.revoked().isPresent()) {
            return new Presented.Revoked(key);
        }
        return key.expires().filter(expires -> !expires.isAfter(context.now())).isPresent()
                ? new Presented.Expired(key)
                : new Presented.Valid(key);
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.US_ASCII), b.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hash(String secret) {
        return Hashes.of(secret.getBytes(StandardCharsets.US_ASCII));
    }

    /** The keys of a tenant, oldest first, revoked and expired ones too. */
    public Page<Key> list(String tenant, PageRequest page) {
        String after = Cursor.text(LIST, page, "");
        return context.database()
                .read(tx -> Page.of(
                        tx.list(
                                "select * from api_keys where tenant = ? and id > ? order by id limit ?",
                                Keys::key,
                                tenant,
                                after,
                                page.fetch()),
                        page,
                        key -> Cursor.of(LIST, key.id())));
    }

    /** Whether any key was ever made, for any tenant. */
    public boolean any() {
        return context.database().read(tx -> tx.count("select count(*) as n from api_keys") > 0);
    }

    /**
     * Makes a key of a tenant, which may be another than the actor's.
     *
     * @throws StoreException NOT_FOUND if there is no such tenant
     */
    public IssuedKey create(Actor actor, String tenant, NewKey wanted) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        Key key = new Key(
                context.ids().next(),
                tenant,
                wanted.name(),
                wanted.role(),
                wanted.scopes(),
                context.now(),
                wanted.expires(),
                Optional.empty());
        context.database().write(tx -> {
            if (tx.count("select count(*) as n from tenants where id = ?", tenant) == 0) {
                throw StoreException.notFound("tenant", tenant);
            }
            tx.change(
                    "insert into api_keys (id, tenant, name, secret_hash, role, scopes, created, expires)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                    key.id(),
                    tenant,
                    key.name(),
                    hash(secret),
                    key.role(),
                    key.scopes().map(scopes -> String.join("\n", new TreeSet<>(scopes))),
                    key.created(),
                    key.expires());
            AuditLog.append(tx, context, actor, "key.create", key.id(), "keyTenant", tenant, "role", key.role());
            return null;
        });
        return new IssuedKey(key, "insula_" + key.id() + "_" + secret);
    }

    /**
     * A revoked key is never good again. Revoking it twice is as good as once.
     *
     * @throws StoreException NOT_FOUND
     */
    public Key revoke(Actor actor, String tenant, String id) {
        Instant now = context.now();
        return context.database().write(tx -> {
            int changed = tx.change(
                    "update api_keys set revoked = ? where tenant = ? and id = ? and revoked is null", now, tenant, id);
            if (changed > 0) {
                AuditLog.append(tx, context, actor, "key.revoke", id, "keyTenant", tenant);
            }
            return tx.first("select * from api_keys where tenant = ? and id = ?", Keys::key, tenant, id)
                    .orElseThrow(() -> StoreException.notFound("key", id));
        });
    }

    private static Key key(Row row) throws SQLException {
        return new Key(
                row.text("id"),
                row.text("tenant"),
                row.text("name"),
                row.constant("role", Role.class),
                row.optionalText("scopes").map(Keys::scopes),
                row.instant("created"),
                row.optionalInstant("expires"),
                row.optionalInstant("revoked"));
    }

    private static Set<String> scopes(String lines) {
        return lines.isEmpty() ? Set.of() : Set.copyOf(List.of(lines.split("\n")));
    }
}
