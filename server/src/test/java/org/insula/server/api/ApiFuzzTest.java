package org.insula.server.api;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import org.insula.server.http.BadRequest;
import org.insula.store.Added;
import org.insula.store.Example;
import org.insula.store.NewExample;
import org.insula.store.StoreException;
import org.junit.jupiter.api.Test;

/** Whatever comes, it is read or refused with a reason; run with JAZZER_FUZZ=1 to look for more. */
class ApiFuzzTest {
    private static final byte[] BOUNDARY = "edge".getBytes(StandardCharsets.US_ASCII);
    private static final String FORM = "--edge\r\nContent-Disposition: form-data; name=\"label\"\r\n\r\nwink\r\n"
            + "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a/b.txt\"\r\n"
            + "Content-Type: text/plain\r\n\r\ncontent\r\n--edge\r\nContent-Disposition: form-data; name=\"file\";"
            + " filename=\"c.txt\"\r\n\r\nmore\r\n--edge--\r\n";

    /** Reads contents and keeps nothing. */
    private static final class Nowhere implements Uploads.Shelf {
        private long bytes;

        @Override
        public Added add(NewExample wanted, InputStream content) {
            require(!wanted.label().isEmpty() && !wanted.name().isEmpty());
            try {
                long size = content.transferTo(java.io.OutputStream.nullOutputStream());
                bytes += size;
                return new Added(
                        new Example("1", "1", wanted.label(), wanted.name(), wanted.group(), "0", size, Instant.EPOCH),
                        true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @FuzzTest(maxDuration = "60s")
    void formsAreReadOrRefused(byte[] body) {
        Nowhere nowhere = new Nowhere();
        try {
            new Uploads(nowhere).form(new ByteArrayInputStream(body), BOUNDARY);
        } catch (BadRequest | StoreException refused) {
            require(!refused.getMessage().isEmpty());
        } catch (IOException | UncheckedIOException brokenOff) {
            require(brokenOff.getMessage() != null);
        }
        require(nowhere.bytes <= body.length);
    }

    @FuzzTest(maxDuration = "30s")
    void boundariesAreReadOrRefused(byte[] bytes) {
        String type = new String(bytes, StandardCharsets.UTF_8);
        try {
            require(Uploads.boundary(type).length > 0);
        } catch (BadRequest refused) {
            require(!refused.getMessage().isEmpty());
        }
    }

    @FuzzTest(maxDuration = "60s")
    void bodiesAreReadOrRefused(byte[] body) throws IOException {
        try {
            Fields fields = Fields.read(body);
            fields.optionalText("name").ifPresent(text -> require(text != null));
            fields.optionalTexts("scopes").ifPresent(texts -> require(!texts.contains(null)));
            fields.optionalTime("expires").ifPresent(time -> require(!time.isBefore(Instant.EPOCH)));
            fields.number("weight", 1);
            fields.within("quotas").number("storageBytes", 0);
            fields.array("split").forEach(each -> require(each != null));
        } catch (BadRequest refused) {
            require(!refused.getMessage().isEmpty());
        }
    }

    @FuzzTest(maxDuration = "30s")
    void revisionsAreReadOrRefused(byte[] bytes) {
        String match = new String(bytes, StandardCharsets.UTF_8);
        try {
            require(Revisions.meant(match, 7) == 7);
        } catch (BadRequest refused) {
            require(refused.status() == 400 || refused.status() == 412);
        }
    }

    @FuzzTest(maxDuration = "30s")
    void timesAreReadOrRefused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            require(!Fields.time("from", text).isBefore(Instant.EPOCH));
        } catch (BadRequest refused) {
            require(!refused.getMessage().isEmpty());
        }
    }

    /** Forms that were whole, with a few bytes changed, left out or doubled. */
    @Test
    void formsThatWereWholeAreReadOrRefused() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 5_000; i++) {
            formsAreReadOrRefused(mutated(FORM.getBytes(StandardCharsets.US_ASCII), random));
        }
    }

    @Test
    void objectsThatWereWholeAreReadOrRefused() throws IOException {
        byte[] whole = ("{\"name\":\"a\",\"scopes\":[\"b\"],\"expires\":\"2027-01-31T12:00:00Z\",\"weight\":3,"
                        + "\"quotas\":{\"storageBytes\":9},\"split\":[{\"project\":\"p\"}]}")
                .getBytes(StandardCharsets.US_ASCII);
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 5_000; i++) {
            bodiesAreReadOrRefused(mutated(whole, random));
        }
    }

    private static byte[] mutated(byte[] whole, SplittableRandom random) {
        return org.insula.server.Mutations.of(whole, random);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError("What was read does not hold together.");
        }
    }
}
