package org.insula.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.insula.store.StoreException.Reason;

/** Reads a backup, whatever stands in it: values are checked one by one and nothing is held that grows with the file. */
final class BackupFile implements AutoCloseable {
    private static final Pattern BLOB = Pattern.compile("blobs/[0-9a-z]{1,64}/[0-9a-f]{64}");
    private static final int MANIFEST_BYTES = 10_000;
    private static final long SMALL = 10_000_000;
    private static final int MAX_RATIO = 200;

    private final ZipFile zip;
    private final Map<String, Long> rows = new HashMap<>();

    @FunctionalInterface
    interface RowConsumer {
        /** The values in the order of the table's columns; the array is used again. */
        void accept(Object[] values);
    }

    /** @throws StoreException BAD_INPUT if it is no backup or one of another format; NOT_FOUND */
    BackupFile(Path file) {
        zip = open(file);
        try {
            checkNames();
            readManifest();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static ZipFile open(Path file) {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw noBackup("it is no whole zip", e);
        } catch (java.io.FileNotFoundException | java.nio.file.NoSuchFileException e) {
            throw new StoreException(
                    Reason.NOT_FOUND, "There is no file '" + file + "'; give the path of a backup.", e);
        } catch (IOException e) {
            throw FileFailures.of(file.toAbsolutePath().getParent(), e);
        }
    }

    private void checkNames() {
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            String name = entries.nextElement().getName();
            boolean known = name.equals(Backup.MANIFEST)
                    || Table.ALL.stream().anyMatch(table -> table.entry().equals(name))
                    || BLOB.matcher(name).matches();
            if (!known) {
                throw noBackup("it holds an entry that no backup has", null);
            }
        }
    }

    private void readManifest() {
        Map<String, Long> found = new HashMap<>();
        try (InputStream content = entry(Backup.MANIFEST);
                JsonParser json = Json.FACTORY.createParser(content.readNBytes(MANIFEST_BYTES))) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                    found.put(json.getParsingContext().pathAsPointer().toString(), json.getLongValue());
                }
            }
        } catch (IOException e) {
            throw noBackup("its backup.json is no JSON", e);
        }
        if (!Long.valueOf(Backup.FORMAT).equals(found.get("/format"))
                || !Long.valueOf(Migrations.NEWEST).equals(found.get("/schema"))) {
            throw noBackup(
                    "it has format " + found.get("/format") + " and schema " + found.get("/schema")
                            + ", and this Insula" + " reads " + Backup.FORMAT + " and " + Migrations.NEWEST,
                    null);
        }
        Table.ALL.forEach(table -> rows.put(table.name(), found.getOrDefault("/rows/" + table.name(), -1L)));
    }

    private InputStream entry(String name) {
        try {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw noBackup("it has no " + name, null);
            }
            if (entry.getSize() > SMALL && entry.getSize() / Math.max(1, entry.getCompressedSize()) > MAX_RATIO) {
                throw noBackup("its " + name + " would unpack to far more than it weighs", null);
            }
            return new SizedStream(zip.getInputStream(entry), entry.getSize());
        } catch (IOException e) {
            throw noBackup("its " + name + " cannot be unpacked", e);
        }
    }

    /** A blob's content; the caller closes it. */
    InputStream blob(String tenant, String hash) {
        return entry("blobs/" + tenant + "/" + hash);
    }

    /** Goes through the rows of a table. */
    void each(Table table, RowConsumer consumer) {
        Map<String, Integer> places = new HashMap<>();
        table.columns().forEach(column -> places.put(column.name(), places.size()));
        Object[] values = new Object[places.size()];
        long count = 0;
        try (InputStream content = entry(table.entry());
                JsonParser json = Json.FACTORY.createParser(content)) {
            while (json.nextToken() != null) {
                Arrays.fill(values, null);
                readRow(json, places, values);
                for (int i = 0; i < values.length; i++) {
                    values[i] = table.columns().get(i).checked(values[i]);
                }
                consumer.accept(values);
                count++;
            }
        } catch (IOException | UncheckedIOException e) {
            throw noBackup("its " + table.entry() + " is no JSON lines", e);
        }
        if (count != rows.get(table.name())) {
            throw noBackup(
                    "its " + table.entry() + " has " + count + " rows instead of " + rows.get(table.name()), null);
        }
    }

    private static void readRow(JsonParser json, Map<String, Integer> places, Object[] values) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw noBackup("a row is no object", null);
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            if (json.currentToken() == null) {
                throw noBackup("a row breaks off", null);
            }
            Integer place = places.get(json.currentName());
            json.nextToken();
            if (place == null) {
                throw noBackup("a row has a column that its table does not have", null);
            }
            values[place] = value(json);
        }
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case null, default -> throw noBackup("a value is neither text nor number", null);
        };
    }

    static StoreException noBackup(String why, Throwable cause) {
        return new StoreException(
                Reason.BAD_INPUT,
                "The file is no backup that can be restored: " + why + "; use another backup.",
                cause);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
