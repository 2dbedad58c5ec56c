package org.insula.chat;

import java.util.ArrayList;
import java.util.List;

/** Grammars of answers that consist of calls. */
public final class ToolCalls {
    private static final int MOST_CALLS = 16;

    private ToolCalls() {}

    /**
     * An answer that calls tools and says nothing else.
     *
     * @param tools from which the model may choose, at least one
     * @param parallel whether it may call several
     * @throws ChatException if the parameters of a tool cannot be made into a grammar
     */
    public static Grammar forced(ToolFormat format, List<Tool> tools, boolean parallel, GrammarOptions options) {
        if (tools.isEmpty()) {
            throw new ChatException("A call is required and there are no tools; give some.");
        }
        Gbnf gbnf = new Gbnf();
        new JsonRules(gbnf, options);
        List<String> calls = new ArrayList<>();
        for (Tool tool : tools) {
            calls.add(gbnf.rule("call-" + tool.name(), call(format, tool, arguments(tool, gbnf, options))));
        }
        String call = gbnf.rule("call", String.join(" | ", calls));
        int more = parallel ? MOST_CALLS - 1 : 0;
        return new Grammar(gbnf.text(
                switch (format) {
                    case HERMES -> call + " " + Gbnf.times("(\"\\n\" " + call + ")", 0, more);
                    case LLAMA3 -> call + " " + Gbnf.times("(\"; \" " + call + ")", 0, more);
                    case MISTRAL ->
                        "\"[TOOL_CALLS][\" " + call + " " + Gbnf.times("(\", \" " + call + ")", 0, more) + " \"]\"";
                    case MISTRAL_ARGS -> Gbnf.times("(" + call + ")", 1, more + 1);
                    case DEEPSEEK ->
                        Gbnf.literal(ToolFormat.DEEPSEEK_BEGIN) + " " + call + " "
                                + Gbnf.times("(\"\\n\" " + call + ")", 0, more) + " "
                                + Gbnf.literal(ToolFormat.DEEPSEEK_END);
                }));
    }

    private static String arguments(Tool tool, Gbnf gbnf, GrammarOptions options) {
        try {
            return Grammar.schemaRule(tool.parameters(), gbnf, options);
        } catch (ChatException e) {
            throw new ChatException("Tool '" + tool.name() + "': " + e.getMessage(), e);
        }
    }

    private static String call(ToolFormat format, Tool tool, String arguments) {
        String name = "{\"name\": \"" + tool.name() + "\", ";
        return switch (format) {
            case HERMES ->
                Gbnf.literal("<tool_call>\n" + name + "\"arguments\": ") + " " + arguments + " "
                        + Gbnf.literal("}\n</tool_call>");
            case LLAMA3 -> Gbnf.literal(name + "\"parameters\": ") + " " + arguments + " \"}\"";
            case MISTRAL -> Gbnf.literal(name + "\"arguments\": ") + " " + arguments + " \"}\"";
            case MISTRAL_ARGS -> Gbnf.literal("[TOOL_CALLS]" + tool.name() + "[ARGS]") + " " + arguments;
            case DEEPSEEK ->
                Gbnf.literal(ToolFormat.DEEPSEEK_CALL + "function" + ToolFormat.DEEPSEEK_SEPARATOR + tool.name()
                                + "\n```json\n")
                        + " " + arguments + " " + Gbnf.literal("\n```" + ToolFormat.DEEPSEEK_CALL_END);
        };
    }
}
