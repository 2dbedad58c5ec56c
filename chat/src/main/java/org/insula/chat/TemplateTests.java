package org.insula.chat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.insula.chat.TemplateValues.Undefined;

/** What can be asked of a value behind {@code is}. */
final class TemplateTests {
    private final TemplateBudget budget;

    TemplateTests(TemplateBudget budget) {
        this.budget = budget;
    }

    boolean holds(String name, Object value, List<Object> arguments) {
        budget.step();
        return switch (name) {
            case "defined" -> !(value instanceof Undefined);
            case "undefined" -> value instanceof Undefined;
            case "none" -> value == null;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "true" -> Boolean.TRUE.equals(value);
            case "false" -> Boolean.FALSE.equals(value);
            case "integer" -> value instanceof Long;
            case "float" -> value instanceof Double;
            case "number" -> value instanceof Long || value instanceof Double || value instanceof Boolean;
            case "mapping" -> value instanceof Map;
            case "sequence", "iterable" ->
                value instanceof List || value instanceof Map || value instanceof String || value instanceof Undefined;
            case "callable" -> value instanceof TemplateValues.Function;
            case "upper" -> value instanceof String text && text.equals(text.toUpperCase(Locale.ROOT));
            case "lower" -> value instanceof String text && text.equals(text.toLowerCase(Locale.ROOT));
            case "odd" -> Math.floorMod(TemplateValues.whole(value), 2) == 1;
            case "even" -> Math.floorMod(TemplateValues.whole(value), 2) == 0;
            case "divisibleby" -> {
                long by = TemplateValues.whole(first(name, arguments));
                if (by == 0) {
                    throw TemplateValues.wrong("a number was divided by zero");
                }
                yield TemplateValues.whole(value) % by == 0;
            }
            case "eq", "equalto", "==", "sameas" -> TemplateValues.same(value, first(name, arguments), budget);
            case "ne", "!=" -> !TemplateValues.same(value, first(name, arguments), budget);
            case "lt", "lessthan", "<" -> TemplateValues.compare(value, first(name, arguments), budget) < 0;
            case "gt", "greaterthan", ">" -> TemplateValues.compare(value, first(name, arguments), budget) > 0;
            case "le", "<=" -> TemplateValues.compare(value, first(name, arguments), budget) <= 0;
            case "ge", ">=" -> TemplateValues.compare(value, first(name, arguments), budget) >= 0;
            case "in" -> TemplateValues.contains(first(name, arguments), value, budget);
            default ->
                throw new ChatException("The chat template asks whether something is '"
                        + TemplateFilters.shortened(name) + "', which is not known; use another template.");
        };
    }

    private static Object first(String name, List<Object> arguments) {
        if (arguments.isEmpty()) {
            throw TemplateValues.wrong("the test '" + name + "' was given nothing to compare with");
        }
        return arguments.getFirst();
    }
}
