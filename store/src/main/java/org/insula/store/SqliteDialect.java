package org.insula.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.insula.store.StoreException.Reason;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

final class SqliteDialect implements Dialect {
    static final SqliteDialect INSTANCE = new SqliteDialect();

    private SqliteDialect() {}

    @Override
    public Map<String, String> types() {
        return Map.of("text", "text", "long", "integer", "real", "real", "strict", " strict");
    }

    @Override
    public void lockAudit(Transaction transaction) {
        // One connection writes, so there is nobody to wait for.
    }

    @Override
    public List<String> damages(Transaction transaction) {
        List<String> damages = new ArrayList<>();
        transaction.each("pragma integrity_check", row -> {
            if (!row.text("integrity_check").equals("ok")) {
                damages.add("SQLite finds its file damaged: " + row.text("integrity_check") + ".");
            }
        });
        transaction.each(
                "pragma foreign_key_check",
                row -> damages.add("A row of the table " + row.text("table") + " refers to a row of the table "
                        + row.text("parent") + " that is not there."));
        return damages;
    }

    /** The low byte of an extended result code is the primary one (sqlite.org/rescode.html). */
    @Override
    public StoreException failure(SQLException e) {
        SQLiteErrorCode code =
                e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        return switch (SQLiteErrorCode.getErrorCode(code.code & 0xFF)) {
            case SQLITE_CONSTRAINT -> DatabaseFailures.constraint(e);
            case SQLITE_FULL -> DatabaseFailures.full(e);
            case SQLITE_CORRUPT, SQLITE_NOTADB -> DatabaseFailures.broken(e);
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM ->
                DatabaseFailures.unavailable(e);
            default ->
                new StoreException(
                        Reason.BROKEN,
                        "The database answered '" + e.getMessage() + "', which is not expected; run insula doctor.",
                        e);
        };
    }
}
