package org.insula.teach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.Encoder;
import org.insula.embedding.EncoderGraph;
import org.insula.embedding.EncodingException;
import org.insula.embedding.Where;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingCacheTest {
    @TempDir
    Path folder;

    private final CountingEncoder encoder = new CountingEncoder("letters/1");

    @Test
    void whatWasEncodedOnceIsNotEncodedAgain() {
        EmbeddingCache cache = new EmbeddingCache(folder);
        List<Encoded> first = cache.encode(encoder, bytes("hello"));
        List<Encoded> again = new EmbeddingCache(folder).encode(encoder, bytes("hello"));

        assertEquals(first, again);
        assertEquals(1, encoder.calls.get());
        cache.encode(encoder, bytes("other"));
        assertEquals(2, encoder.calls.get());
    }

    @Test
    void anotherEncoderHasItsOwnEmbeddings() {
        EmbeddingCache cache = new EmbeddingCache(folder);
        cache.encode(encoder, bytes("hello"));
        CountingEncoder newer = new CountingEncoder("letters/2");
        cache.encode(newer, bytes("hello"));
        assertEquals(1, newer.calls.get());
    }

    @Test
    void aDamagedFileIsEncodedAnewAndMended() throws IOException {
        EmbeddingCache cache = new EmbeddingCache(folder);
        List<Encoded> first = cache.encode(encoder, bytes("hello"));
        Path file = onlyFile();
        byte[] good = Files.readAllBytes(file);
        for (byte[] damaged : List.of(new byte[0], java.util.Arrays.copyOf(good, 20), flipped(good, 30))) {
            Files.write(file, damaged);
            int before = encoder.calls.get();
            assertEquals(first, cache.encode(encoder, bytes("hello")));
            assertEquals(before + 1, encoder.calls.get());
        }
        assertTrue(java.util.Arrays.equals(good, Files.readAllBytes(file)));
    }

    @Test
    void aFolderThatCannotBeWrittenCostsTimeAndNothingElse() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "not a folder");
        EmbeddingCache cache = new EmbeddingCache(blocked);
        assertEquals(cache.encode(encoder, bytes("hello")), cache.encode(encoder, bytes("hello")));
        assertEquals(2, encoder.calls.get());
    }

    @Test
    void whatCannotBeEncodedIsNotKept() throws IOException {
        EmbeddingCache cache = new EmbeddingCache(folder);
        assertThrows(EncodingException.class, () -> cache.encode(encoder, bytes("")));
        try (Stream<Path> files = Files.walk(folder)) {
            assertEquals(0, files.filter(Files::isRegularFile).count());
        }
    }

    @Test
    void remarksAreMadeOnce() throws IOException {
        EmbeddingCache cache = new EmbeddingCache(folder);
        List<String> remarks = cache.remarks(encoder, bytes("hello"));
        assertEquals(List.of("It has 5 letters.", "h comes first."), remarks);
        int calls = encoder.calls.get();
        assertEquals(remarks, cache.remarks(encoder, bytes("hello")));
        assertEquals(calls, encoder.calls.get());
        for (String damaged : List.of("", "remarks", "remarks\nIt has")) {
            Files.writeString(onlyFile(), damaged);
            assertEquals(remarks, cache.remarks(encoder, bytes("hello")));
        }
        assertEquals(calls + 3, encoder.calls.get());
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            assertEquals(1, found.size());
            return found.getFirst();
        }
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        copy[at] ^= 4;
        return copy;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Two numbers and the letters as terms; several places, to see every tag written and read. */
    private static final class CountingEncoder implements Encoder {
        final AtomicInteger calls = new AtomicInteger();
        private final String identity;

        CountingEncoder(String identity) {
            this.identity = identity;
        }

        @Override
        public List<Encoded> encode(byte[] content) {
            calls.incrementAndGet();
            if (content.length == 0) {
                throw new EncodingException("The text is empty.");
            }
            Embedding embedding =
                    Embedding.of(new float[] {content.length, content[0]}, new int[] {content[0]}, new float[] {1});
            return List.of(
                    new Encoded(embedding, new Where.Whole()),
                    new Encoded(embedding, new Where.Box(1, 2, 3, 4, 0.5)),
                    new Encoded(embedding, new Where.Span(0.25, 0.5)));
        }

        @Override
        public List<String> remarks(byte[] content) {
            calls.incrementAndGet();
            return List.of("It has " + content.length + "\nletters.", (char) content[0] + " comes first.");
        }

        @Override
        public String kind() {
            return "letters";
        }

        @Override
        public String identity() {
            return identity;
        }

        @Override
        public List<Block> blocks() {
            return List.of(new Block("numbers", 2));
        }

        @Override
        public int terms() {
            return 256;
        }

        @Override
        public Optional<EncoderGraph> graph() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
