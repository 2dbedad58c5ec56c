package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import org.insula.store.StoreException.Reason;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What databases answer, by the code that stands in their manuals. */
class DialectTest {
    @Test
    void whatPostgresAnswersIsTold() {
        Map<String, Reason> expected = Map.of(
                "23505", Reason.CONFLICT,
                "53100", Reason.FULL,
                "53300", Reason.UNAVAILABLE,
                "57P01", Reason.UNAVAILABLE,
                "08006", Reason.UNAVAILABLE,
                "XX001", Reason.BROKEN,
                "42P01", Reason.BROKEN);

        expected.forEach((state, reason) -> assertEquals(
                reason,
                PostgresDialect.INSTANCE.failure(new SQLException("why", state)).reason(),
                state));
        assertEquals(
                Reason.UNAVAILABLE,
                PostgresDialect.INSTANCE
                        .failure(new SQLTransientConnectionException("timeout"))
                        .reason());
    }

    @Test
    void whatSqliteAnswersIsTold() {
        Map<SQLiteErrorCode, Reason> expected = Map.of(
                SQLiteErrorCode.SQLITE_FULL, Reason.FULL,
                SQLiteErrorCode.SQLITE_BUSY, Reason.UNAVAILABLE,
                SQLiteErrorCode.SQLITE_IOERR_FSYNC, Reason.UNAVAILABLE,
                SQLiteErrorCode.SQLITE_CORRUPT, Reason.BROKEN,
                SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE, Reason.CONFLICT,
                SQLiteErrorCode.SQLITE_ERROR, Reason.BROKEN);

        expected.forEach((code, reason) -> assertEquals(
                reason,
                SqliteDialect.INSTANCE.failure(new SQLiteException("why", code)).reason(),
                code.name()));
    }

    @Test
    void onlyADeadlockAndALostRaceAreTriedAgain() {
        assertTrue(PostgresDialect.startOver(new SQLException("deadlock", "40P01")));
        assertTrue(PostgresDialect.startOver(new SQLException("race", "40001")));
        assertFalse(PostgresDialect.startOver(new SQLException("exists", "23505")));
        assertFalse(PostgresDialect.startOver(null));
    }

    @Test
    void aMessageIsOneSentenceInOneLine() {
        StoreException failure = PostgresDialect.INSTANCE.failure(new SQLException("gone\n  away", "08006"));

        assertEquals(
                "The database cannot be reached now (gone away); see that it runs, then try again.",
                failure.getMessage());
    }
}
