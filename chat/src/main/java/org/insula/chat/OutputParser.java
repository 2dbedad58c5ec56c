package org.insula.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells what a model says from what it thinks and from the tools it calls, while its output arrives. It looks at single
 * characters, so the answer does not depend on how the output was cut; text that may turn out to be a mark is held back. A
 * call that cannot be read is given as it was written, as content.
 *
 * <p>For one answer and one thread at a time.
 */
public final class OutputParser {
    private static final String THINK = "<think>";
    private static final String THOUGHT = "</think>";
    private static final String PYTHON = "<|python_tag|>";
    private static final String CALL_END = "</tool_call>";

    private enum State {
        START,
        THINKING,
        CONTENT,
        TAGGED,
        JSON,
        DEEPSEEK
    }

    private final Optional<ToolFormat> format;
    private final Set<String> tools;
    private final boolean thinking;
    private final List<Delta> deltas = new ArrayList<>();
    private final StringBuilder held = new StringBuilder();
    private final StringBuilder raw = new StringBuilder();
    private String mark = "";
    private JsonScanner scanner = new JsonScanner();
    private State state = State.START;
    private boolean thought;
    private boolean said;
    private int calls;

    /**
     * A parser of one answer.
     *
     * @param format how this model writes calls; empty if it has no tools, and then nothing is taken for a call
     * @param tools the names of the tools: JSON without marks is a call only if it names one of them
     * @param thinking whether the prompt ended inside the model's thoughts
     */
    public OutputParser(Optional<ToolFormat> format, Set<String> tools, boolean thinking) {
        this.format = format;
        this.tools = Set.copyOf(tools);
        this.thinking = thinking;
    }

    /** How many calls there were so far. */
    public int calls() {
        return calls;
    }

    /** More output; gives what is certain by now. */
    public List<Delta> feed(String text) {
        for (int i = 0; i < text.length(); i++) {
            accept(text.charAt(i));
        }
        return taken(false);
    }

    /** The output is over; gives the rest. */
    public List<Delta> finish() {
        switch (state) {
            case TAGGED, JSON, DEEPSEEK -> close(true);
            case START -> {
                state = thinking ? State.THINKING : State.CONTENT;
                flush(held.toString());
            }
            case THINKING -> flush(held.toString().stripTrailing());
            case CONTENT -> {
                if (calls == 0 || !held.toString().isBlank()) {
                    flush(held.toString());
                }
            }
        }
        held.setLength(0);
        return taken(true);
    }

    private List<Delta> taken(boolean all) {
        List<Delta> taken = new ArrayList<>(deltas);
        deltas.clear();
        // half a character waits for its other half
        if (!all && !taken.isEmpty() && endsInHalf(taken.getLast())) {
            Delta last = taken.removeLast();
            String text = text(last);
            Delta half = with(last, text.substring(text.length() - 1));
            if (text.length() > 1) {
                taken.add(with(last, text.substring(0, text.length() - 1)));
            }
            deltas.add(half);
        }
        return taken;
    }

    private static String text(Delta delta) {
        return switch (delta) {
            case Delta.Content content -> content.text();
            case Delta.Reasoning reasoning -> reasoning.text();
            case Delta.Call _ -> "";
        };
    }

    private static Delta with(Delta delta, String text) {
        return delta instanceof Delta.Reasoning ? new Delta.Reasoning(text) : new Delta.Content(text);
    }

    private static boolean endsInHalf(Delta delta) {
        String text = text(delta);
        return !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
    }

    private void emit(Delta delta) {
        if (!deltas.isEmpty() && deltas.getLast().getClass() == delta.getClass() && !(delta instanceof Delta.Call)) {
            deltas.set(deltas.size() - 1, with(delta, text(deltas.getLast()) + text(delta)));
        } else {
            deltas.add(delta);
        }
    }

    private void accept(char c) {
        switch (state) {
            case START, THINKING, CONTENT -> {
                held.append(c);
                match();
            }
            case TAGGED, JSON, DEEPSEEK -> {
                raw.append(c);
                collect(c);
            }
        }
    }

    /** Settles as much of what is held as can be settled: white space and the beginning of a mark wait. */
    private void match() {
        while (!held.isEmpty()) {
            int space = 0;
            while (space < held.length() && Character.isWhitespace(held.charAt(space))) {
                space++;
            }
            String rest = held.substring(space);
            if (state == State.CONTENT && format.isEmpty() && (said || !thought && !thinking)) {
                flush(held.toString()); // nothing can follow for which white space would have to wait
                held.setLength(0);
                return;
            }
            if (rest.isEmpty() || marks().anyMatch(each -> each.length() > rest.length() && each.startsWith(rest))) {
                return;
            }
            Optional<String> found = marks().filter(rest::equals).findFirst();
            if (found.isPresent()) {
                String before = held.substring(0, space);
                held.setLength(0);
                enter(found.get(), before);
                return;
            }
            if (state == State.START) {
                state = thinking ? State.THINKING : State.CONTENT;
                continue;
            }
            int settled = space + 1;
            flush(held.substring(0, settled));
            held.delete(0, settled);
        }
    }

