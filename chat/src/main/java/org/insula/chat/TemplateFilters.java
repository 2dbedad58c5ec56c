package org.insula.chat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.insula.chat.TemplateValues.Undefined;

/** Jinja's filters, as far as chat templates use them, and {@code tojson} as transformers defines it. */
final class TemplateFilters {
    private final TemplateBudget budget;
    private final TemplateMethods methods;
    private final TemplateTests tests;

    TemplateFilters(TemplateBudget budget, TemplateMethods methods, TemplateTests tests) {
        this.budget = budget;
        this.methods = methods;
        this.tests = tests;
    }

    /** What a filter was given beside the value itself. */
    private record Given(List<Object> inOrder, Map<String, Object> byName) {
        Object at(int index, String name, Object otherwise) {
            return byName.containsKey(name)
                    ? byName.get(name)
                    : index < inOrder.size() ? inOrder.get(index) : otherwise;
        }

        long whole(int index, String name, long otherwise) {
            return TemplateValues.whole(at(index, name, otherwise));
        }
    }

    Object apply(String name, Object value, List<Object> inOrder, Map<String, Object> byName) {
        budget.step();
        Given given = new Given(inOrder, byName);
        return switch (name) {
            case "trim" -> methods.strip(text(value), given.at(0, "chars", null), true, true);
            case "upper" -> budget.made(text(value).toUpperCase(Locale.ROOT));
            case "lower" -> budget.made(text(value).toLowerCase(Locale.ROOT));
            case "title" -> methods.title(text(value));
            case "capitalize" -> methods.capitalize(text(value));
            case "replace" -> methods.replace(text(value), inOrder);
            case "string", "safe" -> text(value);
            case "escape", "e", "forceescape" -> escaped(text(value));
            case "indent" -> indented(text(value), given);
            case "length", "count" -> TemplateValues.length(value);
            case "wordcount" -> (long) text(value).trim().split("\\s+").length;
            case "default", "d" -> otherwise(value, given);
            case "tojson" -> json(value, given);
            case "int" -> whole(value, given);
            case "float" -> decimal(value, given);
            case "abs" ->
                value instanceof Double number ? (Object) Math.abs(number) : Math.abs(TemplateValues.whole(value));
            case "round" -> rounded(value, given);
            case "items" -> value instanceof Undefined ? List.of() : methods.pairs(mapping(value));
            case "dictsort" -> sorted(methods.pairs(mapping(value)), Comparator.comparing(pair -> key(pair)));
            case "first",
                    "last",
                    "list",
                    "reverse",
                    "sort",
                    "unique",
                    "join",
                    "sum",
                    "min",
                    "max",
                    "map",
                    "select",
                    "reject",
                    "selectattr",
                    "rejectattr" -> ofItems(name, value, given);
            default ->
                throw new ChatException("The chat template uses the filter '" + shortened(name)
                        + "', which is not known; use another template.");
        };
    }

    static String shortened(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }

    private String text(Object value) {
        return TemplateValues.text(value, budget);
    }

    private static Map<?, ?> mapping(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw TemplateValues.wrong("a mapping was needed and " + TemplateValues.kind(value) + " came");
    }

    private static String key(Object pair) {
        return String.valueOf(((List<?>) pair).getFirst()).toLowerCase(Locale.ROOT);
    }

    private String escaped(String text) {
        budget.willMake(text.length() * 5L);
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }

