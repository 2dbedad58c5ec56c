package org.insula.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A byte-level BPE vocabulary in the manner of Llama 3, which can spell any UTF-8: the 256 bytes, made-up merges of English
 * letters, and special tokens behind them.
 */
final class SyntheticTokenizer {
    private static final List<String> LETTERS = List.of("etaoinshrdlcumwfgypbvkjxqz".split(""));
    private static final String SPACE = "\u0120";

    final List<String> tokens = new ArrayList<>();
    final List<String> merges = new ArrayList<>();
    final int ordinary;
    private final Set<String> known = new HashSet<>();

    /**
     * @param ordinary how many tokens are ordinary text, at least 256
     * @param special how many special ones follow, at least 12
     */
    SyntheticTokenizer(int ordinary, int special) {
        this.ordinary = ordinary;
        for (String character : byteCharacters()) {
            tokens.add(character);
            known.add(character);
        }
        merge();
        if (tokens.size() != ordinary) {
            throw new IllegalArgumentException(
                    ordinary + " tokens are asked for; give from 256 to " + tokens.size() + ".");
        }
        addSpecial(special);
    }

    /** The tokens that begin and end a text and a turn. */
    int bos() {
        return ordinary;
    }

    int endOfTurn() {
        return ordinary + 9;
    }

    private void merge() {
        LETTERS.forEach(letter -> add(SPACE, letter));
        List<String> pairs = new ArrayList<>();
        for (String first : LETTERS) {
            LETTERS.forEach(second -> pairs.add(first + second));
        }
        for (String pair : pairs) {
            add(pair.substring(0, 1), pair.substring(1));
        }
        for (String pair : pairs) {
            add(SPACE + pair.charAt(0), pair.substring(1));
        }
        for (String letter : LETTERS) {
            pairs.forEach(pair -> add(pair, letter));
        }
        for (String left : pairs) {
            for (String right : pairs) {
                add(left, right);
            }
        }
    }

    private void add(String left, String right) {
        if (tokens.size() < ordinary && known.add(left + right)) {
            tokens.add(left + right);
            merges.add(left + " " + right);
        }
    }

    private void addSpecial(int count) {
        List<String> names = List.of(
                "<|begin_of_text|>",
                "<|end_of_text|>",
                "<|reserved_special_token_0|>",
                "<|reserved_special_token_1|>",
                "<|finetune_right_pad_id|>",
                "<|reserved_special_token_2|>",
                "<|start_header_id|>",
                "<|end_header_id|>",
                "<|eom_id|>",
                "<|eot_id|>",
                "<|python_tag|>");
        tokens.addAll(names);
        for (int i = names.size(); i < count; i++) {
            tokens.add("<|reserved_special_token_" + (i - names.size() + 3) + "|>");
        }
    }

    /** How GPT-2 writes each byte as a letter that can be seen, sorted by letter. */
    private static List<String> byteCharacters() {
        List<String> characters = new ArrayList<>();
        int hidden = 256;
        for (int value = 0; value < 256; value++) {
            boolean seen = (value >= 33 && value <= 126) || (value >= 161 && value <= 172) || value >= 174;
            characters.add(Character.toString(seen ? value : hidden++));
        }
        Collections.sort(characters);
        return characters;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
