package org.insula.store;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.insula.store.StoreException.Reason;

/**
 * Writes a store into one zip that either database reads: {@code tables/*.jsonl} with a JSON object for each row,
 * {@code blobs/tenant/hash}, and at the end {@code backup.json} with the format and how many rows there are.
 */
final class Backup {
    static final int FORMAT = 1;
    static final String MANIFEST = "backup.json";
    private final Context context;

    Backup(Context context) {
        this.context = context;
    }

    /** The file is there whole, or as it was before. */
    void write(Path zip) {
        Path target = zip.toAbsolutePath();
        Path half = target.resolveSibling(target.getFileName() + ".part");
        context.blobs().beginBackup();
        try {
            try (FileChannel channel = FileChannel.open(
                            half,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
                    OutputStream buffered = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                    ZipOutputStream out = new ZipOutputStream(buffered)) {
                context.database().snapshot(tx -> {
                    write(tx, out);
                    return null;
                });
                out.finish();
                buffered.flush();
                channel.force(true);
            }
            Folders.move(half, target);
        } catch (UncheckedIOException e) {
            throw FileFailures.of(target.getParent(), e.getCause());
        } catch (IOException e) {
            throw FileFailures.of(target.getParent(), e);
        } finally {
            context.blobs().endBackup();
            new Staged(half, "", 0).close();
        }
    }

    private void write(Transaction tx, ZipOutputStream out) {
        try {
            StringBuilder counts = new StringBuilder();
            for (Table table : Table.ALL) {
                long rows = writeRows(tx, table, out);
                counts.append(counts.isEmpty() ? "" : ",")
                        .append('"')
                        .append(table.name())
                        .append("\":")
                        .append(rows);
            }
            tx.each(
                    "select tenant, hash from blobs order by tenant, hash",
                    row -> writeBlob(row.text("tenant"), row.text("hash"), out));
            out.setLevel(Deflater.BEST_SPEED);
            out.putNextEntry(entry(MANIFEST));
            String manifest = "{\"format\":" + FORMAT + ",\"schema\":" + Migrations.NEWEST + ",\"created\":\""
                    + context.now() + "\",\"rows\":{" + counts + "}}\n";
            out.write(manifest.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            out.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long writeRows(Transaction tx, Table table, ZipOutputStream out) throws IOException {
        long[] rows = {0};
        out.setLevel(Deflater.BEST_SPEED);
        out.putNextEntry(entry(table.entry()));
        try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setRootValueSeparator(null);
            tx.each(table.select(), row -> {
                writeRow(table, row, json);
                rows[0]++;
            });
        }
        out.closeEntry();
        return rows[0];
    }

    private static void writeRow(Table table, Row row, JsonGenerator json) throws java.sql.SQLException {
        try {
            json.writeStartObject();
            for (Column column : table.columns()) {
                switch (row.any(column)) {
                    case null -> {}
                    case Long number -> json.writeNumberField(column.name(), number);
                    case Double number -> json.writeNumberField(column.name(), number);
                    case Object text -> json.writeStringField(column.name(), (String) text);
                }
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Most are compressed already: pictures, sounds, model files. */
    private void writeBlob(String tenant, String hash, ZipOutputStream out) {
        var digest = Hashes.sha256();
        try (InputStream content = context.blobs().store().open(tenant, hash)) {
            out.setLevel(Deflater.NO_COMPRESSION);
            out.putNextEntry(entry("blobs/" + tenant + "/" + hash));
            byte[] buffer = new byte[1 << 16];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
            out.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Hashes.hex(digest.digest()).equals(hash)) {
            throw new StoreException(
                    Reason.BROKEN, "The content " + hash + " is not what was kept; run insula doctor, then try again.");
        }
    }

    /** Without the time of day, so that two backups of the same are the same. */
    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
        return entry;
    }
}
