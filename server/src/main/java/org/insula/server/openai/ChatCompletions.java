package org.insula.server.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.insula.chat.Delta;
import org.insula.language.TokenLogprob;
import org.insula.language.Usage;

/** Chat completions while they are written: sent in pieces, or kept to be sent whole. */
sealed interface ChatCompletions extends ChatAnswer.Listener {
    /** Sends each piece. */
    final class Streamed implements ChatCompletions {
        private final ChatJson json;
        private final EventStream events;
        private final Supplier<String> callIds;
        private final boolean logprobs;
        private final List<List<TokenLogprob>> waiting = new ArrayList<>();

        Streamed(ChatJson json, EventStream events, int choices, boolean logprobs, Supplier<String> callIds) {
            this.json = json;
            this.events = events;
            this.callIds = callIds;
            this.logprobs = logprobs;
            for (int i = 0; i < choices; i++) {
                waiting.add(null);
            }
        }

        /** The role comes first, with the first sign of life. */
        private List<TokenLogprob> begun(int choice) {
            if (waiting.get(choice) == null) {
                waiting.set(choice, new ArrayList<>());
                ObjectNode role = JsonNodeFactory.instance
                        .objectNode()
                        .put("role", "assistant")
                        .put("content", "");
                events.data(json.chunk(choice, role, List.of(), null));
            }
            return waiting.get(choice);
        }

        @Override
        public void grown(int choice, List<Delta> deltas, List<TokenLogprob> more) {
            List<TokenLogprob> tokens = begun(choice);
            if (logprobs) {
                tokens.addAll(more);
            }
            if (deltas.isEmpty()) {
                events.alive();
            }
            for (Delta delta : deltas) {
                events.data(json.chunk(choice, ChatJson.delta(delta, callIds.get()), List.copyOf(tokens), null));
                tokens.clear();
            }
        }

        @Override
        public void finished(int choice, String reason) {
            List<TokenLogprob> tokens = begun(choice);
            events.data(json.chunk(choice, JsonNodeFactory.instance.objectNode(), tokens, reason));
        }

        void end(Usage usage, boolean include) {
            if (include) {
                ObjectNode last = json.envelope();
                last.set("usage", ChatJson.usage(usage));
                events.data(last);
            }
            events.done();
        }
    }

    /** Keeps them. */
    final class Whole implements ChatCompletions {
        private final ChatJson json;
        private final boolean logprobs;
        private final Supplier<String> callIds;
        private final List<Choice> choices = new ArrayList<>();

        private static final class Choice {
            final StringBuilder content = new StringBuilder();
            final StringBuilder reasoning = new StringBuilder();
            final List<Delta.Call> calls = new ArrayList<>();
            final List<TokenLogprob> logprobs = new ArrayList<>();
            String reason = "stop";
        }

        Whole(ChatJson json, int choices, boolean logprobs, Supplier<String> callIds) {
            this.json = json;
            this.logprobs = logprobs;
            this.callIds = callIds;
            for (int i = 0; i < choices; i++) {
                this.choices.add(new Choice());
            }
        }

        @Override
        public void grown(int index, List<Delta> deltas, List<TokenLogprob> more) {
            Choice choice = choices.get(index);
            choice.logprobs.addAll(more);
            for (Delta delta : deltas) {
                switch (delta) {
                    case Delta.Content text -> choice.content.append(text.text());
                    case Delta.Reasoning text -> choice.reasoning.append(text.text());
                    case Delta.Call call -> choice.calls.add(call);
                }
            }
        }

        @Override
        public void finished(int index, String reason) {
            choices.get(index).reason = reason;
        }

        ObjectNode end(Usage usage) {
            ObjectNode completion = json.envelope();
            ArrayNode entries = (ArrayNode) completion.get("choices");
            for (int i = 0; i < choices.size(); i++) {
                entry(entries.addObject().put("index", i), choices.get(i));
            }
            completion.set("usage", ChatJson.usage(usage));
            return completion;
        }

        private void entry(ObjectNode entry, Choice choice) {
            ObjectNode message = entry.putObject("message").put("role", "assistant");
            boolean silent = choice.content.isEmpty() && !choice.calls.isEmpty();
            message.put("content", silent ? null : choice.content.toString());
            message.putNull("refusal");
            if (!choice.reasoning.isEmpty()) {
                message.put("reasoning_content", choice.reasoning.toString());
            }
            if (!choice.calls.isEmpty()) {
                ArrayNode calls = message.putArray("tool_calls");
                choice.calls.forEach(call -> ChatJson.call(calls.addObject(), call, callIds.get()));
            }
            if (logprobs) {
                entry.set("logprobs", ChatJson.logprobs(choice.logprobs));
            } else {
                entry.putNull("logprobs");
            }
            entry.put("finish_reason", choice.reason);
        }
    }
}
