package org.insula.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputParserTest {
    private static final Set<String> TOOLS = Set.of("f", "g");
    private static final String[] PIECES = {
        "<think>",
        "</think>",
        "<tool_call>",
        "</tool_call>",
        "[TOOL_CALLS]",
        "[ARGS]",
        "<|python_tag|>",
        "{\"name\":\"f\"",
        ",\"arguments\":{\"a\":[1,\"}\"]}}",
        ",\"parameters\":{}}",
        "[{\"name\": \"g\", \"arguments\": {}}]",
        "g",
        "; ",
        "\n",
        "  ",
        "Hello",
        "é😀",
        "<",
        "{",
        "}",
        "<tool",
        "</thi",
        "<｜tool▁calls▁begin｜>",
        "<｜tool▁call▁begin｜>",
        "function<｜tool▁sep｜>f\n```json\n{}\n```",
        "<｜tool▁call▁end｜>",
        "<｜tool▁calls▁end｜>",
        "\\",
        "\"",
        "]"
    };

    private static OutputParser parser(ToolFormat format, boolean thinking) {
        return new OutputParser(Optional.ofNullable(format), TOOLS, thinking);
    }

    /** Deltas with neighbours of a kind put together, as a client puts them together. */
    private static List<Delta> joined(List<Delta> deltas) {
        List<Delta> all = new ArrayList<>();
        StringBuilder content = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        List<Delta> calls = new ArrayList<>();
        for (Delta delta : deltas) {
            switch (delta) {
                case Delta.Content more -> content.append(more.text());
                case Delta.Reasoning more -> reasoning.append(more.text());
                case Delta.Call call -> calls.add(call);
            }
        }
        all.add(new Delta.Reasoning(reasoning.toString()));
        all.add(new Delta.Content(content.toString()));
        all.addAll(calls);
        return all;
    }

    private static String shown(List<Delta> deltas) {
        return joined(deltas).stream()
                .map(delta -> switch (delta) {
                    case Delta.Content more -> more.text();
                    case Delta.Reasoning more -> more.text().isEmpty() ? "" : "(" + more.text() + ")";
                    case Delta.Call call -> "#" + call.index() + call.name() + call.arguments();
                })
                .collect(Collectors.joining())
                .replace("\n", "~");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            quoteCharacter = '`',
            value = {
                "HERMES ^ Hello, world ^ Hello, world",
                "HERMES ^ <think>~why~</think>~~Because. ^ (why)Because.",
                "HERMES ^ a <think>b ^ a <think>b",
                "HERMES ^ Let me.~<tool_call>~{\"name\": \"f\", \"arguments\": {\"a\": 1}}~</tool_call> ^ Let me.#0f{\"a\":1}",
                "HERMES ^ <tool_call>{\"name\":\"x\",\"arguments\":\"{\\\"b\\\":2}\"}</tool_call>~<tool_call>{\"name\":\"g\"}</tool_call> "
                        + "^ #0x{\"b\":2}#1g{}",
                "HERMES ^ <tool_call>{\"name\":\"f\",\"arguments\":{\"t\":\"</tool_call>\"}}</tool_call> "
                        + "^ #0f{\"t\":\"</tool_call>\"}",
                "HERMES ^ <tool_call>nonsense</tool_call> after ^ <tool_call>nonsense</tool_call> after",
                "HERMES ^ <tool_call>{\"name\":\"f\",\"arguments\":{}} ^ #0f{}",
                "HERMES ^ <tool_call>{\"name\":\"f\",\"argum ^ <tool_call>{\"name\":\"f\",\"argum",
                "HERMES ^ {\"name\": \"f\", \"arguments\": {}} ^ #0f{}",
                "HERMES ^ {\"name\": \"other\", \"arguments\": {}} ^ {\"name\": \"other\", \"arguments\": {}}",
                "HERMES ^ 3 < 4 and <tool ^ 3 < 4 and <tool",
                "LLAMA3 ^ {\"name\": \"f\", \"parameters\": {\"q\": \"x\"}} ^ #0f{\"q\":\"x\"}",
                "LLAMA3 ^ <|python_tag|>{\"name\":\"f\",\"parameters\":{}}; {\"name\":\"g\",\"parameters\":{}} ^ #0f{}#1g{}",
                "LLAMA3 ^ {\"answer\": 42} ^ {\"answer\": 42}",
                "LLAMA3 ^ <|python_tag|>print(1) ^ <|python_tag|>print(1)",
                "MISTRAL ^ [TOOL_CALLS][{\"name\":\"f\",\"arguments\":{}},{\"name\":\"g\",\"arguments\":{}}] ^ #0f{}#1g{}",
                "MISTRAL ^ [TOOL_CALLS] [{\"name\":\"f\"}] ^ #0f{}",
                "MISTRAL ^ Sure [TOOL_BOX] ^ Sure [TOOL_BOX]",
                "MISTRAL_ARGS ^ [TOOL_CALLS]f[ARGS]{\"a\": 1}[TOOL_CALLS]g[CALL_ID]abc[ARGS]{} ^ #0f{\"a\":1}#1g{}",
                "DEEPSEEK ^ Ok<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>f~```json~{\"a\":1}~```"
                        + "<｜tool▁call▁end｜><｜tool▁calls▁end｜> ^ Ok#0f{\"a\":1}",
                "DEEPSEEK ^ <｜tool▁calls▁begin｜><｜tool▁call▁begin｜>g<｜tool▁sep｜>{}<｜tool▁call▁end｜><｜tool▁calls▁end｜> ^ #0g{}",
            })
    void outputsOfTheFamilies(ToolFormat format, String text, String expected) {
        assertEquals(expected, shown(ToolCallsTest.parsed(parser(format, false), text.replace("~", "\n"))));
    }

    @Test
    void withoutToolsNothingIsACall() {
        String text = "<tool_call>{\"name\":\"f\"}</tool_call>";
        assertEquals(text, shown(ToolCallsTest.parsed(parser(null, false), text)));
    }

    @Test
    void aPromptThatEndsInThoughtsGoesOnThinking() {
        assertEquals("(hm)Yes", shown(ToolCallsTest.parsed(parser(null, true), "hm\n</think>\n\nYes")));
        assertEquals("(hm)", shown(ToolCallsTest.parsed(parser(null, true), "\nhm")));
    }

    @Test
    void plainWordsAreNotHeldBack() {
        OutputParser parser = parser(ToolFormat.HERMES, false);
        assertEquals(List.of(new Delta.Content("Hello")), parser.feed("Hello"));
        assertEquals(List.of(new Delta.Content(" you")), parser.feed(" you <tool"));
        assertEquals(List.of(new Delta.Content(" <tool box")), parser.feed(" box"));
    }

    @Test
    void halfACharacterWaits() {
        OutputParser parser = parser(ToolFormat.HERMES, false);
        assertEquals(List.of(new Delta.Content("a")), parser.feed("a\uD83D"));
        assertEquals(List.of(new Delta.Content("\uD83D\uDE00")), parser.feed("\uDE00"));
    }

    @Test
    void howTheOutputIsCutMakesNoDifference() {
        for (long seed = 0; seed < 4_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            int pieces = 1 + random.nextInt(12);
            for (int i = 0; i < pieces; i++) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            ToolFormat[] formats = ToolFormat.values();
            ToolFormat format = random.nextInt(8) == 0 ? null : formats[random.nextInt(formats.length)];
            sameHoweverCut(text.toString(), format, random.nextInt(4) == 0, random, "seed " + seed);
        }
    }

    private static void sameHoweverCut(String text, ToolFormat format, boolean thinking, Random random, String where) {
        List<Delta> whole = joined(ToolCallsTest.parsed(parser(format, thinking), text));
        OutputParser parser = parser(format, thinking);
        List<Delta> cut = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(5));
            cut.addAll(parser.feed(text.substring(at, end)));
            at = end;
        }
        cut.addAll(parser.finish());
        assertEquals(whole, joined(cut), () -> where + " " + format + ": " + text);
        for (Delta delta : cut) {
            if (delta instanceof Delta.Content content) {
                assertTrue(!content.text().isEmpty(), where);
            }
        }
    }

    @FuzzTest
    void anyOutputIsReadTheSameHoweverCut(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        for (ToolFormat format : ToolFormat.values()) {
            sameHoweverCut(text, format, input.length % 2 == 0, new Random(input.length), "fuzz");
        }
    }
}
