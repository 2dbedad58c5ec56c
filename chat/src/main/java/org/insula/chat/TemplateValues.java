package org.insula.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The values that a template works with: null, Boolean, Long, Double, String, List, Map, and the three here. They behave as
 * in Python.
 */
final class TemplateValues {
    private TemplateValues() {}

    /** What is not there; printing it gives nothing, looking into it fails. */
    record Undefined(String what) {}

    /** Values that a loop may change for what is behind it. */
    static final class Namespace {
        final Map<String, Object> values = new HashMap<>();
    }

    /** Something to call. */
    interface Function {
        Object call(List<Object> inOrder, Map<String, Object> byName);
    }

    static ChatException wrong(String what) {
        return new ChatException(
                "The chat template failed: " + what + "; check the messages, or use another template.");
    }

    static Object of(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                json.properties().forEach(field -> map.put(field.getKey(), of(field.getValue())));
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                json.forEach(item -> list.add(of(item)));
                yield list;
            }
            case STRING -> json.textValue();
            case BOOLEAN -> json.booleanValue();
            case NUMBER -> {
                if (json.isIntegralNumber() && json.canConvertToLong()) {
                    yield json.longValue();
                }
                yield json.doubleValue();
            }
            default -> null;
        };
    }

    static boolean truth(Object value) {
        return switch (value) {
            case null -> false;
            case Undefined _ -> false;
            case Boolean bool -> bool;
            case Long number -> number != 0;
            case Double number -> number != 0;
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Boolean bool -> bool ? 1L : 0L;
            case null, default -> value;
        };
    }

    static boolean same(Object left, Object right, TemplateBudget budget) {
        budget.step();
        Object a = plain(left);
        Object b = plain(right);
        if (a instanceof Number m && b instanceof Number n) {
            return a instanceof Long && b instanceof Long
                    ? m.longValue() == n.longValue()
                    : m.doubleValue() == n.doubleValue();
        }
        if (a instanceof List<?> first && b instanceof List<?> second) {
            boolean same = first.size() == second.size();
            for (int i = 0; same && i < first.size(); i++) {
                same = same(first.get(i), second.get(i), budget);
            }
            return same;
        }
        if (a instanceof Map<?, ?> first && b instanceof Map<?, ?> second) {
            return first.size() == second.size()
                    && first.entrySet().stream()
                            .allMatch(entry -> second.containsKey(entry.getKey())
                                    && same(entry.getValue(), second.get(entry.getKey()), budget));
        }
        if (a instanceof Undefined && b instanceof Undefined) {
            return true;
        }
        return Objects.equals(a, b);
    }

    static int compare(Object left, Object right, TemplateBudget budget) {
        budget.step();
        Object a = plain(left);
        Object b = plain(right);
        if (a instanceof Long m && b instanceof Long n) {
            return Long.compare(m, n);
        }
        if (a instanceof Number m && b instanceof Number n) {
            return Double.compare(m.doubleValue(), n.doubleValue());
        }
        if (a instanceof String m && b instanceof String n) {
            return m.compareTo(n);
        }
        if (a instanceof List<?> m && b instanceof List<?> n) {
            for (int i = 0; i < Math.min(m.size(), n.size()); i++) {
                if (!same(m.get(i), n.get(i), budget)) {
                    return compare(m.get(i), n.get(i), budget);
                }
            }
            return Integer.compare(m.size(), n.size());
        }
        throw wrong(kind(left) + " and " + kind(right) + " have no order");
    }

    static String kind(Object value) {
        return switch (value) {
            case null -> "None";
            case Undefined undefined -> "'" + undefined.what() + "', which is undefined,";
            case Boolean _ -> "a boolean";
            case Long _ -> "an integer";
            case Double _ -> "a number";
            case String _ -> "a string";
            case List<?> _ -> "a list";
            case Map<?, ?> _ -> "a mapping";
            case Namespace _ -> "a namespace";
            default -> "a function";
        };
    }

    /** As it is printed. */
    static String text(Object value, TemplateBudget budget) {
        return switch (value) {
            case Undefined _ -> "";
            case String text -> text;
            case null, default -> budget.made(shown(value, 0, budget));
        };
    }

    /** As Python shows it inside a list. */
    private static String shown(Object value, int depth, TemplateBudget budget) {
        budget.step();
        if (depth > 100) {
            throw wrong("a value nests too deep to be printed");
        }
        return switch (value) {
            case null -> "None";
            case Undefined _ -> "Undefined";
            case Boolean bool -> bool ? "True" : "False";
            case Long number -> Long.toString(number);
            case Double number -> decimal(number);
            case String text -> budget.made(quoted(text));
            case List<?> list ->
                list.stream().map(item -> shown(item, depth + 1, budget)).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> shown(entry.getKey(), depth + 1, budget) + ": "
                                + shown(entry.getValue(), depth + 1, budget))
                        .collect(Collectors.joining(", ", "{", "}"));
            default -> "<" + kind(value) + ">";
        };
    }

    static String decimal(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e16) {
            return String.format("%.1f", number);
        }
        return Double.toString(number).replace("E", "e");
    }

    private static String quoted(String text) {
        String quote = text.contains("'") && !text.contains("\"") ? "\"" : "'";
        return quote
                + text.replace("\\", "\\\\")
                        .replace(quote, "\\" + quote)
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + quote;
    }

    /** Something that can name an entry of a mapping. */
    static Object key(Object value) {
        if (value instanceof List || value instanceof Map) {
            throw wrong(kind(value) + " cannot name an entry of a mapping");
        }
        return value;
    }

    static long whole(Object value) {
        if (plain(value) instanceof Long number) {
            return number;
        }
        throw wrong("an integer was needed and " + kind(value) + " came");
    }

    static String string(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw wrong("a string was needed and " + kind(value) + " came");
    }

    /** What a loop goes over: the keys of a mapping, the characters of a string. */
    static List<?> items(Object value, TemplateBudget budget) {
        return switch (value) {
            case List<?> list -> list;
            case Map<?, ?> map -> {
                budget.steps(map.size());
                yield new ArrayList<>(map.keySet());
            }
            case String text -> {
                budget.steps(text.length());
                yield text.codePoints().mapToObj(Character::toString).toList();
            }
            case Undefined _ -> List.of();
            case null, default -> throw wrong(kind(value) + " cannot be gone through");
        };
    }

    static long length(Object value) {
        return switch (value) {
            case String text -> text.codePointCount(0, text.length());
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case Undefined _ -> 0;
            case null, default -> throw wrong(kind(value) + " has no length");
        };
    }

    static boolean contains(Object whole, Object part, TemplateBudget budget) {
        return switch (whole) {
            case String text -> {
                budget.steps(text.length() >> 4);
                yield text.contains(string(part));
            }
            case List<?> list -> {
                budget.steps(list.size());
                yield list.stream().anyMatch(item -> same(item, part, budget));
            }
            case Map<?, ?> map -> map.containsKey(key(part));
            case Undefined _ -> false;
            case null, default -> throw wrong(kind(whole) + " holds nothing");
        };
    }
}
