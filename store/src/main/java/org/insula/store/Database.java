package org.insula.store;

import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work on connections of a database. Safe for many threads. */
sealed interface Database extends AutoCloseable permits SqliteDatabase, PostgresDatabase {
    @FunctionalInterface
    interface Work<T> {
        T on(Transaction transaction) throws SQLException;
    }

    /** Reads with single statements, each of which sees what is committed. */
    <T> T read(Work<T> work);

    /** Reads with several statements that see one moment. */
    <T> T snapshot(Work<T> work);

    /**
     * All or nothing: when this returns, what was changed outlasts a crash; when it throws, nothing was changed. The work
     * may run more than once.
     */
    <T> T write(Work<T> work);

    Dialect dialect();

    /** Connections for migrating; these may change the schema. */
    DataSource schemaSource();

    @Override
    void close();
}
