package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.insula.embedding.Embedding;
import org.insula.embedding.Encoded;
import org.insula.embedding.EncodingException;
import org.insula.embedding.Where;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TextEncoderTest {
    private static final TextEncoder ENCODER = new TextEncoder();

    @AfterAll
    static void close() {
        ENCODER.close();
    }

    private static Embedding encode(String text) {
        List<Encoded> encoded = ENCODER.encode(text.getBytes(StandardCharsets.UTF_8));
        assertEquals(1, encoded.size());
        assertEquals(new Where.Whole(), encoded.get(0).where());
        return encoded.get(0).embedding();
    }

    private static double cosine(Embedding a, Embedding b) {
        return product(a, b, 0);
    }

    /** Of one layer's 384 numbers, which have length one. */
    private static double product(Embedding a, Embedding b, int from) {
        double sum = 0;
        for (int i = from; i < from + 384; i++) {
            sum += (double) a.at(i) * b.at(i);
        }
        return sum;
    }

    @Test
    void eachLayerHasLengthOneAndTheDeclaredSize() {
        Embedding text = encode("A quiet afternoon by the sea.");
        assertEquals(ENCODER.dimensions(), text.dimensions());
        assertEquals(1, product(text, text, 0), 1e-5);
        assertEquals(1, product(text, text, 384), 1e-5);
        assertTrue(text.termCount() > 20);
        assertTrue(text.term(text.termCount() - 1) < ENCODER.terms());
        assertEquals("text", ENCODER.kind());
        assertTrue(ENCODER.identity().matches("text-768-ngrams/2/[0-9a-f]{12}"), ENCODER.identity());
    }

    @Test
    void likeMeaningsLieCloserThanUnlike() {
        Embedding dog = encode("The dog is running in the park.");
        double near = cosine(dog, encode("A puppy plays outside on the grass."));
        double far = cosine(dog, encode("Interest rates rose by half a percent."));
        assertTrue(near > far + 0.2, near + " against " + far);
    }

    @Test
    void aTextBeyondTheNetworksReachKeepsItsTerms() {
        Embedding whole = encode("word ".repeat(300) + "ending");
        Embedding cut = encode("word ".repeat(300));
        assertEquals(1, cosine(whole, cut), 1e-5);
        assertTrue(whole.termCount() > cut.termCount());
    }

    @Test
    void whatHoldsNoTextIsRefused() {
        var blank = assertThrows(EncodingException.class, () -> encode(" \n"));
        assertEquals(
                "The text is empty (2 bytes without a visible character); give at least one word.", blank.getMessage());
        var latin = assertThrows(EncodingException.class, () -> ENCODER.encode(new byte[] {'a', (byte) 0xE9, 'b'}));
        assertTrue(latin.getMessage().startsWith("The text is not UTF-8: byte 1 (0xE9)"), latin.getMessage());
        assertThrows(EncodingException.class, () -> ENCODER.encode(new byte[(1 << 20) + 1]));
    }

    @Test
    void theGraphTakesTheDeclaredInputs() {
        var graph = ENCODER.graph().orElseThrow();
        assertEquals(
                List.of("ids", "mask"),
                graph.inputs().stream().map(input -> input.name()).toList());
        assertEquals("embedding", graph.output());
    }

    @Test
    void nothingIsEncodedAfterClosing() {
        TextEncoder closed = new TextEncoder();
        closed.close();
        assertThrows(EncodingException.class, () -> closed.encode(new byte[] {'a'}));
    }
}
