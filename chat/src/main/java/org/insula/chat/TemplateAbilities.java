package org.insula.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a template can be given, found by giving it.
 *
 * @param typed whether it wants contents as lists of parts
 * @param instructions whether it writes the instructions of a conversation
 * @param tools whether it names the tools
 * @param calls whether it writes calls and what tools answered
 */
record TemplateAbilities(boolean typed, boolean instructions, boolean tools, boolean calls) {
    private static final String NEEDLE = "needle-7391";
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 1, 2, 3, 4);

    /** @throws ChatException if it cannot even write what a user says */
    static TemplateAbilities of(ChatTemplate template) {
        List<Message> plain = List.of(new Message.User(NEEDLE));
        boolean words = writes(template, plain, false, List.of());
        boolean typed = !words && writes(template, plain, true, List.of());
        if (!words && !typed) {
            render(template, plain, false, List.of()); // says what is wrong
            throw new ChatException("The chat template leaves out what the user says; use another template.");
        }
        boolean instructions = writes(
                template, List.of(new Message.Instructions(NEEDLE), new Message.User("hello")), typed, List.of());
        List<Tool> tool = List.of(new Tool(NEEDLE, "finds it", JsonNodeFactory.instance.objectNode()));
        boolean tools = writes(template, List.of(new Message.User("hello")), typed, tool);
        boolean calls = tools
                && writes(template, called("hay", NEEDLE), typed, tool)
                && writes(template, called(NEEDLE, "{}"), typed, List.of());
        return new TemplateAbilities(typed, instructions, tools, calls);
    }

    private static List<Message> called(String name, String answer) {
        return List.of(
                new Message.User("hello"),
                new Message.Assistant("", Optional.empty(), List.of(new ToolCall("call00001", name, "{}"))),
                new Message.Result("call00001", name, answer));
    }

    private static boolean writes(ChatTemplate template, List<Message> messages, boolean typed, List<Tool> tools) {
        try {
            return render(template, messages, typed, tools).contains(NEEDLE);
        } catch (ChatException e) {
            return false;
        }
    }

    private static String render(ChatTemplate template, List<Message> messages, boolean typed, List<Tool> tools) {
        List<Map<String, Object>> plain = ChatTemplate.plainMessages(messages);
        return template.render(typed ? parts(plain) : plain, values(tools), new Conversation(messages, NOW), true);
    }

    private static List<Object> values(List<Tool> tools) {
        return tools.stream().map(tool -> TemplateValues.of(tool.json())).toList();
    }

    private static List<Map<String, Object>> parts(List<Map<String, Object>> messages) {
        return messages.stream()
                .map(message -> {
                    Map<String, Object> typed = new LinkedHashMap<>(message);
                    typed.put("content", List.of(Map.of("type", "text", "text", message.get("content"))));
                    return typed;
                })
                .toList();
    }

    List<Object> tools(Conversation conversation) {
        return tools ? values(conversation.tools()) : List.of();
    }

    /** The messages, put in such words as the template knows. */
    List<Map<String, Object>> messages(Conversation conversation) {
        List<Message> messages = new ArrayList<>();
        for (Message message : conversation.messages()) {
            messages.add(calls ? message : inWords(message));
        }
        if (!tools && !conversation.tools().isEmpty()) {
            instruct(messages, described(conversation.tools()));
        }
        if (!instructions) {
            moveInstructions(messages);
        }
        List<Map<String, Object>> plain = ChatTemplate.plainMessages(messages);
        return typed ? parts(plain) : plain;
    }

    /** Calls and results as Hermes writes them, in what is said. */
    private static Message inWords(Message message) {
        return switch (message) {
            case Message.Assistant answer
            when !answer.calls().isEmpty() -> {
                String calls = answer.calls().stream()
                        .map(call -> "<tool_call>\n{\"name\": \"" + call.name() + "\", \"arguments\": "
                                + call.arguments() + "}\n</tool_call>")
                        .collect(Collectors.joining("\n"));
                yield new Message.Assistant(
                        answer.text().isEmpty() ? calls : answer.text() + "\n" + calls, answer.reasoning(), List.of());
            }
            case Message.Result result ->
                new Message.User("Answer of the function " + result.name() + ":\n" + result.text());
            default -> message;
        };
    }

    private static String described(List<Tool> tools) {
        String list = tools.stream().map(tool -> JsonText.write(tool.json())).collect(Collectors.joining("\n"));
        return "You may call these functions, given as JSON:\n" + list
                + "\n\nTo call one, answer with its name and arguments as JSON between marks:\n"
                + "<tool_call>\n{\"name\": \"the name\", \"arguments\": {}}\n</tool_call>";
    }

    private static void instruct(List<Message> messages, String more) {
        if (messages.getFirst() instanceof Message.Instructions first) {
            messages.set(0, new Message.Instructions(first.text() + "\n\n" + more));
        } else {
            messages.addFirst(new Message.Instructions(more));
        }
    }

    /** Into the first message of the user behind them. */
    private static void moveInstructions(List<Message> messages) {
        StringBuilder waiting = new StringBuilder();
        List<Message> moved = new ArrayList<>();
        for (Message message : messages) {
            switch (message) {
                case Message.Instructions text -> waiting.append(text.text()).append("\n\n");
                case Message.User user
                when !waiting.isEmpty() -> {
                    moved.add(new Message.User(waiting + user.text()));
                    waiting.setLength(0);
                }
                default -> moved.add(message);
            }
        }
        if (!waiting.isEmpty()) {
            moved.add(new Message.User(waiting.toString().strip()));
        }
        messages.clear();
        messages.addAll(moved);
    }
}