    private Stream<String> marks() {
        return switch (state) {
            case START -> Stream.of(THINK);
            case THINKING -> Stream.of(THOUGHT);
            default -> format.map(this::callMarks).orElseGet(Stream::empty);
        };
    }

    private Stream<String> callMarks(ToolFormat family) {
        String tag = switch (family) {
            case HERMES -> "<tool_call>";
            case LLAMA3 -> PYTHON;
            case MISTRAL, MISTRAL_ARGS -> "[TOOL_CALLS]";
            case DEEPSEEK -> ToolFormat.DEEPSEEK_BEGIN;
        };
        return said ? Stream.of(tag) : calls > 0 ? Stream.of(tag, "{", ";") : Stream.of(tag, "{", "[{");
    }

    private void enter(String found, String before) {
        switch (found) {
            case THINK -> state = State.THINKING;
            case THOUGHT -> {
                state = State.CONTENT;
                thought = true;
            }
            case ";" -> mark = found;
            default -> {
                mark = before + found;
                raw.setLength(0);
                scanner = new JsonScanner();
                state = switch (found) {
                    case "<tool_call>" -> State.TAGGED;
                    case ToolFormat.DEEPSEEK_BEGIN -> State.DEEPSEEK;
                    default -> State.JSON;
                };
                if (found.endsWith("{")) {
                    mark = before;
                    for (char c : found.toCharArray()) {
                        raw.append(c);
                        scanner.accept(c);
                    }
                }
            }
        }
    }

    private void flush(String text) {
        if (text.isEmpty()) {
            return;
        }
        if (state == State.THINKING) {
            String shown = thought ? text : text.stripLeading();
            if (!shown.isEmpty()) {
                thought = true;
                emit(new Delta.Reasoning(shown));
            }
            return;
        }
        String shown = !said && (thought || thinking) ? text.stripLeading() : text;
        said |= !text.isBlank();
        if (!shown.isEmpty()) {
            emit(new Delta.Content(shown));
        }
    }

    private void collect(char c) {
        switch (state) {
            case TAGGED -> {
                scanner.accept(c);
                if (c == '>' && endsWith(CALL_END)) {
                    close(false);
                }
            }
            case DEEPSEEK -> {
                if (c == '>' && endsWith(ToolFormat.DEEPSEEK_END)) {
                    close(false);
                }
            }
            default -> scan(c);
        }
    }

    private boolean endsWith(String end) {
        return raw.length() >= end.length() && raw.indexOf(end, raw.length() - end.length()) >= 0;
    }

    /** JSON, or a name with JSON behind {@code [ARGS]}. */
    private void scan(char c) {
        boolean nameFirst = !scanner.begun()
                && !raw.isEmpty()
                && raw.toString().stripLeading().indexOf('{') != 0
                && raw.toString().stripLeading().indexOf('[') != 0;
        if (nameFirst) {
            boolean family = mark.endsWith("[TOOL_CALLS]");
            int split = family ? raw.indexOf("[ARGS]") : -1;
            if (split >= 0 && raw.length() > split + 6) {
                scanner.accept(c);
                if (!scanner.begun() && !Character.isWhitespace(c)) {
                    giveUp();
                }
            } else if (!raw.toString().isBlank() && (!family || raw.length() > 300)) {
                giveUp();
            }
            if (scanner.complete()) {
                close(false);
            }
            return;
        }
        if (scanner.accept(c)) {
            close(false);
        }
    }

    private void close(boolean over) {
        Optional<List<CallText.Call>> found = read(over);
        if (found.isPresent()) {
            for (CallText.Call call : found.get()) {
                emit(new Delta.Call(calls++, call.name(), call.arguments()));
            }
            raw.setLength(0);
            state = State.CONTENT;
            said = false;
        } else if (over || !(state == State.TAGGED && scanner.inString())) {
            giveUp();
        }
    }

    private Optional<List<CallText.Call>> read(boolean over) {
        String text = raw.toString();
        return switch (state) {
            case TAGGED -> {
                int end = endsWith(CALL_END) ? text.length() - CALL_END.length() : text.length();
                yield CallText.json(text.substring(0, end));
            }
            case DEEPSEEK -> CallText.deepSeek(text);
            default -> {
                boolean tagged = !mark.isBlank() && !mark.equals(";");
                yield (tagged ? CallText.json(text).or(() -> CallText.named(text)) : CallText.json(text))
                        .filter(calls -> tagged || calls.stream().allMatch(call -> tools.contains(call.name())));
            }
        };
    }

    /** It was no call: what was collected is content after all. */
    private void giveUp() {
        state = State.CONTENT;
        String text = mark + raw;
        raw.setLength(0);
        flush(text);
        said = true;
    }
}
