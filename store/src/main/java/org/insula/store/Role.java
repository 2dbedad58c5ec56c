package org.insula.store;

/** What a key lets its holder do, each more than the one before. */
public enum Role {
    /** Predict. */
    READER,
    /** Also teach: projects, examples, versions. */
    TEACHER,
    /** Also manage keys and, in the owner's tenant, tenants. */
    ADMIN;

    /** Whether this is at least {@code needed}. */
    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }
}
