package org.insula.chat;

import java.util.ArrayList;
import java.util.List;

/** What signs between two values do. */
final class TemplateArithmetic {
    private final TemplateBudget budget;

    TemplateArithmetic(TemplateBudget budget) {
        this.budget = budget;
    }

    Object apply(String sign, Object left, Object right) {
        try {
            if (sign.equals("~")) {
                return joined(TemplateValues.text(left, budget), TemplateValues.text(right, budget));
            }
            if (left instanceof String a && right instanceof String b && sign.equals("+")) {
                return joined(a, b);
            }
            if (left instanceof List<?> a && right instanceof List<?> b && sign.equals("+")) {
                budget.steps((long) a.size() + b.size());
                List<Object> both = new ArrayList<>(a);
                both.addAll(b);
                return both;
            }
            if (left instanceof String text && sign.equals("%")) {
                return formatted(text, right);
            }
            if (sign.equals("*") && left instanceof String text) {
                return repeated(text, TemplateValues.whole(right));
            }
            if (sign.equals("*") && right instanceof String text) {
                return repeated(text, TemplateValues.whole(left));
            }
            return numbers(sign, left, right);
        } catch (ArithmeticException e) {
            throw new ChatException(
                    "The chat template calculates what is no number (" + e.getMessage() + "); use another template.",
                    e);
        }
    }

    private String joined(String a, String b) {
        budget.willMake((long) a.length() + b.length());
        return a.concat(b);
    }

    private String repeated(String text, long times) {
        long count = Math.max(0, times);
        if (count > Integer.MAX_VALUE) {
            throw TemplateValues.wrong("a text was repeated " + count + " times");
        }
        budget.willMake(Math.multiplyExact(text.length(), count));
        return text.repeat((int) count);
    }

    /** Python's older way to fill in values: {@code %s} and {@code %d}. */
    private String formatted(String pattern, Object values) {
        List<?> given = values instanceof List<?> list ? list : List.of(values == null ? "None" : values);
        StringBuilder text = new StringBuilder();
        int used = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c != '%' || i + 1 == pattern.length()) {
                text.append(c);
                continue;
            }
            char kind = pattern.charAt(++i);
            if (kind == '%') {
                text.append('%');
            } else if ((kind == 's' || kind == 'd' || kind == 'i') && used < given.size()) {
                text.append(budget.made(TemplateValues.text(given.get(used++), budget)));
            } else {
                throw TemplateValues.wrong("a text cannot be filled in at '%" + kind + "'");
            }
        }
        return budget.made(text.toString());
    }

    private static Object numbers(String sign, Object left, Object right) {
        if (left instanceof Double || right instanceof Double || sign.equals("/")) {
            double a = number(sign, left);
            double b = number(sign, right);
            if (b == 0 && (sign.equals("/") || sign.equals("//") || sign.equals("%"))) {
                throw TemplateValues.wrong("a number was divided by zero");
            }
            return switch (sign) {
                case "+" -> a + b;
                case "-" -> a - b;
                case "*" -> a * b;
                case "/" -> a / b;
                case "//" -> Math.floor(a / b);
                case "%" -> a - b * Math.floor(a / b);
                default -> Math.pow(a, b);
            };
        }
        long a = whole(sign, left);
        long b = whole(sign, right);
        return switch (sign) {
            case "+" -> Math.addExact(a, b);
            case "-" -> Math.subtractExact(a, b);
            case "*" -> Math.multiplyExact(a, b);
            case "//" -> Math.floorDiv(a, b);
            case "%" -> Math.floorMod(a, b);
            default -> power(a, b);
        };
    }

    private static Object power(long a, long b) {
        if (b < 0 || b > 64) {
            return Math.pow(a, b);
        }
        long result = 1;
        for (int i = 0; i < b; i++) {
            result = Math.multiplyExact(result, a);
        }
        return result;
    }

    private static double number(String sign, Object value) {
        return value instanceof Double number ? number : whole(sign, value);
    }

    private static long whole(String sign, Object value) {
        return switch (value) {
            case Long number -> number;
            case Boolean bool -> bool ? 1 : 0;
            case null, default ->
                throw TemplateValues.wrong("'" + sign + "' does not work with " + TemplateValues.kind(value));
        };
    }
}
