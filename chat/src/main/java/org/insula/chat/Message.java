package org.insula.chat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One turn of a conversation. Immutable. */
public sealed interface Message {
    /** What is said, as text; attachments by their names in square brackets. */
    String text();

    /** How the model is to behave. */
    record Instructions(String text) implements Message {}

    /** What a person says. */
    record User(List<Part> parts) implements Message {
        public User {
            parts = List.copyOf(parts);
        }

        public User(String text) {
            this(List.of(new Part.Text(text)));
        }

        @Override
        public String text() {
            return parts.stream()
                    .map(part -> switch (part) {
                        case Part.Text words -> words.text();
                        case Part.Attachment thing -> "[" + thing.kind() + " " + thing.name() + "]";
                    })
                    .collect(Collectors.joining("\n"));
        }
    }

    /**
     * What the model said.
     *
     * @param reasoning what it thought before, if that is to be shown to it again
     * @param calls the tools it wants to have called
     */
    record Assistant(String text, Optional<String> reasoning, List<ToolCall> calls) implements Message {
        public Assistant {
            calls = List.copyOf(calls);
        }

        public Assistant(String text) {
            this(text, Optional.empty(), List.of());
        }
    }

    /**
     * What a tool answered.
     *
     * @param callId of the call that it answers
     * @param name of the tool
     */
    record Result(String callId, String name, String text) implements Message {}
}