    private String indented(String text, Given given) {
        Object width = given.at(0, "width", 4L);
        String blanks = width instanceof String prefix
                ? prefix
                : " ".repeat((int) Math.clamp(TemplateValues.whole(width), 0, 100));
        long breaks = text.chars().filter(c -> c == '\n').count();
        budget.willMake(text.length() + (breaks + 1) * blanks.length());
        boolean first = TemplateValues.truth(given.at(1, "first", false));
        boolean blank = TemplateValues.truth(given.at(2, "blank", false));
        StringBuilder out = new StringBuilder();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            boolean shift = i == 0 ? first : blank || !lines[i].isBlank();
            out.append(i > 0 ? "\n" : "").append(shift ? blanks : "").append(lines[i]);
        }
        return out.toString();
    }

    private static Object otherwise(Object value, Given given) {
        boolean alsoFalse = TemplateValues.truth(given.at(1, "boolean", false));
        boolean missing = value instanceof Undefined || alsoFalse && !TemplateValues.truth(value);
        return missing ? given.at(0, "default_value", "") : value;
    }

    private String json(Object value, Given given) {
        Object indent = given.at(0, "indent", given.byName().get("indent"));
        boolean lines = indent != null;
        String comma = lines ? "," : ", ";
        String colon = ": ";
        if (given.byName().get("separators") instanceof List<?> separators && separators.size() == 2) {
            comma = TemplateValues.string(separators.getFirst());
            colon = TemplateValues.string(separators.getLast());
        }
        boolean sorted = TemplateValues.truth(given.at(9, "sort_keys", false));
        int blanks = lines ? (int) Math.clamp(TemplateValues.whole(indent), 0, 20) : -1;
        return new TemplateJson(blanks, comma, colon, sorted, budget).write(value);
    }

    private static Object whole(Object value, Given given) {
        Object otherwise = given.at(0, "default", 0L);
        return switch (value) {
            case Long number -> number;
            case Boolean bool -> bool ? 1L : 0L;
            case Double number -> number.longValue();
            case String text -> {
                String digits = text.strip();
                yield digits.matches("[+-]?\\d{1,18}") ? (Object) Long.parseLong(digits) : otherwise;
            }
            case null, default -> otherwise;
        };
    }

    private static Object decimal(Object value, Given given) {
        Object otherwise = given.at(0, "default", 0.0);
        return switch (value) {
            case Long number -> number.doubleValue();
            case Boolean bool -> bool ? 1.0 : 0.0;
            case Double number -> number;
            case String text -> {
                String digits = text.strip();
                yield digits.length() < 40 && digits.matches("[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d{1,3})?")
                        ? (Object) Double.parseDouble(digits)
                        : otherwise;
            }
            case null, default -> otherwise;
        };
    }

    private static Object rounded(Object value, Given given) {
        double scale = Math.pow(10, Math.clamp(given.whole(0, "precision", 0), 0, 12));
        double number = value instanceof Double decimal ? decimal : TemplateValues.whole(value);
        return Math.rint(number * scale) / scale;
    }

    private Object ofItems(String name, Object value, Given given) {
        List<?> items = TemplateValues.items(value, budget);
        budget.steps(items.size());
        return switch (name) {
            case "first" -> items.isEmpty() ? new Undefined("first item") : items.getFirst();
            case "last" -> items.isEmpty() ? new Undefined("last item") : items.getLast();
            case "list" -> new ArrayList<>(items);
            case "reverse" ->
                value instanceof String text
                        ? new StringBuilder(text).reverse().toString()
                        : new ArrayList<>(items.reversed());
            case "join" -> methods.join(text(given.at(0, "d", "")), attributes(items, given.at(1, "attribute", null)));
            case "sum" -> sum(attributes(items, given.at(0, "attribute", null)), given.at(1, "start", 0L));
            case "min" ->
                items.stream()
                        .map(Optional::ofNullable)
                        .min(this::ordered)
                        .flatMap(item -> item)
                        .orElse(null);
            case "max" ->
                items.stream()
                        .map(Optional::ofNullable)
                        .max(this::ordered)
                        .flatMap(item -> item)
                        .orElse(null);
            case "sort" -> sort(items, given);
            case "unique" -> unique(items);
            case "map" -> map(items, given);
            case "select", "reject" -> chosen(items, given, name.equals("select"));
            default -> byAttribute(items, given, name.equals("selectattr"));
        };
    }

    private int ordered(Optional<?> a, Optional<?> b) {
        return TemplateValues.compare(a.orElse(null), b.orElse(null), budget);
    }

    private List<?> attributes(List<?> items, Object attribute) {
        return attribute == null
                ? items
                : items.stream().<Object>map(item -> looked(item, attribute)).toList();
    }

    /** An attribute, or a path of them with points between. */
    private static Object looked(Object item, Object attribute) {
        Object at = item;
        for (String name : path(attribute).split("\\.")) {
            at = at instanceof Map<?, ?> map && map.containsKey(name) ? map.get(name) : new Undefined(name);
        }
        return at;
    }

    private static String path(Object value) {
        return value instanceof Long number ? Long.toString(number) : TemplateValues.string(value);
    }

    private Object sum(List<?> items, Object start) {
        boolean decimal = start instanceof Double || items.stream().anyMatch(Double.class::isInstance);
        double total = start instanceof Double number ? number : TemplateValues.whole(start);
        long whole = start instanceof Double ? 0 : TemplateValues.whole(start);
        for (Object item : items) {
            total += item instanceof Double number ? number : TemplateValues.whole(item);
            whole += item instanceof Double ? 0 : TemplateValues.whole(item);
        }
        return decimal ? (Object) total : whole;
    }

    private List<Object> sort(List<?> items, Given given) {
        Object attribute = given.at(2, "attribute", null);
        boolean down = TemplateValues.truth(given.at(0, "reverse", false));
        boolean exact = TemplateValues.truth(given.at(1, "case_sensitive", false));
        Comparator<Object> order = (a, b) -> TemplateValues.compare(
                sortKey(attribute == null ? a : looked(a, attribute), exact),
                sortKey(attribute == null ? b : looked(b, attribute), exact),
                budget);
        return sorted(new ArrayList<>(items), down ? order.reversed() : order);
    }

    private static Object sortKey(Object value, boolean exact) {
        return !exact && value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
    }

    private List<Object> sorted(List<Object> items, Comparator<Object> order) {
        budget.steps(items.size() * 16L);
        items.sort(order);
        return items;
    }

    private List<Object> unique(List<?> items) {
        Map<Object, Object> seen = new LinkedHashMap<>();
        items.forEach(item -> seen.putIfAbsent(TemplateValues.key(item), item));
        return new ArrayList<>(seen.values());
    }

    private List<Object> map(List<?> items, Given given) {
        List<Object> mapped = new ArrayList<>();
        for (Object item : items) {
            if (given.byName().containsKey("attribute")) {
                Object found = looked(item, given.byName().get("attribute"));
                boolean missing = found instanceof Undefined && given.byName().containsKey("default");
                mapped.add(missing ? given.byName().get("default") : found);
            } else {
                List<Object> rest = given.inOrder().isEmpty()
                        ? List.of()
                        : given.inOrder().subList(1, given.inOrder().size());
                mapped.add(apply(TemplateValues.string(given.at(0, "filter", null)), item, rest, given.byName()));
            }
        }
        return mapped;
    }

    private List<Object> chosen(List<?> items, Given given, boolean wanted) {
        List<Object> chosen = new ArrayList<>();
        for (Object item : items) {
            if (holds(item, given.inOrder(), 0) == wanted) {
                chosen.add(item);
            }
        }
        return chosen;
    }

    private List<Object> byAttribute(List<?> items, Given given, boolean wanted) {
        List<Object> chosen = new ArrayList<>();
        for (Object item : items) {
            if (holds(looked(item, given.at(0, "attribute", "")), given.inOrder(), 1) == wanted) {
                chosen.add(item);
            }
        }
        return chosen;
    }

    private boolean holds(Object value, List<Object> arguments, int from) {
        return arguments.size() <= from
                ? TemplateValues.truth(value)
                : tests.holds(
                        TemplateValues.string(arguments.get(from)),
                        value,
                        arguments.subList(from + 1, arguments.size()));
    }
}
