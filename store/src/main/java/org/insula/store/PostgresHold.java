package org.insula.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.insula.store.StoreException.Reason;

/**
 * Keeps a second Insula out of a database: an advisory lock, held by a connection that does nothing else. When that
 * connection breaks, it is made again; if another Insula was faster, nothing is written any more.
 *
 * @see <a href="https://www.postgresql.org/docs/18/explicit-locking.html#ADVISORY-LOCKS">Advisory locks</a>
 */
final class PostgresHold implements AutoCloseable {
    private static final int OURS = 0x696e7375;
    private static final int TRIES = 20;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
    private static final Duration LOOKS = Duration.ofSeconds(2);
    private static final int ANSWER_SECONDS = 5;

    private final DataSource source;
    private final Thread watcher;
    private Connection connection;
    private volatile boolean lost;
    private volatile boolean closing;

    /** @throws StoreException CONFLICT if another Insula has the database, after waiting a little for one that stops */
    PostgresHold(DataSource source) throws SQLException {
        this.source = source;
        Connection opened = source.getConnection();
        try {
            boolean held = take(opened);
            for (int i = 1; i < TRIES && !held; i++) {
                Thread.sleep(BETWEEN_TRIES);
                held = take(opened);
            }
            if (!held) {
                throw refused();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            opened.close();
            throw refused();
        } catch (SQLException | RuntimeException e) {
            opened.close();
            throw e;
        }
        connection = opened;
        watcher = Thread.ofVirtual().name("insula-store-hold").start(this::watch);
    }

    /** By schema, since each schema may hold a store of its own. */
    private static boolean take(Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_try_advisory_lock(?, hashtext(current_schema()))")) {
            lock.setInt(1, OURS);
            try (ResultSet answer = lock.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private static StoreException refused() {
        return new StoreException(
                Reason.CONFLICT,
                "The database is in use by another Insula; stop that one, or give this one a database of its own. If it"
                        + " runs no more, its connection is still open there: PostgreSQL closes it in a while, or"
                        + " pg_terminate_backend does.");
    }

    /** @throws StoreException CONFLICT if another Insula has taken the database meanwhile */
    void require() {
        if (lost) {
            throw refused();
        }
    }

    private void watch() {
        try {
            while (!closing && !lost) {
                Thread.sleep(LOOKS);
                holdAgain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the store is closed
        }
    }

    private synchronized void holdAgain() {
        try {
            if (closing || connection.isValid(ANSWER_SECONDS)) {
                return;
            }
            connection.close();
            connection = source.getConnection();
            lost = !take(connection);
        } catch (SQLException e) {
            return; // the database is away, and so nobody writes; looked at again in a while
        }
    }

    @Override
    public void close() {
        closing = true;
        watcher.interrupt();
        synchronized (this) {
            try (Connection last = connection;
                    PreparedStatement unlock = last.prepareStatement("select pg_advisory_unlock_all()")) {
                unlock.execute();
            } catch (SQLException e) {
                return; // it is away, and with it the lock
            }
        }
    }
}
