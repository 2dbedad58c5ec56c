package org.insula.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Strings and characters as JSON writes them, in a grammar. */
final class JsonText {
    static final ObjectMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(200)
                            .maxStringLength(4_000_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** One character of a string, in whatever way JSON allows, but no half of a pair. */
    static final String CHAR = "[^\"\\\\\\x00-\\x1F\\x7F] | \"\\\\\" (" + "[\"\\\\/bfnrt] | \"u\" "
            + "([0-9a-cA-CefEF] [0-9a-fA-F]{3} | [dD] [0-7] [0-9a-fA-F]{2}))";

    private static final CodePoints UNSAFE = CodePoints.of(0, 0x1f, '"', '"', '\\', '\\', 0x7f, 0x7f, 0xd800, 0xdfff);
    private static final String SHORT = "\n\t\r\f\b\"\\";
    private static final String LETTERS = "ntrfb\"\\";

    private JsonText() {}

    /** What is between the quotes of this string in JSON, as one way to write it. */
    static String inside(String text) {
        String quoted = write(MAPPER.getNodeFactory().textNode(text));
        return quoted.substring(1, quoted.length() - 1);
    }

    static String write(JsonNode value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Optional<JsonNode> read(String text) {
        try {
            JsonNode value = MAPPER.readTree(text);
            return value.isMissingNode() ? Optional.empty() : Optional.of(value);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** One character of a set, inside a JSON string; control characters only where JSON has a letter for them. */
    static Optional<String> charOf(CodePoints set) {
        List<String> alternatives = new ArrayList<>();
        CodePoints safe = set.without(UNSAFE);
        if (!safe.ranges().isEmpty()) {
            alternatives.add(bracket(safe));
        }
        for (int i = 0; i < SHORT.length(); i++) {
            if (set.contains(SHORT.charAt(i))) {
                alternatives.add(Gbnf.literal("\\" + LETTERS.charAt(i)));
            }
        }
        return alternatives.isEmpty() ? Optional.empty() : Optional.of(Gbnf.oneOf(alternatives));
    }

    static String bracket(CodePoints set) {
        StringBuilder bracket = new StringBuilder("[");
        for (CodePoints.Range range : set.ranges()) {
            bracket.append(escaped(range.from()));
            if (range.to() > range.from()) {
                bracket.append('-').append(escaped(range.to()));
            }
        }
        return bracket.append(']').toString();
    }

    private static String escaped(int c) {
        if (c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
            return Character.toString(c);
        }
        if (c < 0x100) {
            return String.format("\\x%02X", c);
        }
        return c < 0x10000 ? String.format("\\u%04X", c) : String.format("\\U%08X", c);
    }
}
