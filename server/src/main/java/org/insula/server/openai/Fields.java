package org.insula.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.insula.server.http.BadRequest;

/** The fields of a request, each with a sentence for what is wrong; null counts as absent, as OpenAI's clients send it. */
final class Fields {
    private Fields() {}

    static BadRequest wrong(String name, String what) {
        return new BadRequest(name + " " + what, name);
    }

    static Optional<JsonNode> value(JsonNode object, String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
    }

    static OptionalDouble number(JsonNode object, String name, double least, double most) {
        Optional<JsonNode> value = value(object, name);
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        double number = value.get().isNumber() ? value.get().doubleValue() : Double.NaN;
        if (!(number >= least && number <= most)) {
            throw wrong(name, "is " + shown(value.get()) + "; give a number from " + least + " to " + most + ".");
        }
        return OptionalDouble.of(number);
    }

    static OptionalLong whole(JsonNode object, String name, long least, long most) {
        Optional<JsonNode> value = value(object, name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        boolean fits = value.get().isIntegralNumber() && value.get().canConvertToLong();
        long number = value.get().longValue();
        if (!fits || number < least || number > most) {
            throw wrong(name, "is " + shown(value.get()) + "; give a whole number from " + least + " to " + most + ".");
        }
        return OptionalLong.of(number);
    }

    static boolean flag(JsonNode object, String name, boolean otherwise) {
        Optional<JsonNode> value = value(object, name);
        if (value.isPresent() && !value.get().isBoolean()) {
            throw wrong(name, "is " + shown(value.get()) + "; give true or false.");
        }
        return value.map(JsonNode::booleanValue).orElse(otherwise);
    }

    static Optional<String> text(JsonNode object, String name) {
        Optional<JsonNode> value = value(object, name);
        if (value.isPresent() && !value.get().isTextual()) {
            throw wrong(name, "is not a string; give one.");
        }
        return value.map(JsonNode::textValue);
    }

    static String required(JsonNode object, String name) {
        return text(object, name).orElseThrow(() -> wrong(name, "is missing; give a string."));
    }

    /** A string, or an array of them. */
    static List<String> texts(JsonNode object, String name, int most) {
        Optional<JsonNode> value = value(object, name);
        List<String> texts = new ArrayList<>();
        if (value.isEmpty()) {
            return texts;
        }
        for (JsonNode each : value.get().isArray() ? value.get() : List.of(value.get())) {
            if (!each.isTextual() || texts.size() == most) {
                throw wrong(name, "is not a string or an array of at most " + most + " strings; give these.");
            }
            texts.add(each.textValue());
        }
        return texts;
    }

    static List<JsonNode> list(JsonNode object, String name, int most) {
        Optional<JsonNode> value = value(object, name);
        List<JsonNode> list = new ArrayList<>();
        if (value.isPresent()) {
            if (!value.get().isArray() || value.get().size() > most) {
                throw wrong(name, "is not an array of at most " + most + " entries; give one.");
            }
            value.get().forEach(list::add);
        }
        return list;
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
