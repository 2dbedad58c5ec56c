package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.insula.store.StoreException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One database, two Insulas with data directories of their own. */
@Timeout(120)
class PostgresHoldTest {
    @TempDir
    Path folder;

    private String database;

    @BeforeEach
    void make() {
        database = Postgres.emptyDatabase();
    }

    private Store open(String name) {
        return Store.open(StoreSettings.in(folder.resolve(name)).withDatabase(database), new HandClock());
    }

    @Test
    void aSecondOneIsRefusedUntilTheFirstIsClosed() {
        try (Store first = open("a")) {
            StoreException e =
                    assertThrows(StoreException.class, () -> open("b").close());
            assertEquals(Reason.CONFLICT, e.reason());
            assertTrue(
                    e.getMessage().startsWith("The database is in use by another Insula; stop that one"),
                    e.getMessage());
            assertEquals(1, first.tenants().list(PageRequest.first(10)).items().size());
        }
        open("a").close();
    }

    @Test
    void whoeverLosesTheDatabaseToAnotherWritesNoMore() throws Exception {
        try (PostgresDatabase first = new PostgresDatabase(database);
                Connection other = DriverManager.getConnection(database)) {
            first.write(tx -> tx.change("update about set content = content"));
            takeAway(other);
            while (true) {
                try {
                    first.write(tx -> tx.change("update about set content = content"));
                    Thread.onSpinWait();
                } catch (StoreException e) {
                    if (e.reason() == Reason.CONFLICT) {
                        break;
                    }
                }
            }
        }
    }

    /** Ends the first one's connections and takes the lock in the moment in which nobody has it. */
    private static void takeAway(Connection other) throws SQLException {
        try (Statement statement = other.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                            + " and pid <> pg_backend_pid()");
            statement.execute("select pg_advisory_lock(" + 0x696e7375 + ", hashtext(current_schema()))");
        }
    }
}
