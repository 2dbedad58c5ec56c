package org.insula.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.insula.chat.TemplateValues.Function;

/** The methods of Python's strings, lists and mappings that do not change them. */
final class TemplateMethods {
    private final TemplateBudget budget;

    TemplateMethods(TemplateBudget budget) {
        this.budget = budget;
    }

    /** A method of this value, if it has one of that name. */
    Optional<Function> of(Object value, String name) {
        return switch (value) {
            case String text -> string(text, name);
            case Map<?, ?> map -> mapping(map, name);
            case List<?> list -> list(list, name);
            case null, default -> Optional.empty();
        };
    }

    private static Object argument(List<Object> arguments, int index, Object otherwise) {
        return index < arguments.size() ? arguments.get(index) : otherwise;
    }

    private static Object required(List<Object> arguments, int index) {
        if (index >= arguments.size()) {
            throw TemplateValues.wrong("a method was called with too few arguments");
        }
        return arguments.get(index);
    }

    private Optional<Function> mapping(Map<?, ?> map, String name) {
        Function method = switch (name) {
            case "items" -> (_, _) -> pairs(map);
            case "keys" -> (_, _) -> TemplateValues.items(map, budget);
            case "values" ->
                (_, _) -> {
                    budget.steps(map.size());
                    return new ArrayList<>(map.values());
                };
            case "get" ->
                (in, _) -> {
                    Object key = TemplateValues.key(required(in, 0));
                    return map.containsKey(key) ? map.get(key) : argument(in, 1, null);
                };
            case "copy" ->
                (_, _) -> {
                    budget.steps(map.size());
                    return new LinkedHashMap<>(map);
                };
            default -> null;
        };
        return Optional.ofNullable(method);
    }

    List<Object> pairs(Map<?, ?> map) {
        budget.steps(map.size());
        List<Object> pairs = new ArrayList<>();
        for (var entry : map.entrySet()) {
            List<Object> pair = new ArrayList<>();
            pair.add(entry.getKey());
            pair.add(entry.getValue());
            pairs.add(pair);
        }
        return pairs;
    }

    private Optional<Function> list(List<?> list, String name) {
        Function method = switch (name) {
            case "index" ->
                (in, _) -> {
                    budget.steps(list.size());
                    for (int i = 0; i < list.size(); i++) {
                        if (TemplateValues.same(list.get(i), required(in, 0), budget)) {
                            return (long) i;
                        }
                    }
                    throw TemplateValues.wrong("a value is not in the list");
                };
            case "count" ->
                (in, _) -> {
                    budget.steps(list.size());
                    return list.stream()
                            .filter(item -> TemplateValues.same(item, required(in, 0), budget))
                            .count();
                };
            case "copy" ->
                (_, _) -> {
                    budget.steps(list.size());
                    return new ArrayList<>(list);
                };
            default -> null;
        };
        return Optional.ofNullable(method);
    }

    private Optional<Function> string(String s, String name) {
        Function method = switch (name) {
            case "strip" -> (in, _) -> strip(s, argument(in, 0, null), true, true);
            case "lstrip" -> (in, _) -> strip(s, argument(in, 0, null), true, false);
            case "rstrip" -> (in, _) -> strip(s, argument(in, 0, null), false, true);
            case "startswith" -> (in, _) -> any(required(in, 0), s::startsWith);
            case "endswith" -> (in, _) -> any(required(in, 0), s::endsWith);
            case "split" -> (in, by) -> split(s, by.getOrDefault("sep", argument(in, 0, null)), most(in, by), false);
            case "rsplit" -> (in, by) -> split(s, by.getOrDefault("sep", argument(in, 0, null)), most(in, by), true);
            case "splitlines" -> (_, _) -> lines(s);
            case "replace" -> (in, _) -> replace(s, in);
            case "upper" -> (_, _) -> budget.made(s.toUpperCase(Locale.ROOT));
            case "lower" -> (_, _) -> budget.made(s.toLowerCase(Locale.ROOT));
            case "title" -> (_, _) -> title(s);
            case "capitalize" -> (_, _) -> capitalize(s);
            case "find" -> (in, _) -> (long) s.indexOf(TemplateValues.string(required(in, 0)));
            case "rfind" -> (in, _) -> (long) s.lastIndexOf(TemplateValues.string(required(in, 0)));
            case "index" ->
                (in, _) -> {
                    int found = s.indexOf(TemplateValues.string(required(in, 0)));
                    if (found < 0) {
                        throw TemplateValues.wrong("a text is not in the other");
                    }
                    return (long) found;
                };
            case "count" -> (in, _) -> count(s, TemplateValues.string(required(in, 0)));
            case "join" -> (in, _) -> join(s, required(in, 0));
            case "removeprefix" ->
                (in, _) -> {
                    String prefix = TemplateValues.string(required(in, 0));
                    return s.startsWith(prefix) ? budget.made(s.substring(prefix.length())) : s;
                };
            case "removesuffix" ->
                (in, _) -> {
                    String suffix = TemplateValues.string(required(in, 0));
                    return s.endsWith(suffix) ? budget.made(s.substring(0, s.length() - suffix.length())) : s;
                };
            case "isdigit" -> (_, _) -> !s.isEmpty() && s.codePoints().allMatch(Character::isDigit);
            case "isalpha" -> (_, _) -> !s.isEmpty() && s.codePoints().allMatch(Character::isLetter);
            case "isalnum" -> (_, _) -> !s.isEmpty() && s.codePoints().allMatch(Character::isLetterOrDigit);
            case "isspace" -> (_, _) -> !s.isEmpty() && s.isBlank();
            case "isupper" ->
                (_, _) -> s.codePoints().anyMatch(Character::isUpperCase)
                        && s.codePoints().noneMatch(Character::isLowerCase);
            case "islower" ->
                (_, _) -> s.codePoints().anyMatch(Character::isLowerCase)
                        && s.codePoints().noneMatch(Character::isUpperCase);
            default -> null;
        };
        if (method != null) {
            budget.steps(s.length() >> 4);
        }
        return Optional.ofNullable(method);
    }

