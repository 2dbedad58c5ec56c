package org.insula.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Map;
import org.insula.store.StoreException.Reason;

final class PostgresDialect implements Dialect {
    static final PostgresDialect INSTANCE = new PostgresDialect();

    /** Any number, as long as nobody else's advisory lock has it. */
    private static final long AUDIT_LOCK = 0x696e73756c61L;

    private PostgresDialect() {}

    /** Texts compare by their code points, as in SQLite, whatever the language of the database. */
    @Override
    public Map<String, String> types() {
        return Map.of("text", "text collate \"C\"", "long", "bigint", "real", "double precision", "strict", "");
    }

    @Override
    public void lockAudit(Transaction transaction) {
        transaction.run("select pg_advisory_xact_lock(?)", AUDIT_LOCK);
    }

    /** Its server checks pages and foreign keys by itself. */
    @Override
    public List<String> damages(Transaction transaction) {
        return List.of();
    }

    /** By the classes of <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">SQLSTATE</a>. */
    @Override
    public StoreException failure(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (e instanceof SQLTransientConnectionException || state.startsWith("08") || state.startsWith("57P")) {
            return DatabaseFailures.unavailable(e);
        }
        if (state.equals("53100")) {
            return DatabaseFailures.full(e);
        }
        if (state.startsWith("23")) {
            return DatabaseFailures.constraint(e);
        }
        if (state.startsWith("XX")) {
            return DatabaseFailures.broken(e);
        }
        if (state.startsWith("53") || state.startsWith("55") || state.startsWith("58") || state.startsWith("40")) {
            return DatabaseFailures.unavailable(e);
        }
        return new StoreException(
                Reason.BROKEN,
                "The database answered '" + e.getMessage() + "' (" + state
                        + "), which is not expected; run insula doctor.",
                e);
    }

    /** Two transactions stood in each other's way and this one was chosen to start over. */
    static boolean startOver(Throwable cause) {
        return cause instanceof SQLException e && ("40001".equals(e.getSQLState()) || "40P01".equals(e.getSQLState()));
    }
}
