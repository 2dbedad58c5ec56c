package org.insula.perception;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * The tokenizer of uncased BERT networks: control characters go, Chinese characters and punctuation stand alone, letters
 * are lower-cased and lose their accents, and each word is cut greedily into the longest known pieces.
 *
 * <p>Differs from Hugging Face's in one intended point: a text that spells a special token, such as {@code [SEP]}, is
 * plain text here. Immutable and safe to share between threads.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al. 2018, BERT</a>
 */
final class WordPieceTokenizer {
    private static final int LONGEST_WORD = 100;

    private final Vocabulary vocabulary;
    private final int maxTokens;
    private final int unknown;
    private final int start;
    private final int end;

    /**
     * A tokenizer.
     *
     * @param maxTokens the most tokens of a text, the two around it included; what is longer is cut off
     */
    WordPieceTokenizer(Vocabulary vocabulary, int maxTokens) {
        this.vocabulary = vocabulary;
        this.maxTokens = maxTokens;
        this.unknown = vocabulary.id("[UNK]");
        this.start = vocabulary.id("[CLS]");
        this.end = vocabulary.id("[SEP]");
    }

    /** The numbers of the pieces of a text, between a start and an end token, shape (tokens,). */
    long[] tokenize(String text) {
        long[] tokens = new long[maxTokens];
        tokens[0] = start;
        int[] letters = letters(text);
        int count = 1;
        for (int at = 0; at < letters.length && count < maxTokens - 1; ) {
            if (letters[at] == ' ') {
                at++;
                continue;
            }
            int past = wordEnd(letters, at);
            count = addPieces(letters, at, past, tokens, count);
            at = past;
        }
        tokens[count++] = end;
        return Arrays.copyOf(tokens, count);
    }

    private static int wordEnd(int[] letters, int at) {
        if (isPunctuation(letters[at]) || isChinese(letters[at])) {
            return at + 1;
        }
        int past = at + 1;
        while (past < letters.length
                && letters[past] != ' '
                && !isPunctuation(letters[past])
                && !isChinese(letters[past])) {
            past++;
        }
        return past;
    }

    private int addPieces(int[] letters, int from, int to, long[] tokens, int count) {
        if (to - from > LONGEST_WORD) {
            tokens[count] = unknown;
            return count + 1;
        }
        int first = count;
        int[] pieces = new int[to - from];
        int found = 0;
        for (int at = from; at < to; ) {
            int past = to;
            int id = -1;
            while (past > at && id < 0) {
                String piece = new String(letters, at, past - at);
                id = vocabulary.id(at > from ? "##" + piece : piece);
                past--;
            }
            if (id < 0) {
                tokens[first] = unknown;
                return first + 1;
            }
            pieces[found++] = id;
            at = past + 1;
        }
        for (int i = 0; i < found && count < maxTokens - 1; i++) {
            tokens[count++] = pieces[i];
        }
        return count;
    }

    /** Code points, cleaned, without accents, in lower case. */
    private static int[] letters(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isSpace(c)) {
                clean.append(' ');
            } else if (c != 0 && c != 0xFFFD && !isControl(c)) {
                clean.appendCodePoint(c);
            }
        });
        return Normalizer.normalize(clean, Normalizer.Form.NFD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .map(Character::toLowerCase)
                .toArray();
    }

    private static boolean isSpace(int c) {
        return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
    }

    private static boolean isControl(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.PRIVATE_USE
                || type == Character.SURROGATE;
    }

    private static boolean isPunctuation(int c) {
        if (c < 128) {
            return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static boolean isChinese(int c) {
        return (c >= 0x4E00 && c <= 0x9FFF)
                || (c >= 0x3400 && c <= 0x4DBF)
                || (c >= 0x20000 && c <= 0x2A6DF)
                || (c >= 0x2A700 && c <= 0x2B81F)
                || (c >= 0x2B920 && c <= 0x2CEAF)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0x2F800 && c <= 0x2FA1F);
    }
}
