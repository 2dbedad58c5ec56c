package org.insula.perception;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordPieceTokenizerTest {
    private static final WordPieceTokenizer OURS =
            new WordPieceTokenizer(Vocabulary.of(Artifact.bytes(TextEncoder.VOCABULARY)), 256);

    private static HuggingFaceTokenizer theirs() throws IOException {
        try (InputStream json =
                WordPieceTokenizerTest.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
            return HuggingFaceTokenizer.newInstance(
                    json, Map.of("padding", "false", "truncation", "true", "maxLength", "256"));
        }
    }

    @Test
    void aGreetingIsKnownByHand() {
        assertArrayEquals(new long[] {101, 7592, 1010, 2088, 102}, OURS.tokenize("Hello, world"));
        assertArrayEquals(new long[] {101, 102}, OURS.tokenize(" \u200b\t "));
    }

    @Test
    void manyLanguagesAgreeWithHuggingFace() throws IOException {
        List<String> texts = List.of(
                "The QUICK brown fox, jumps over the lazy dog's back!!!",
                "naïve café Ångström Łódź İstanbul ΟΔΥΣΣΕΥΣ ЁЖИК",
                "unaffable electroencephalographically #hashtag @user http://t.co/a?b=c&d=e",
                "我喜欢吃苹果。 日本語のテキスト 한국어 텍스트 ㄱㄴㄷ",
                "مرحبا بالعالم שלום עולם नमस्ते दुनिया สวัสดีชาวโลก",
                "😀😡👩‍👩‍👧‍👦🇩🇪 ♥ ™ ½ ² ﬁ ａｂｃ",
                "a\u0000b\u0007c\uFFFDd\u00ADe\u200Df\u2028g\u3000h\u00A0i\u0085j",
                "$5.00 + 10% = £6 ^_^ ~`|<>{}[]\\ “quoted” – dash… «guillemets»",
                "x".repeat(99) + " " + "x".repeat(100) + " " + "x".repeat(101) + " y",
                "word ".repeat(400),
                "é".repeat(300),
                "e\u0301 n\u0303 \u0301lone \u20dd 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𠀀𪜀");
        try (HuggingFaceTokenizer theirs = theirs()) {
            for (String text : texts) {
                assertArrayEquals(theirs.encode(text).getIds(), OURS.tokenize(text), text);
            }
        }
    }

    @Test
    void randomTextsAgreeWithHuggingFace() throws IOException {
        String letters = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789 .,'-!?#éßøžğșあ漢字هलс😀";
        int[] alphabet = letters.codePoints().toArray();
        Random random = new Random(17);
        try (HuggingFaceTokenizer theirs = theirs()) {
            for (int round = 0; round < 500; round++) {
                String text = random.ints(1 + random.nextInt(60), 0, alphabet.length)
                        .mapToObj(i -> Character.toString(alphabet[i]))
                        .collect(Collectors.joining());
                assertArrayEquals(theirs.encode(text).getIds(), OURS.tokenize(text), text);
            }
        }
    }

    @Test
    void aSpelledOutSpecialTokenIsPlainText() {
        assertEquals(5, OURS.tokenize("[SEP]").length); // [CLS] [ sep ] [SEP]
    }
}
