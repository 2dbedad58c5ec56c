package org.insula.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A PostgreSQL server that may go away and come back: connections are made when they are needed, and made anew. */
final class PostgresDatabase implements Database {
    private static final int CONNECTIONS = 11; // one of them holds the lock
    private static final long WAIT_MILLIS = 5_000;
    private static final int TRIES = 4;

    private final HikariDataSource pool;
    private final PostgresHold hold;

    PostgresDatabase(String jdbcUrl) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("insula");
        config.setJdbcUrl(jdbcUrl);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        try {
            pool = new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw e.getCause() instanceof SQLException cause ? dialect().failure(cause) : e;
        } catch (RuntimeException notUnderstood) {
            // Its message has the address, and with that the password.
            throw StoreException.badInput(
                    "The address of the database is not understood; give jdbc:postgresql://host/database?user=…");
        }
        hold = hold(pool);
    }

    private static PostgresHold hold(HikariDataSource pool) {
        try {
            return new PostgresHold(pool);
        } catch (SQLException e) {
            pool.close();
            throw PostgresDialect.INSTANCE.failure(e);
        } catch (StoreException e) {
            pool.close();
            throw e;
        }
    }

    @Override
    public Dialect dialect() {
        return PostgresDialect.INSTANCE;
    }

    @Override
    public DataSource schemaSource() {
        return pool;
    }

    @Override
    public <T> T read(Work<T> work) {
        try (Connection connection = connection()) {
            return work.on(new Transaction(connection, dialect()));
        } catch (SQLException e) {
            throw dialect().failure(e);
        }
    }

    @Override
    public <T> T snapshot(Work<T> work) {
        try (Connection connection = connection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            return enclosed(connection, work);
        } catch (SQLException e) {
            throw dialect().failure(e);
        }
    }

    @Override
    public <T> T write(Work<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return writeOnce(work);
            } catch (StoreException e) {
                if (tries == TRIES || !PostgresDialect.startOver(e.getCause())) {
                    throw e;
                }
            }
        }
    }

    private <T> T writeOnce(Work<T> work) {
        hold.require();
        try (Connection connection = connection()) {
            return enclosed(connection, work);
        } catch (SQLException e) {
            throw dialect().failure(e);
        }
    }

    /** The pool rolls back what was not committed and resets what was set when a connection comes back. */
    private <T> T enclosed(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        T result = work.on(new Transaction(connection, dialect()));
        connection.commit();
        return result;
    }

    private Connection connection() throws SQLException {
        if (pool.isClosed()) {
            throw new StoreException(StoreException.Reason.UNAVAILABLE, "The store is closed; open it again.");
        }
        return pool.getConnection();
    }

    @Override
    public void close() {
        hold.close();
        pool.close();
    }
}
