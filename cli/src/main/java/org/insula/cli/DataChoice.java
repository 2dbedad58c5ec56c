package org.insula.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.insula.store.StoreSettings;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which data a command works on, and where its rows and contents lie. */
final class DataChoice {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The data directory (default: $INSULA_DATA or ~/.insula).")
    private Path data;

    @Option(
            names = "--database",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:INSULA_DATABASE}",
            description = "jdbc:postgresql://… instead of SQLite in the data directory (default: $INSULA_DATABASE).")
    private String database;

    @Option(
            names = "--blobs",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:INSULA_BLOBS}",
            description = "s3://… instead of a folder in the data directory (default: $INSULA_BLOBS).")
    private String blobs;

    /** Whether a directory was named, and not left to the default. */
    boolean isNamed() {
        return data != null;
    }

    /** Whether nothing was ever kept there. */
    boolean isEmpty(Workshop workshop) {
        return database == null && !Files.exists(directory(workshop).resolve("insula.db"));
    }

    Path directory(Workshop workshop) {
        return data == null ? workshop.home() : data;
    }

    StoreSettings settings(Workshop workshop) {
        StoreSettings settings = StoreSettings.in(directory(workshop));
        if (database != null) {
            settings = settings.withDatabase(database);
        }
        return blobs == null ? settings : settings.withBlobs(blobs);
    }
}
