package org.insula.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ToolCallsTest {
    private static Tool tool(String name, String schema) {
        return new Tool(name, "", (ObjectNode) JsonText.read(schema).orElseThrow());
    }

    private static final List<Tool> TOOLS = List.of(
            tool(
                    "weather",
                    "{\"properties\":{\"city\":{\"type\":\"string\",\"maxLength\":8}},\"required\":[\"city\"]}"),
            tool("time.now", "{\"properties\":{}, \"additionalProperties\":false}"));

    static List<Delta> parsed(OutputParser parser, String text) {
        List<Delta> deltas = new ArrayList<>(parser.feed(text));
        deltas.addAll(parser.finish());
        return deltas;
    }

    @ParameterizedTest
    @EnumSource
    void whatTheGrammarForcesIsReadAsCalls(ToolFormat format) {
        GbnfSample one = new GbnfSample(
                ToolCalls.forced(format, TOOLS, false, GrammarOptions.small()).gbnf());
        GbnfSample many = new GbnfSample(
                ToolCalls.forced(format, TOOLS, true, GrammarOptions.small()).gbnf());
        Random random = new Random(11);
        int most = 0;
        for (int i = 0; i < 200; i++) {
            boolean parallel = i % 2 == 0;
            String text = (parallel ? many : one).write(random);
            List<Delta> deltas =
                    parsed(new OutputParser(Optional.of(format), Set.of("weather", "time.now"), false), text);
            for (Delta delta : deltas) {
                if (!(delta instanceof Delta.Call call)) {
                    throw new AssertionError(delta + " in " + text);
                }
                var arguments = JsonText.read(call.arguments()).orElseThrow();
                assertEquals(call.name().equals("weather"), arguments.has("city"), text);
            }
            assertTrue(!deltas.isEmpty() && (parallel || deltas.size() == 1), text);
            most = Math.max(most, deltas.size());
        }
        assertTrue(most > 1);
    }

    @ParameterizedTest
    @EnumSource
    void aCallWithoutToolsIsRefused(ToolFormat format) {
        assertThrows(ChatException.class, () -> ToolCalls.forced(format, List.of(), false, GrammarOptions.standard()));
    }
}
