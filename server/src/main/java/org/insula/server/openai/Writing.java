package org.insula.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.OpenLanguage;
import org.insula.language.Delta;
import org.insula.language.FinishReason;
import org.insula.language.GenerationResult;
import org.insula.language.TokenLogprob;
import org.insula.language.Usage;
import org.insula.server.http.Asked;
import org.insula.server.http.Body;
import org.insula.server.http.Callers;
import org.insula.server.http.Failure;
import org.insula.server.http.Json;

/** What language models write: {@code /v1/chat/completions}, {@code /v1/completions} and {@code /v1/responses}. */
final class Writing {
    private static final String EXPECTED = "send a JSON object as OpenAI's interface describes it.";

    private final Host host;
    private final Callers callers;
    private final int maxBodyBytes;
    private final InstantSource clock;
    private final Headers headers;
    private final AtomicLong ids = new AtomicLong(System.nanoTime() & 0xFFFFFFFFL);

    /** Sets the headers of an answer. */
    interface Headers {
        void set(Context context);
    }

    Writing(Host host, Callers callers, int maxBodyBytes, InstantSource clock, Headers headers) {
        this.host = host;
        this.callers = callers;
        this.maxBodyBytes = maxBodyBytes;
        this.clock = clock;
        this.headers = headers;
    }

    /** A request, on behalf of whom, and how it is answered. */
    private record Asking(Context context, Caller caller, JsonNode json, long bytes) {}

    /** What is done with an open model. */
    private interface Answer {
        void with(OpenLanguage model) throws InterruptedException, IOException;
    }

    private Asking asking(Context context) throws IOException {
        Caller caller = callers.of(context);
        byte[] body = Body.read(context, maxBodyBytes);
        JsonNode json = Json.tree(body, EXPECTED);
        if (!json.isObject()) {
            throw Fields.wrong("body", "is not an object; " + EXPECTED);
        }
        return new Asking(context, caller, json, body.length);
    }

