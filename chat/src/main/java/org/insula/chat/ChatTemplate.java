package org.insula.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.insula.chat.TemplateValues.Function;

/**
 * A model's own chat template: Jinja in the dialect of transformers' {@code apply_chat_template}. It is run here by an
 * interpreter of its own that can read nothing but the conversation and is stopped when it takes too many steps or makes
 * too much text.
 *
 * <p>Where a template lacks something, the conversation is put in other words: instructions go into the first message of
 * the user where it knows none, and tools are described in the instructions where it does not name them. What it can do is
 * found by trying it out when it is opened.
 *
 * <p>Immutable and safe for many threads.
 *
 * @see <a href="https://huggingface.co/docs/transformers/chat_templating">Chat templates</a>
 */
public final class ChatTemplate {
    private static final String CHATML = """
            {%- for message in messages %}{{ '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}\
            {%- endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}""";

    private final List<TemplateNode> nodes;
    private final TemplateLimits limits;
    private final String bos;
    private final String eos;
    private final ToolFormat format;
    private final TemplateAbilities abilities;

    /**
     * Reads a template and tries out what it can do.
     *
     * @param source as the model's file holds it
     * @param bos the text of the token that begins a prompt; may be empty
     * @param eos the text of the token that ends an answer; may be empty
     * @throws ChatException if it is no template, or fails with every conversation
     */
    public ChatTemplate(String source, String bos, String eos, TemplateLimits limits) {
        if (source.length() > limits.maxSource()) {
            throw new ChatException("The chat template has " + source.length() + " characters; use one of at most "
                    + limits.maxSource() + ".");
        }
        this.nodes = TemplateParser.parse(source);
        this.limits = limits;
        this.bos = bos;
        this.eos = eos;
        this.format = ToolFormat.of(source);
        this.abilities = TemplateAbilities.of(this);
    }

    /** For models whose file has no template: ChatML. */
    public static ChatTemplate plain(String bos, String eos) {
        return new ChatTemplate(CHATML, bos, eos, TemplateLimits.standard());
    }

    /** How the model writes calls of tools. */
    public ToolFormat format() {
        return abilities.tools() ? format : ToolFormat.HERMES;
    }

    /**
     * The prompt, up to where the model is to begin. Its special tokens are in it as text, that which begins it among them.
     *
     * @throws ChatException if the template refuses the conversation, or takes too long
     */
    public String prompt(Conversation conversation) {
        StringBuilder prompt = new StringBuilder();
        pieces(conversation).forEach(piece -> prompt.append(piece.text()));
        return prompt.toString();
    }

    /**
     * The prompt in pieces, which tell the template's own marks from what looks like one in the words of users and tools.
     *
     * @throws ChatException if the template refuses the conversation, or takes too long
     */
    public List<PromptPiece> pieces(Conversation conversation) {
        return ForeignMarks.pieces(
                render(abilities.messages(conversation), abilities.tools(conversation), conversation, true));
    }

    /** Whether this prompt ends inside the model's thoughts. */
    public static boolean endsThinking(String prompt) {
        return prompt.stripTrailing().endsWith("<think>");
    }

    String render(List<Map<String, Object>> messages, List<Object> tools, Conversation conversation, boolean answer) {
        Map<String, Object> names = new HashMap<>();
        conversation.settings().forEach((name, value) -> names.put(name, TemplateValues.of(value)));
        names.put("messages", messages);
        if (tools.isEmpty()) {
            names.put("tools", null);
        } else {
            names.put("tools", tools);
        }
        names.put("add_generation_prompt", answer);
        names.put("bos_token", bos);
        names.put("eos_token", eos);
        names.put("raise_exception", (Function) (in, _) -> {
            String reason = in.isEmpty() ? "no reason given" : String.valueOf(in.getFirst());
            throw new ChatException("The model's chat template refuses this conversation: " + reason
                    + (reason.endsWith(".") ? "" : ".") + " Send other messages.");
        });
        names.put("strftime_now", (Function)
                (in, _) -> date(in.isEmpty() ? "" : TemplateValues.string(in.getFirst()), conversation.now()));
        try {
            return new TemplateRun(names, new TemplateBudget(limits)).render(nodes);
        } catch (StackOverflowError e) {
            throw new ChatException("The chat template nests too deep; use another template.", e);
        }
    }

    /** A date as C's strftime writes it, in English. */
    private static String date(String pattern, LocalDateTime now) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) != '%' || i + 1 == pattern.length()) {
                text.append(pattern.charAt(i));
                continue;
            }
            char next = pattern.charAt(++i);
            boolean bare = next == '-' && i + 1 < pattern.length();
            String part = part(bare ? pattern.charAt(++i) : next, now);
            text.append(bare && part.length() > 1 && part.startsWith("0") ? part.substring(1) : part);
        }
        return text.toString();
    }

    private static String part(char directive, LocalDateTime now) {
        try {
            return switch (directive) {
                case 'd' -> two(now.getDayOfMonth());
                case 'm' -> two(now.getMonthValue());
                case 'Y' -> Integer.toString(now.getYear());
                case 'y' -> two(now.getYear() % 100);
                case 'B' -> now.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
                case 'b' -> now.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
                case 'A' -> now.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
                case 'a' -> now.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
                case 'H' -> two(now.getHour());
                case 'I' -> two((now.getHour() + 11) % 12 + 1);
                case 'M' -> two(now.getMinute());
                case 'S' -> two(now.getSecond());
                case 'p' -> now.getHour() < 12 ? "AM" : "PM";
                case 'j' -> String.format("%03d", now.getDayOfYear());
                case '%' -> "%";
                default -> throw TemplateValues.wrong("the date's part '%" + directive + "' is not known");
            };
        } catch (DateTimeException e) {
            throw new ChatException("The chat template asks for a date that there is not; use another template.", e);
        }
    }

    private static String two(int number) {
        return String.format("%02d", number);
    }

    /** Messages as templates see them. */
    static List<Map<String, Object>> plainMessages(List<Message> messages) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Message message : messages) {
            Map<String, Object> entry = new LinkedHashMap<>();
            switch (message) {
                case Message.Instructions _ -> entry.put("role", "system");
                case Message.User _ -> entry.put("role", "user");
                case Message.Assistant answer -> {
                    entry.put("role", "assistant");
                    answer.reasoning().ifPresent(thoughts -> entry.put("reasoning_content", thoughts));
                    if (!answer.calls().isEmpty()) {
                        entry.put(
                                "tool_calls",
                                answer.calls().stream()
                                        .<Object>map(ChatTemplate::call)
                                        .toList());
                    }
                }
                case Message.Result result -> {
                    entry.put("role", "tool");
                    entry.put("name", result.name());
                    entry.put("tool_call_id", result.callId());
                }
            }
            boolean foreign = message instanceof Message.User || message instanceof Message.Result;
            entry.put("content", foreign ? ForeignMarks.fenced(message.text()) : message.text());
            all.add(entry);
        }
        return all;
    }

    private static Map<Object, Object> call(ToolCall call) {
        JsonNode arguments = JsonText.read(call.arguments())
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new ChatException("The arguments of the call '" + call.id()
                        + "' are no JSON object; send them as the model gave them."));
        Map<Object, Object> function = new LinkedHashMap<>();
        function.put("name", call.name());
        function.put("arguments", TemplateValues.of(arguments));
        Map<Object, Object> entry = new LinkedHashMap<>();
        entry.put("id", call.id());
        entry.put("type", "function");
        entry.put("function", function);
        return entry;
    }
}
