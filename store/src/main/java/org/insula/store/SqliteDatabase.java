package org.insula.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.insula.store.StoreException.Reason;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One file. Its write-ahead log lets readers go on while one connection writes; with {@code synchronous=FULL} a commit
 * is on the disk before it returns.
 */
final class SqliteDatabase implements Database {
    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 5_000;

    private final SQLiteDataSource writers;
    private final SQLiteDataSource readers;
    /** Held while the one writing connection is used. */
    private final ReentrantLock writing = new ReentrantLock(true);

    private final Semaphore reading = new Semaphore(READERS, true);
    private final ConcurrentLinkedDeque<Connection> idleReaders = new ConcurrentLinkedDeque<>();
    private Connection writer;
    private volatile boolean closed;

    SqliteDatabase(Path file) {
        SQLiteConfig write = new SQLiteConfig();
        write.setJournalMode(SQLiteConfig.JournalMode.WAL);
        write.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        write.enforceForeignKeys(true);
        write.setBusyTimeout(BUSY_MILLIS);
        writers = source(file, write);
        SQLiteConfig read = new SQLiteConfig();
        read.setReadOnly(true);
        read.setBusyTimeout(BUSY_MILLIS);
        readers = source(file, read);
    }

    private static SQLiteDataSource source(Path file, SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    @Override
    public Dialect dialect() {
        return SqliteDialect.INSTANCE;
    }

    @Override
    public DataSource schemaSource() {
        return writers;
    }

    @Override
    public <T> T read(Work<T> work) {
        return withReader(connection -> work.on(new Transaction(connection, dialect())));
    }

    @Override
    public <T> T snapshot(Work<T> work) {
        return withReader(connection -> enclosed(connection, "begin", work));
    }

    @Override
    public <T> T write(Work<T> work) {
        writing.lock();
        try {
            requireOpen();
            if (writer == null) {
                writer = writers.getConnection();
            }
            return enclosed(writer, "begin immediate", work);
        } catch (StoreException e) {
            if (e.getCause() instanceof SQLException) {
                forgetWriter(e);
            }
            throw e;
        } catch (SQLException e) {
            forgetWriter(e);
            throw dialect().failure(e);
        } finally {
            writing.unlock();
        }
    }

    @FunctionalInterface
    private interface ConnectionWork<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T withReader(ConnectionWork<T> work) {
        reading.acquireUninterruptibly();
        try {
            requireOpen();
            Connection idle = idleReaders.pollFirst();
            Connection connection = idle == null ? readers.getConnection() : idle;
            boolean sound = false;
            try {
                T result = work.on(connection);
                sound = true;
                return result;
            } catch (StoreException e) {
                sound = !(e.getCause() instanceof SQLException);
                throw e;
            } finally {
                if (sound) {
                    idleReaders.addFirst(connection);
                } else {
                    connection.close();
                }
            }
        } catch (SQLException e) {
            throw dialect().failure(e);
        } finally {
            reading.release();
        }
    }

    private <T> T enclosed(Connection connection, String begin, Work<T> work) throws SQLException {
        execute(connection, begin);
        try {
            T result = work.on(new Transaction(connection, dialect()));
            execute(connection, "commit");
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        }
    }

    /** SQLite has rolled back by itself after some failures. */
    private static void rollBack(Connection connection, Throwable failure) {
        try {
            execute(connection, "rollback");
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** A connection of which nobody knows how it stands is not used again. */
    private void forgetWriter(Throwable failure) {
        try (Connection _ = writer) {
            writer = null;
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Lets the file grow to so many pages and no further. */
    void limitPages(long pages) {
        write(transaction ->
                transaction.first("pragma max_page_count = " + pages, row -> row.number("max_page_count")));
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreException(Reason.UNAVAILABLE, "The store is closed; open it again.");
        }
    }

    /** Waits for what is running. */
    @Override
    public void close() {
        closed = true;
        reading.acquireUninterruptibly(READERS);
        writing.lock();
        try {
            for (Connection reader = idleReaders.pollFirst(); reader != null; reader = idleReaders.pollFirst()) {
                reader.close();
            }
            if (writer != null) {
                writer.close();
                writer = null;
            }
        } catch (SQLException e) {
            throw dialect().failure(e);
        } finally {
            writing.unlock();
            reading.release(READERS);
        }
    }
}
