package org.insula.chat;

/** How a family of models writes its calls of tools. */
public enum ToolFormat {
    /** {@code <tool_call>{"name": …, "arguments": …}</tool_call>}: Hermes, Qwen, and whoever is told so in words. */
    HERMES,
    /** {@code {"name": …, "parameters": …}}, perhaps behind {@code <|python_tag|>}: Llama 3. */
    LLAMA3,
    /** {@code [TOOL_CALLS][{"name": …, "arguments": …}]}: Mistral until 2024. */
    MISTRAL,
    /** {@code [TOOL_CALLS]name[ARGS]{…}}: Mistral since 2025. */
    MISTRAL_ARGS,
    /** Between {@code <｜tool▁calls▁begin｜>} and its end: DeepSeek. */
    DEEPSEEK;

    static final String DEEPSEEK_BEGIN = "<｜tool▁calls▁begin｜>";
    static final String DEEPSEEK_END = "<｜tool▁calls▁end｜>";
    static final String DEEPSEEK_CALL = "<｜tool▁call▁begin｜>";
    static final String DEEPSEEK_CALL_END = "<｜tool▁call▁end｜>";
    static final String DEEPSEEK_SEPARATOR = "<｜tool▁sep｜>";

    /** The one that a template speaks of; {@link #HERMES} if it speaks of none. */
    public static ToolFormat of(String template) {
        if (template.contains("[TOOL_CALLS]")) {
            return template.contains("[ARGS]") ? MISTRAL_ARGS : MISTRAL;
        }
        if (template.contains(DEEPSEEK_BEGIN)) {
            return DEEPSEEK;
        }
        if (template.contains("<tool_call>")) {
            return HERMES;
        }
        return template.contains("<|python_tag|>") || template.contains("ipython") ? LLAMA3 : HERMES;
    }
}
