package org.insula.server.openai;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.insula.chat.ChatTemplate;
import org.insula.chat.Conversation;
import org.insula.chat.Delta;
import org.insula.chat.Grammar;
import org.insula.chat.GrammarOptions;
import org.insula.chat.OutputParser;
import org.insula.chat.PromptPiece;
import org.insula.chat.Tool;
import org.insula.chat.ToolCalls;
import org.insula.chat.ToolFormat;
import org.insula.host.OpenLanguage;
import org.insula.language.FinishReason;
import org.insula.language.GenerationRequest;
import org.insula.language.Prompt;
import org.insula.language.TokenLogprob;
import org.insula.language.Usage;

/** Goes on with a conversation and tells what comes, choice by choice. */
final class ChatAnswer {
    private static final GrammarOptions LIMITS = GrammarOptions.standard();

    private final ChatRequest request;
    private final Listener listener;
    private final List<OutputParser> parsers = new ArrayList<>();

    /** Is told what comes; in order, by one thread at a time. */
    interface Listener {
        /** @param logprobs of the tokens written since the last call for this choice */
        void grown(int choice, List<Delta> deltas, List<TokenLogprob> logprobs);

        /** @param reason {@code stop}, {@code length} or {@code tool_calls} */
        void finished(int choice, String reason);
    }

    private ChatAnswer(ChatRequest request, Listener listener) {
        this.request = request;
        this.listener = listener;
    }

    /** Writes and waits for the end. */
    static Usage write(OpenLanguage model, ChatRequest request, LocalDateTime now, Listener listener)
            throws InterruptedException {
        return new ChatAnswer(request, listener).write(model, now);
    }

    private Usage write(OpenLanguage model, LocalDateTime now) throws InterruptedException {
        ChatTemplate template = model.template();
        List<Tool> tools = request.offered();
        List<PromptPiece> pieces =
                template.pieces(new Conversation(request.messages(), tools, now, request.settings()));
        boolean thinking =
                !pieces.isEmpty() && ChatTemplate.endsThinking(pieces.getLast().text());
        Optional<ToolFormat> format = tools.isEmpty() ? Optional.empty() : Optional.of(template.format());
        Set<String> names = tools.stream().map(Tool::name).collect(Collectors.toSet());
        Optional<Grammar> grammar = grammar(template.format());
        for (int i = 0; i < request.options().choices(); i++) {
            parsers.add(new OutputParser(format, names, thinking && grammar.isEmpty()));
        }
        GenerationRequest wish = request.options().request(prompt(pieces));
        if (grammar.isPresent()) {
            wish = wish.grammar(grammar.get().gbnf());
        }
        return model.generate(wish.markup(format.isPresent()), this::grown).usage();
    }

    private static Prompt prompt(List<PromptPiece> pieces) {
        return pieces.stream()
                .map(piece -> piece.markup() ? Prompt.markup(piece.text()) : Prompt.plain(piece.text()))
                .reduce(Prompt::plus)
                .orElseThrow(() -> Fields.wrong("messages", "make an empty prompt; say something."));
    }

    private Optional<Grammar> grammar(ToolFormat format) {
        if (!request.demanded().isEmpty()) {
            return Optional.of(ToolCalls.forced(format, request.demanded(), request.parallel(), LIMITS));
        }
        return request.format()
                .map(schema -> schema.isEmpty() ? Grammar.anyObject(LIMITS) : Grammar.ofSchema(schema, LIMITS));
    }

    private void grown(org.insula.language.Delta delta) {
        OutputParser parser = parsers.get(delta.choice());
        switch (delta) {
            case org.insula.language.Delta.Text text ->
                listener.grown(text.choice(), parser.feed(text.text()), text.logprobs());
            case org.insula.language.Delta.Finished finished -> {
                List<Delta> rest = parser.finish();
                if (!rest.isEmpty()) {
                    listener.grown(finished.choice(), rest, List.of());
                }
                boolean cut = finished.reason() == FinishReason.LENGTH;
                listener.finished(finished.choice(), cut ? "length" : parser.calls() > 0 ? "tool_calls" : "stop");
            }
        }
    }
}
