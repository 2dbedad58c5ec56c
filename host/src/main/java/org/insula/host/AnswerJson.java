package org.insula.host;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.insula.embedding.Where;
import org.insula.teach.Guess;
import org.insula.teach.Verdict;

/** Answers as JSON, the same on the command line and over HTTP. */
public final class AnswerJson {
    /** What every answer about faces or voices says once. */
    public static final String APPARENT =
            "This is an apparent expression; nobody's feelings can be read from a face or a voice.";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** How many guesses each answer of a stream lists. */
    private static final int STREAM_TOP = 3;
    /** What the parts of an answer are called, for each kind that finds parts of a picture. */
    private static final Map<String, String> PLURALS = Map.of("face", "faces", "hand", "hands", "body", "bodies");

    private AnswerJson() {}

    /**
     * {@code {"input", "label", "probability", "unknown", "top": […]}}, {@code faces}, {@code hands} or
     * {@code bodies} where the model looks at these,
     * {@code timeline}, in seconds, where it answered for more than one stretch of time, with {@code events} and how often
     * each label happened ({@code counts}) where it can tell, and {@code remarks} where something was done to the content
     * first.
     *
     * @param input what the caller named the content
     * @param top how many guesses to list, from 1
     */
    public static ObjectNode of(String input, String kind, Answer answer, int top) {
        ObjectNode json = JSON.objectNode().put("input", input);
        verdict(json, answer.verdict(), top);
        String plural = PLURALS.get(kind);
        if (plural != null) {
            ArrayNode parts = json.putArray(plural);
            answer.parts().stream()
                    .filter(part -> !(part.where() instanceof Where.Span))
                    .forEach(part -> part(parts.addObject(), part, top));
        }
        timeline(json, answer);
        events(json, answer);
        if (!answer.remarks().isEmpty()) {
            answer.remarks().forEach(json.putArray("remarks")::add);
        }
        return json;
    }

    /**
     * One hop of a live stream: {@code {"seconds", "label", "probability", "unknown", "top": […]}}, or {@code "silence"} where nothing
     * sounds, with {@code "event": {"label", "since", "probability"}} where something began.
     */
    public static ObjectNode heard(Listener.Heard heard) {
        ObjectNode json = JSON.objectNode().put("seconds", round(heard.seconds(), 3));
        heard.verdict().ifPresentOrElse(verdict -> verdict(json, verdict, STREAM_TOP), () -> json.put("silence", true));
        heard.event()
                .ifPresent(event -> json.putObject("event")
                        .put("label", event.label())
                        .put("since", round(event.since(), 3))
                        .put("probability", round(event.probability(), 4)));
        return json;
    }

    /**
     * One window of a live stream of a sensor: {@code {"start", "end", "label", "probability", "unknown", "top": […]}}, with
     * {@code "events"} as in {@link #of} for what has ended.
     */
    public static ObjectNode seen(MovementListener.Seen seen) {
        ObjectNode json = JSON.objectNode()
                .put("start", round(seen.window().startSeconds(), 3))
                .put("end", round(seen.window().endSeconds(), 3));
        verdict(json, seen.verdict(), STREAM_TOP);
        if (!seen.ended().isEmpty()) {
            happened(json.putArray("events"), seen.ended());
        }
        return json;
    }

    /** What ended with a live stream: {@code {"events": […]}}. */
    public static ObjectNode ended(List<Occurrence> ended) {
        ObjectNode json = JSON.objectNode();
        happened(json.putArray("events"), ended);
        return json;
    }

    private static void happened(ArrayNode events, List<Occurrence> ended) {
        for (Occurrence event : ended) {
            events.addObject()
                    .put("label", event.label())
                    .put("start", round(event.start(), 3))
                    .put("end", round(event.end(), 3))
                    .put("probability", round(event.probability(), 4));
        }
    }

    /** {@code {"input", "error"}}. */
    public static ObjectNode error(String input, String message) {
        return JSON.objectNode().put("input", input).put("error", message);
    }

    private static void part(ObjectNode json, Answer.Part part, int top) {
        if (part.where() instanceof Where.Box box) {
            json.putArray("box")
                    .add(round(box.x(), 1))
                    .add(round(box.y(), 1))
                    .add(round(box.width(), 1))
                    .add(round(box.height(), 1));
        }
        verdict(json, part.verdict(), top);
    }

    private static void timeline(ObjectNode json, Answer answer) {
        List<Answer.Part> spans = answer.parts().stream()
                .filter(part -> part.where() instanceof Where.Span)
                .toList();
        if (spans.size() < 2) {
            return;
        }
        ArrayNode timeline = json.putArray("timeline");
        for (Answer.Part part : spans) {
            if (part.where() instanceof Where.Span(double start, double end)) {
                label(timeline.addObject().put("start", round(start, 3)).put("end", round(end, 3)), part.verdict());
            }
        }
    }

    private static void events(ObjectNode json, Answer answer) {
        if (answer.events().isEmpty()) {
            return;
        }
        SortedMap<String, Integer> counts = new TreeMap<>();
        happened(json.putArray("events"), answer.events().get());
        answer.events().get().forEach(event -> counts.merge(event.label(), 1, Integer::sum));
        ObjectNode counted = json.putObject("counts");
        counts.forEach(counted::put);
    }

    private static void label(ObjectNode json, Verdict verdict) {
        switch (verdict) {
            case Verdict.Recognised(String label, double probability, List<Guess> _) ->
                json.put("label", label)
                        .put("probability", round(probability, 4))
                        .put("unknown", false);
            case Verdict.Unknown(String nearest, double probability, List<Guess> _) ->
                json.put("label", nearest)
                        .put("probability", round(probability, 4))
                        .put("unknown", true);
        }
    }

    private static void verdict(ObjectNode json, Verdict verdict, int top) {
        label(json, verdict);
        guesses(
                json.putArray("top"),
                switch (verdict) {
                    case Verdict.Recognised(String _, double _, List<Guess> guesses) -> guesses;
                    case Verdict.Unknown(String _, double _, List<Guess> guesses) -> guesses;
                },
                top);
    }

    private static void guesses(ArrayNode json, List<Guess> guesses, int top) {
        guesses.stream()
                .limit(top)
                .forEach(guess ->
                        json.addObject().put("label", guess.label()).put("probability", round(guess.probability(), 4)));
    }

    private static double round(double value, int digits) {
        double unit = Math.pow(10, digits);
        return Math.rint(value * unit) / unit;
    }
}
