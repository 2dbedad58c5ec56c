package org.insula.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.insula.store.StoreException.Reason;

/**
 * Brings the schema up to date. The migrations are named here, so that nothing is searched for, and Flyway is only woken
 * for a schema that is not the newest.
 */
final class Migrations implements ResourceProvider {
    static final int NEWEST = 2;
    private static final List<String> FILES = List.of("V1__tables.sql", "V2__evaluations.sql");

    private Migrations() {}

    static void run(Database database) {
        int version = version(database);
        if (version == NEWEST) {
            return;
        }
        if (version > NEWEST) {
            throw new StoreException(
                    Reason.BROKEN,
                    "The database has schema " + version + " and this Insula knows schemas up to " + NEWEST
                            + "; start the newer Insula that wrote it, or restore a backup into a new data directory.");
        }
        try {
            Flyway.configure()
                    .loggers("slf4j")
                    .dataSource(database.schemaSource())
                    .resourceProvider(new Migrations())
                    .javaMigrationClassProvider(List::of)
                    .placeholders(database.dialect().types())
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw e.getCause() instanceof SQLException cause
                    ? database.dialect().failure(cause)
                    : new StoreException(
                            Reason.BROKEN,
                            "The database could not be brought to schema " + NEWEST + " (" + e.getMessage()
                                    + "); restore a backup into a new data directory.",
                            e);
        }
    }

    /** By Flyway's own table; 0 where that does not exist yet or its last entry failed. */
    private static int version(Database database) {
        try (Connection connection = database.schemaSource().getConnection();
                ResultSet tables = connection
                        .getMetaData()
                        .getTables(null, null, "flyway_schema_history", new String[] {"TABLE"})) {
            return tables.next() ? newest(connection) : 0;
        } catch (SQLException e) {
            throw database.dialect().failure(e);
        }
    }

    private static int newest(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "select version, success from flyway_schema_history order by installed_rank desc limit 1");
                ResultSet last = statement.executeQuery()) {
            return last.next() && last.getBoolean("success") ? Integer.parseInt(last.getString("version")) : 0;
        }
    }

    @Override
    public LoadableResource getResource(String name) {
        return FILES.contains(name) ? new Migration(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return FILES.stream()
                .filter(name -> name.startsWith(prefix) && List.of(suffixes).contains(".sql"))
                .<LoadableResource>map(Migration::new)
                .toList();
    }

    private static final class Migration extends LoadableResource {
        private final String name;

        Migration(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            try {
                byte[] content = Migrations.class.getResourceAsStream(name).readAllBytes();
                return new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String getAbsolutePath() {
            return name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
