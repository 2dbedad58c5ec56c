package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.insula.store.StoreException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every place for blobs promises. */
abstract class BlobStoreContract {
    private static final String HASH = Hashes.of("abc".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    /** An empty one. */
    abstract BlobStore blobs();

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("arriving"), content);
    }

    @Test
    void aBlobIsReadAsItWasKept() throws IOException {
        BlobStore blobs = blobs();

        blobs.put("owner", HASH, file("abc"));

        assertEquals("abc", StoreContract.text(blobs.open("owner", HASH)));
        assertEquals(Optional.of(3L), blobs.size("owner", HASH));
        assertEquals(Optional.empty(), blobs.size("guests", HASH));
        StoreException missing = StoreContract.refused(Reason.BROKEN, () -> blobs.open("guests", HASH));
        assertEquals(
                "The content " + HASH + " is missing from the blobs; run insula doctor, or restore a backup.",
                missing.getMessage());
    }

    @Test
    void aDamagedBlobIsReplacedByTheSameContent() throws IOException {
        BlobStore blobs = blobs();
        String hash = Hashes.of("abd".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        blobs.put("owner", hash, file("abd"));
        blobs.put("owner", hash, file("abd"));

        assertEquals("abd", StoreContract.text(blobs.open("owner", hash)));
    }

    @Test
    void anEmptyAndALargeBlobAreBlobsToo() throws IOException {
        BlobStore blobs = blobs();
        String large = "0123456789".repeat(500_000);
        String hash = Hashes.of(large.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String nothing = Hashes.of(new byte[0]);

        blobs.put("owner", hash, file(large));
        blobs.put("owner", nothing, file(""));

        assertEquals(large, StoreContract.text(blobs.open("owner", hash)));
        assertEquals(Optional.of(5_000_000L), blobs.size("owner", hash));
        assertEquals("", StoreContract.text(blobs.open("owner", nothing)));
        assertEquals(Optional.of(0L), blobs.size("owner", nothing));
    }

    @Test
    void aDeletedBlobIsGone() throws IOException {
        BlobStore blobs = blobs();
        blobs.put("owner", HASH, file("abc"));
        blobs.put("guests", HASH, file("abc"));

        blobs.delete("owner", HASH);
        blobs.delete("owner", HASH);

        assertEquals(Optional.empty(), blobs.size("owner", HASH));
        assertEquals(List.of(new BlobStore.Lying("guests", HASH, 3)), all(blobs));
    }

    @Test
    void allBlobsAreGoneThrough() throws IOException {
        BlobStore blobs = blobs();
        List<BlobStore.Lying> put = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String content = "content " + i;
            String hash = Hashes.of(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            String tenant = i % 3 == 0 ? "owner" : "guests";
            blobs.put(tenant, hash, file(content));
            put.add(new BlobStore.Lying(tenant, hash, content.length()));
        }
        blobs.mark("me");

        List<BlobStore.Lying> found = all(blobs);

        assertEquals(30, found.size());
        assertTrue(found.containsAll(put));
    }

    private static List<BlobStore.Lying> all(BlobStore blobs) {
        List<BlobStore.Lying> found = new ArrayList<>();
        blobs.each(found::add);
        return found;
    }

    @Test
    void itIsMarkedOnceItHasAnOwner() {
        BlobStore blobs = blobs();

        assertEquals(Optional.empty(), blobs.mark());
        blobs.mark("store 7");
        assertEquals(Optional.of("store 7"), blobs.mark());
    }

    @Test
    void noNameLeadsElsewhere() throws IOException {
        BlobStore blobs = blobs();
        Path file = file("abc");

        for (String tenant : List.of("..", "", "a/b", "A", "a".repeat(65), "a\0")) {
            StoreContract.refused(Reason.BAD_INPUT, () -> blobs.put(tenant, HASH, file));
            StoreContract.refused(Reason.BAD_INPUT, () -> blobs.delete(tenant, HASH));
        }
        for (String hash : List.of("", "../" + HASH, HASH.toUpperCase(java.util.Locale.ROOT), HASH + "0")) {
            StoreContract.refused(Reason.BAD_INPUT, () -> blobs.open("owner", hash));
            StoreContract.refused(Reason.BAD_INPUT, () -> blobs.size("owner", hash));
        }
    }
}
