package org.insula.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** One real PostgreSQL server for all tests, with an empty database for each that asks. */
final class Postgres {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Postgres() {}

    private static final class Server {
        private static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .start();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** The binaries that tests bring are those for Linux. */
    static void requireLinux() {
        Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"), "no PostgreSQL for this machine");
    }

    /** With the newest schema and no rows: a copy of one that was migrated once. */
    private static final class Template {
        private static final String NAME = make();

        private static String make() {
            execute("create database template_of_tests");
            try (Database database = new PostgresDatabase(url("template_of_tests"))) {
                Migrations.run(database);
            }
            return "template_of_tests";
        }
    }

    static String emptyDatabase() {
        requireLinux();
        String name = "insula" + DATABASES.incrementAndGet();
        execute("create database " + name + " template " + Template.NAME + " strategy file_copy");
        return url(name);
    }

    /** Without a schema. */
    static String newDatabase() {
        requireLinux();
        String name = "insula" + DATABASES.incrementAndGet();
        execute("create database " + name);
        return url(name);
    }

    /** A database is 7 MB in 300 files; this gives them back. */
    static void drop(StoreSettings settings) {
        settings.databaseUrl()
                .map(url -> url.replaceFirst(".*/(\\w+)\\?.*", "$1"))
                .ifPresent(name -> execute("drop database " + name + " with (force)"));
    }

    private static String url(String name) {
        return Server.RUNNING.getJdbcUrl("postgres", name);
    }

    private static void execute(String sql) {
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
