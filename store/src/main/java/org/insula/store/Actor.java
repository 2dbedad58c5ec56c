package org.insula.store;

/**
 * Who changes something: it is written into the audit log.
 *
 * @param tenant the tenant whose objects are reached
 * @param key the id of the key that was presented, or a word such as {@code local} where none was
 */
public record Actor(String tenant, String key) {
    public Actor {
        Check.text("tenant id", tenant, 64);
        Check.text("key id", key, 64);
    }

    /** Somebody at this machine, who needs no key. */
    public static Actor local(String tenant) {
        return new Actor(tenant, "local");
    }
}
