package org.insula.store;

import java.time.Instant;

/**
 * One thing that was done, chained to the one before.
 *
 * @param sequence 1, 2, 3… without gaps, over all tenants
 * @param time to the millisecond
 * @param tenant whose object it was
 * @param actor the id of the key that was presented, or a word such as {@code local}
 * @param action such as {@code project.create}
 * @param object the id or name of what was changed
 * @param detail a JSON object
 * @param previous the hash of the entry before; 64 zeros for the first
 * @param hash SHA-256 over all other fields, in this order, each as UTF-8 with its length in bytes before it as four
 *     bytes, highest first; numbers as decimal digits, the time in milliseconds since 1970
 */
public record AuditEntry(
        long sequence,
        Instant time,
        String tenant,
        String actor,
        String action,
        String object,
        String detail,
        String previous,
        String hash) {

    static final String FIRST = "0".repeat(64);

    static AuditEntry after(
            long sequence,
            String previous,
            Instant time,
            String tenant,
            String actor,
            String action,
            String object,
            String detail) {
        AuditEntry unsealed = new AuditEntry(sequence, time, tenant, actor, action, object, detail, previous, "");
        return new AuditEntry(sequence, time, tenant, actor, action, object, detail, previous, unsealed.seal());
    }

    /** What the hash must be. */
    String seal() {
        var digest = Hashes.sha256();
        for (String field : new String[] {
            Long.toString(sequence), Long.toString(time.toEpochMilli()), tenant, actor, action, object, detail, previous
        }) {
            byte[] bytes = field.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            digest.update(java.nio.ByteBuffer.allocate(4).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        return Hashes.hex(digest.digest());
    }
}
