package org.insula.perception;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.insula.embedding.EncodingException;
import org.insula.signal.audio.Waveform;

/** Any text can be cut into word pieces and n-grams, any samples can be heard; files are fuzzed in module signal. */
class PerceptionFuzzTest {
    private static final WordPieceTokenizer TOKENIZER =
            new WordPieceTokenizer(Vocabulary.of(Artifact.bytes(TextEncoder.VOCABULARY)), 256);
    private static final SoundEncoder ENCODER = new SoundEncoder();

    @FuzzTest(maxDuration = "1m")
    void anyTextIsTokenized(byte[] bytes) {
        long[] tokens = TOKENIZER.tokenize(new String(bytes, StandardCharsets.UTF_8));
        boolean framed = tokens[0] == 101 && tokens[tokens.length - 1] == 102;
        if (!framed || tokens.length > 256 || Arrays.stream(tokens).anyMatch(id -> id < 0 || id >= 30_522)) {
            throw new AssertionError("not a row of tokens: " + Arrays.toString(tokens));
        }
    }

    @FuzzTest(maxDuration = "1m")
    void anySamplesAreHeardOrRefused(byte[] bytes) {
        float[] samples = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            samples[i] = bytes[i] / 128f;
        }
        try {
            ENCODER.embed(Waveform.of(samples, SoundEncoder.SAMPLE_RATE));
        } catch (EncodingException e) {
            if (e.getMessage().isBlank()) {
                throw new AssertionError("no reason given", e);
            }
        }
    }

    @FuzzTest(maxDuration = "1m")
    void anyTextHasTermsInTheSpace(byte[] bytes) {
        HashedNGrams grams = HashedNGrams.of(new String(bytes, StandardCharsets.UTF_8));
        for (int i = 0; i < grams.terms().length; i++) {
            int term = grams.terms()[i];
            if (term < 0 || term >= HashedNGrams.SPACE || (i > 0 && grams.terms()[i - 1] >= term)) {
                throw new AssertionError("term " + term + " at " + i + " is out of place");
            }
            if (!(grams.counts()[i] >= 1)) {
                throw new AssertionError("term " + term + " came " + grams.counts()[i] + " times");
            }
        }
    }
}
