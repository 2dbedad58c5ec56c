package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HashedNGramsTest {
    private static Map<Integer, Float> counted(String text) {
        HashedNGrams grams = HashedNGrams.of(text);
        Map<Integer, Float> counts = new TreeMap<>();
        for (int i = 0; i < grams.terms().length; i++) {
            counts.put(grams.terms()[i], grams.counts()[i]);
        }
        return counts;
    }

    @Test
    void aShortTextIsCountedByHand() {
        Map<Integer, Float> expected = new TreeMap<>();
        for (String word : List.of("no", "no", "no no")) {
            expected.merge(HashedNGrams.hash('w', word), 1f, Float::sum);
        }
        for (String run : List.of(" n", "no", "o ", " no", "no ", " no ")) {
            expected.merge(HashedNGrams.hash('c', run), 2f, Float::sum);
        }
        assertEquals(expected, counted("No NO"));
    }

    @Test
    void theHashIsFnv1aFolded() {
        // FNV-1a of "wa" is ((0x811C9DC5 ^ 'w') * p ^ 'a') * p modulo 2^32, worked out in Python 3:
        // h = 0x811C9DC5
        // for b in b'wa': h = (h ^ b) * 0x01000193 & 0xFFFFFFFF
        // (h ^ h >> 18) & 0x3FFFF
        assertEquals(241124, HashedNGrams.hash('w', "a"));
    }

    @Test
    void wordsOfEveryScriptAreFound() {
        assertEquals(List.of("i'm", "so", "happy", "😀", "😀"), HashedNGrams.words("i'm so happy!! 😀😀"));
        assertEquals(List.of("我", "爱", "你"), HashedNGrams.words("我爱你。"));
        assertEquals(List.of("مرحبا", "بالعالم"), HashedNGrams.words("مرحبا، بالعالم"));
        assertEquals(List.of("नमस्ते"), HashedNGrams.words("नमस्ते"));
        assertEquals(List.of(), HashedNGrams.words("... !? "));
    }

    @Test
    void lookalikesAndCaseAreOne() {
        assertEquals(counted("file"), counted("ＦＩＬＥ"));
        assertEquals(counted("file"), counted("ﬁle"));
        assertEquals(counted("caf\u00e9"), counted("CAFE\u0301"));
    }

    @Test
    void anythingGivesAscendingTermsInTheSpace() {
        for (String text :
                List.of("", " ", "\u200b", "\uD800", "a", "😀", "\n\n", "x".repeat(5000), "汉字 العربية 🇩🇪")) {
            HashedNGrams grams = HashedNGrams.of(text);
            for (int i = 0; i < grams.terms().length; i++) {
                assertTrue(grams.terms()[i] >= 0 && grams.terms()[i] < HashedNGrams.SPACE);
                assertTrue(i == 0 || grams.terms()[i - 1] < grams.terms()[i]);
            }
        }
        assertArrayEquals(new int[0], HashedNGrams.of(" \n").terms());
    }
}
