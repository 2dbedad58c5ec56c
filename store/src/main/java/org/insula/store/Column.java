package org.insula.store;

/** A column of a table, as backups write it. */
record Column(String name, Type type, boolean optional) {
    enum Type {
        TEXT,
        LONG,
        REAL
    }
}
