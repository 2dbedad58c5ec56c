package org.insula.store;

import java.time.Duration;
import java.time.Instant;

/**
 * Lets a client repeat a request whose answer it did not get. A key is claimed before the work and completed with the
 * answer after it; it is remembered for 24 hours. A claim that was neither completed nor released is forgotten when the
 * store is opened again.
 */
public final class Idempotency {
    private static final Duration REMEMBERED = Duration.ofHours(24);
    private static final int BUSY = 0;
    private final Context context;

    Idempotency(Context context) {
        this.context = context;
    }

    /**
     * @param key as the client sent it, of up to 200 characters
     * @param fingerprint a hash over what the request asks for
     */
    public Claim claim(String tenant, String key, String fingerprint) {
        Check.name("idempotency key", key);
        Check.text("request's fingerprint", fingerprint, 200);
        Instant now = context.now();
        return context.database().write(tx -> {
            tx.change("delete from idempotency where created <= ?", now.minus(REMEMBERED));
            int claimed = tx.change(
                    "insert into idempotency (tenant, request_key, fingerprint, status, body, created)"
                            + " values (?, ?, ?, ?, '', ?) on conflict (tenant, request_key) do nothing",
                    tenant,
                    key,
                    fingerprint,
                    BUSY,
                    now);
            return claimed == 1 ? new Claim.Fresh() : claimed(tx, tenant, key, fingerprint);
        });
    }

    private static Claim claimed(Transaction tx, String tenant, String key, String fingerprint) {
        return tx.first(
                        "select * from idempotency where tenant = ? and request_key = ?",
                        row -> {
                            if (!row.text("fingerprint").equals(fingerprint)) {
                                return new Claim.Different();
                            }
                            int status = (int) row.number("status");
                            return status == BUSY ? new Claim.Busy() : new Claim.Done(status, row.text("body"));
                        },
                        tenant,
                        key)
                .orElseGet(Claim.Busy::new);
    }

    /**
     * @param status of the answer, 100 to 599
     * @param body of the answer, up to 1000000 characters
     */
    public void complete(String tenant, String key, int status, String body) {
        Check.longText("answer's body", body, 1_000_000);
        if (status < 100 || status > 599) {
            throw StoreException.badInput("The status is " + status + "; give one of HTTP, 100 to 599.");
        }
        context.database()
                .write(tx -> tx.change(
                        "update idempotency set status = ?, body = ? where tenant = ? and request_key = ?",
                        status,
                        body,
                        tenant,
                        key));
    }

    /** The work failed: the next request with this key starts afresh. */
    public void release(String tenant, String key) {
        context.database()
                .write(tx -> tx.change(
                        "delete from idempotency where tenant = ? and request_key = ? and status = ?",
                        tenant,
                        key,
                        BUSY));
    }

    /** Nobody is at work when a store is opened. */
    static void releaseAll(Transaction tx) {
        tx.change("delete from idempotency where status = ?", BUSY);
    }
}
