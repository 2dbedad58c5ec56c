package org.insula.store;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Whatever stands in a backup, an S3 server's list, an address or a key, it is read or refused. */
class HostileInputFuzzTest {
    @FuzzTest(maxDuration = "30s")
    void anyBackup(byte[] content) throws IOException {
        Path file = Files.createTempFile("fuzz", ".zip");
        try {
            Files.write(file, content);
            read(file);
        } finally {
            Files.delete(file);
        }
    }

    @FuzzTest(maxDuration = "30s")
    void anyRows(FuzzedDataProvider data) throws IOException {
        Table table = data.pickValue(Table.ALL.toArray(Table[]::new));
        Path file = Files.createTempFile("fuzz", ".zip");
        try {
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
                write(out, Backup.MANIFEST, "{\"format\":1,\"schema\":1,\"rows\":{\"" + table.name() + "\":1}}");
                write(out, table.entry(), data.consumeRemainingAsString());
            }
            read(file);
        } finally {
            Files.delete(file);
        }
    }

    private static void write(ZipOutputStream out, String name, String content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content.getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
    }

    private static void read(Path file) {
        try (BackupFile backup = new BackupFile(file)) {
            for (Table table : Table.ALL) {
                readTable(backup, table);
            }
        } catch (StoreException expected) {
            // the one way to say no
        }
    }

    private static void readTable(BackupFile backup, Table table) {
        try {
            backup.each(table, values -> {
                for (int i = 0; i < values.length; i++) {
                    Object _ = table.columns().get(i).checked(values[i]);
                }
            });
        } catch (StoreException expected) {
            // the next table may be readable
        }
    }

    @FuzzTest(maxDuration = "30s")
    void anyList(byte[] xml) {
        try {
            S3Listing _ = S3Listing.parse(new ByteArrayInputStream(xml));
        } catch (StoreException expected) {
            // the one way to say no
        }
    }

    @FuzzTest(maxDuration = "30s")
    void anyAddress(FuzzedDataProvider data) {
        try {
            S3Address _ = S3Address.parse("s3://" + data.consumeRemainingAsString());
        } catch (StoreException expected) {
            // the one way to say no
        }
    }
}