    private static int most(List<Object> in, Map<String, Object> by) {
        Object given = by.getOrDefault("maxsplit", argument(in, 1, -1L));
        long most = TemplateValues.whole(given);
        return most < 0 ? Integer.MAX_VALUE : (int) Math.min(most, Integer.MAX_VALUE);
    }

    private static boolean any(Object what, java.util.function.Predicate<String> fits) {
        return what instanceof List<?> several
                ? several.stream().anyMatch(each -> fits.test(TemplateValues.string(each)))
                : fits.test(TemplateValues.string(what));
    }

    String strip(String s, Object what, boolean left, boolean right) {
        String chars = what == null ? null : TemplateValues.string(what);
        budget.steps((long) s.length() * (chars == null ? 1 : Math.max(1, chars.length())) >> 4);
        int from = 0;
        int to = s.length();
        while (left && from < to && goes(s.charAt(from), chars)) {
            from++;
        }
        while (right && from < to && goes(s.charAt(to - 1), chars)) {
            to--;
        }
        return budget.made(s.substring(from, to));
    }

    private static boolean goes(char c, String chars) {
        return chars == null ? Character.isWhitespace(c) || c == '\u00a0' || c == '\u0085' : chars.indexOf(c) >= 0;
    }

    private List<Object> split(String s, Object by, int most, boolean fromEnd) {
        if (by == null) {
            return words(s, most, fromEnd);
        }
        String separator = TemplateValues.string(by);
        if (separator.isEmpty()) {
            throw TemplateValues.wrong("a text was split by nothing");
        }
        budget.willMake(s.length());
        List<Object> parts = new ArrayList<>();
        String rest = s;
        int start = 0;
        if (fromEnd) {
            int end = s.length();
            int found = s.lastIndexOf(separator);
            while (found >= 0 && parts.size() < most) {
                budget.step();
                parts.addFirst(s.substring(found + separator.length(), end));
                end = found;
                found = found == 0 ? -1 : s.lastIndexOf(separator, found - separator.length());
            }
            parts.addFirst(s.substring(0, end));
            return parts;
        }
        int found = rest.indexOf(separator);
        while (found >= 0 && parts.size() < most) {
            budget.step();
            parts.add(rest.substring(start, found));
            start = found + separator.length();
            found = rest.indexOf(separator, start);
        }
        parts.add(rest.substring(start));
        return parts;
    }

    private List<Object> words(String s, int most, boolean fromEnd) {
        budget.willMake(s.length());
        String stripped = strip(s, null, true, true);
        if (stripped.isEmpty()) {
            return List.of();
        }
        if (most == Integer.MAX_VALUE || !fromEnd) {
            int limit = most == Integer.MAX_VALUE ? 0 : most + 1;
            return List.of((Object[]) stripped.split("\\s+", limit));
        }
        throw TemplateValues.wrong("rsplit by white space knows no limit here");
    }

    private List<Object> lines(String s) {
        budget.willMake(s.length());
        List<Object> lines = new ArrayList<>();
        s.lines().forEach(lines::add);
        budget.steps(lines.size());
        return lines;
    }

    String replace(String s, List<Object> in) {
        String old = TemplateValues.string(required(in, 0));
        String other = TemplateValues.string(required(in, 1));
        long most = in.size() > 2 && in.get(2) != null ? TemplateValues.whole(in.get(2)) : -1;
        long found = old.isEmpty() ? s.length() + 1L : count(s, old);
        long changes = most < 0 ? found : Math.min(found, most);
        budget.willMake(s.length() + changes * Math.max(0, other.length() - old.length()));
        if (changes == found) {
            return s.replace(old, other);
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (long i = 0; i < changes; i++) {
            int at = old.isEmpty() ? from : s.indexOf(old, from);
            out.append(s, from, at).append(other);
            from = at + old.length();
            if (old.isEmpty()) {
                out.append(s.charAt(from++));
            }
        }
        return out.append(s, from, s.length()).toString();
    }

    private long count(String s, String part) {
        budget.steps(s.length() >> 4);
        if (part.isEmpty()) {
            return s.length() + 1L;
        }
        long count = 0;
        for (int at = s.indexOf(part); at >= 0; at = s.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    String title(String s) {
        budget.willMake(s.length());
        StringBuilder title = new StringBuilder(s.length());
        boolean begin = true;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            title.append(begin ? Character.toTitleCase(c) : Character.toLowerCase(c));
            begin = !Character.isLetter(c);
        }
        return title.toString();
    }

    String capitalize(String s) {
        budget.willMake(s.length());
        return s.isEmpty()
                ? s
                : s.substring(0, 1).toUpperCase(Locale.ROOT) + s.substring(1).toLowerCase(Locale.ROOT);
    }

    String join(String separator, Object items) {
        StringBuilder joined = new StringBuilder();
        boolean first = true;
        for (Object item : TemplateValues.items(items, budget)) {
            budget.step();
            String text = TemplateValues.text(item, budget);
            budget.willMake(text.length() + (first ? 0 : separator.length()));
            joined.append(first ? "" : separator).append(text);
            first = false;
        }
        return joined.toString();
    }
}
