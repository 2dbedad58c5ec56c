package org.insula.store;

import java.sql.SQLException;
import org.insula.store.StoreException.Reason;

/** The sentences for what databases answer. */
final class DatabaseFailures {
    private DatabaseFailures() {}

    static StoreException constraint(SQLException e) {
        return new StoreException(
                Reason.CONFLICT,
                "Something else changed at the same time, or still needs what was to be changed; read it again and"
                        + " repeat the change.",
                e);
    }

    static StoreException full(SQLException e) {
        return new StoreException(
                Reason.FULL, "The database has no space left and wrote nothing; free some space and try again.", e);
    }

    static StoreException unavailable(SQLException e) {
        return new StoreException(
                Reason.UNAVAILABLE,
                "The database cannot be reached now (" + oneLine(e) + "); see that it runs, then try again.",
                e);
    }

    static StoreException broken(SQLException e) {
        return new StoreException(
                Reason.BROKEN,
                "The database is damaged (" + oneLine(e) + "); run insula doctor, or restore a backup.",
                e);
    }

    private static String oneLine(SQLException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    }
}
