package org.insula.store;

/** How far a version is. */
public enum VersionState {
    /** Whole, but not answered with. */
    DRAFT,
    /** May be answered with. */
    PUBLISHED,
    /** Was published and no longer may be answered with. */
    WITHDRAWN
}