    private void answer(Asking asking, String model, EventStream events, Answer answer)
            throws IOException, InterruptedException {
        try {
            host.language(asking.caller(), model, asking.bytes(), open -> {
                Asked.model(asking.context(), model);
                try {
                    answer.with(open);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return null;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException | InterruptedException e) {
            if (!events.begun()) {
                throw e;
            }
            Failure failure = Failure.of(e);
            Asked.failed(asking.context(), failure.status());
            ObjectNode error = JsonNodeFactory.instance.objectNode();
            error.set("error", OpenAi.error(failure, asking.context().path()));
            events.data(error);
        }
    }

    private EventStream events(Context context) {
        return new EventStream(context, () -> headers.set(context));
    }

    private void whole(Context context, ObjectNode json) throws IOException {
        headers.set(context);
        Json.write(context, json);
    }

    private String id(String prefix) {
        return prefix + Long.toHexString(ids.incrementAndGet());
    }

    /** Nine letters and digits, as some templates want them. */
    private String callId() {
        String number = Long.toString(ids.incrementAndGet(), 36);
        return "call00000".substring(0, Math.max(0, 9 - number.length()))
                + number.substring(Math.max(0, number.length() - 9));
    }

    private static int seed() {
        return ThreadLocalRandom.current().nextInt();
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** {@code POST /v1/chat/completions}. */
    void chat(Context context) throws IOException, InterruptedException {
        Asking asking = asking(context);
        ChatRequest request = ChatRequest.chat(asking.json(), Writing::seed);
        WritingOptions options = request.options();
        boolean logprobs = options.topLogprobs().isPresent();
        long created = clock.instant().getEpochSecond();
        String object = options.stream() ? "chat.completion.chunk" : "chat.completion";
        ChatJson json = new ChatJson(id("chatcmpl-"), object, created, request.model());
        EventStream events = events(context);
        answer(asking, request.model(), events, model -> {
            if (options.stream()) {
                var streamed = new ChatCompletions.Streamed(json, events, options.choices(), logprobs, this::callId);
                Usage usage = ChatAnswer.write(model, request, now(), streamed);
                streamed.end(usage, options.includeUsage());
            } else {
                var kept = new ChatCompletions.Whole(json, options.choices(), logprobs, this::callId);
                Usage usage = ChatAnswer.write(model, request, now(), kept);
                whole(context, kept.end(usage));
            }
        });
    }

    /** {@code POST /v1/responses}. */
    void responses(Context context) throws IOException, InterruptedException {
        Asking asking = asking(context);
        ResponseRequest request = ResponseRequest.read(asking.json(), Writing::seed);
        EventStream events = events(context);
        ResponseJson json = new ResponseJson(id("resp_"), clock.instant().getEpochSecond(), request, asking.json());
        answer(asking, request.chat().model(), events, model -> {
            if (request.chat().options().stream()) {
                ResponseEvents listener = new ResponseEvents(json, events, this::id, this::callId);
                Usage usage = ChatAnswer.write(model, request.chat(), now(), listener);
                listener.end(usage);
            } else {
                ResponseItems items = new ResponseItems(this::id, this::callId);
                Usage usage = ChatAnswer.write(model, request.chat(), now(), items);
                whole(context, json.completed(items, usage));
            }
        });
    }

    /** {@code POST /v1/completions}. */
    void completions(Context context) throws IOException, InterruptedException {
        Asking asking = asking(context);
        CompletionRequest request = CompletionRequest.read(asking.json(), Writing::seed);
        CompletionJson json = new CompletionJson(id("cmpl-"), clock.instant().getEpochSecond(), request.model());
        EventStream events = events(context);
        answer(asking, request.model(), events, model -> {
            if (request.options().stream()) {
                stream(request, json, events, model);
            } else {
                whole(context, completed(request, json, model));
            }
        });
    }

    private static void stream(CompletionRequest request, CompletionJson json, EventStream events, OpenLanguage model)
            throws InterruptedException {
        WritingOptions options = request.options();
        boolean logprobs = options.topLogprobs().isPresent();
        Usage all = new Usage(0, 0, 0, 0);
        for (int p = 0; p < request.prompts().size(); p++) {
            int first = p * options.choices();
            int[] written = new int[options.choices()];
            if (request.echo()) {
                for (int i = 0; i < options.choices(); i++) {
                    send(events, json, first + i, request.texts().get(p), List.of(), false, 0, null);
                }
            }
            Usage usage = model.generate(options.request(request.prompts().get(p)), delta -> {
                        int index = first + delta.choice();
                        switch (delta) {
                            case Delta.Text more -> {
                                int offset = written[more.choice()];
                                written[more.choice()] += more.text().length();
                                send(events, json, index, more.text(), more.logprobs(), logprobs, offset, null);
                            }
                            case Delta.Finished end ->
                                send(events, json, index, "", List.of(), false, 0, reason(end.reason()));
                        }
                    })
                    .usage();
            all = sum(all, usage);
        }
        if (options.includeUsage()) {
            ObjectNode last = json.envelope();
            last.set("usage", ChatJson.usage(all));
            events.data(last);
        }
        events.done();
    }

    private static void send(
            EventStream events,
            CompletionJson json,
            int index,
            String text,
            List<TokenLogprob> tokens,
            boolean logprobs,
            int offset,
            String reason) {
        ObjectNode chunk = json.envelope();
        CompletionJson.choice(chunk, index, text, tokens, logprobs, offset, reason);
        events.data(chunk);
    }

    private static ObjectNode completed(CompletionRequest request, CompletionJson json, OpenLanguage model)
            throws InterruptedException {
        ObjectNode completion = json.envelope();
        boolean logprobs = request.options().topLogprobs().isPresent();
        Usage all = new Usage(0, 0, 0, 0);
        AtomicInteger index = new AtomicInteger();
        for (int p = 0; p < request.prompts().size(); p++) {
            GenerationResult result =
                    model.generate(request.options().request(request.prompts().get(p)), _ -> {});
            String before = request.echo() ? request.texts().get(p) : "";
            for (GenerationResult.Choice choice : result.choices()) {
                CompletionJson.choice(
                        completion,
                        index.getAndIncrement(),
                        before + choice.text(),
                        choice.logprobs(),
                        logprobs,
                        before.length(),
                        reason(choice.reason()));
            }
            all = sum(all, result.usage());
        }
        completion.set("usage", ChatJson.usage(all));
        return completion;
    }

    private static String reason(FinishReason reason) {
        return reason == FinishReason.LENGTH ? "length" : "stop";
    }

    private static Usage sum(Usage a, Usage b) {
        return new Usage(
                a.promptTokens() + b.promptTokens(),
                a.cachedTokens() + b.cachedTokens(),
                a.completionTokens() + b.completionTokens(),
                a.computeSeconds() + b.computeSeconds());
    }
}
