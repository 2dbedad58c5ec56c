package org.insula.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code insula chat MODEL}: a conversation in the terminal; what the model says appears while it is written. */
@Command(
        name = "chat",
        description =
                "Talk to a hosted language model. Without TEXT, each line you type is a message; an empty line ends.")
final class ChatCommand implements Callable<Integer> {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Workshop workshop;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A language model of 'insula models list'.")
    private String model;

    @Parameters(index = "1..*", paramLabel = "TEXT", description = "One message, answered once.")
    private String[] words = {};

    @Option(names = "--system", paramLabel = "TEXT", description = "How the model is to behave.")
    private String system;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "The longest answer (default: the rest of the context).")
    private Integer maxTokens;

    @Option(names = "--temperature", paramLabel = "T", description = "From 0, always the likeliest, to 2.")
    private Double temperature;

    @Option(names = "--seed", paramLabel = "N", description = "The same one gives the same answer.")
    private Long seed;

    @Mixin
    private ServerChoice server;

    ChatCommand(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public Integer call() {
        ArrayNode messages = NODES.arrayNode();
        if (system != null) {
            messages.addObject().put("role", "system").put("content", system);
        }
        try (Client client = server.open(workshop)) {
            if (words.length > 0) {
                say(client, messages, String.join(" ", words));
            } else {
                converse(client, messages);
            }
        }
        return 0;
    }

    private void converse(Client client, ArrayNode messages) {
        if (server.json()) {
            throw server.bad("--json needs a message; give it behind the model's name.");
        }
        var typed = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            String line = ask(typed);
            while (line != null && !line.isBlank()) {
                say(client, messages, line);
                line = ask(typed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ask(BufferedReader typed) throws IOException {
        workshop.terminal().prompt("> ");
        return typed.readLine();
    }

    private void say(Client client, ArrayNode messages, String text) {
        messages.addObject().put("role", "user").put("content", text);
        ObjectNode request = NODES.objectNode().put("model", model);
        request.set("messages", messages);
        if (maxTokens != null) {
            request.put("max_completion_tokens", maxTokens);
        }
        if (temperature != null) {
            request.put("temperature", temperature);
        }
        if (seed != null) {
            request.put("seed", seed);
        }
        if (server.json()) {
            workshop.terminal().json(client.post("/v1/chat/completions", request));
            return;
        }
        StringBuilder answer = new StringBuilder();
        client.events("/v1/chat/completions", request.put("stream", true), event -> heard(event, answer));
        workshop.terminal().say("");
        messages.addObject().put("role", "assistant").put("content", answer.toString());
    }

    private void heard(JsonNode event, StringBuilder answer) {
        if (event.has("error")) {
            throw new CliException(event.path("error").path("message").asText());
        }
        String more =
                event.path("choices").path(0).path("delta").path("content").asText("");
        answer.append(more);
        workshop.terminal().write(more);
    }
}
