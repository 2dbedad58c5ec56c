package org.insula.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.insula.chat.TemplateNode.Arguments;
import org.insula.chat.TemplateNode.Expression;
import org.insula.chat.TemplateValues.Function;
import org.insula.chat.TemplateValues.Namespace;
import org.insula.chat.TemplateValues.Undefined;

/** Runs a template once. A loop, a macro and {@code with} have names of their own; {@code if} has not. */
final class TemplateRun {
    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    /** Names, and those around them. */
    private record Scope(Map<String, Object> names, Optional<Scope> around) {
        Object find(String name) {
            for (Scope scope = this; scope != null; scope = scope.around.orElse(null)) {
                if (scope.names.containsKey(name)) {
                    return scope.names.get(name);
                }
            }
            return new Undefined(name);
        }

        Scope inner() {
            return new Scope(new HashMap<>(), Optional.of(this));
        }
    }

    private final TemplateBudget budget;
    private final TemplateMethods methods;
    private final TemplateTests tests;
    private final TemplateFilters filters;
    private final Scope globals;
    private StringBuilder out = new StringBuilder();

    TemplateRun(Map<String, Object> names, TemplateBudget budget) {
        this.budget = budget;
        this.methods = new TemplateMethods(budget);
        this.tests = new TemplateTests(budget);
        this.filters = new TemplateFilters(budget, methods, tests);
        this.globals = new Scope(new HashMap<>(names), Optional.empty());
        globals.names().put("range", (Function) (in, _) -> range(in));
        globals.names().put("namespace", (Function) (_, by) -> {
            Namespace space = new Namespace();
            space.values.putAll(by);
            return space;
        });
        globals.names().put("dict", (Function) (_, by) -> new LinkedHashMap<>(by));
    }

    String render(List<TemplateNode> nodes) {
        run(nodes, globals);
        return out.toString();
    }

    private List<Object> range(List<Object> in) {
        if (in.isEmpty() || in.size() > 3) {
            throw TemplateValues.wrong("range takes one to three numbers");
        }
        long from = in.size() == 1 ? 0 : TemplateValues.whole(in.getFirst());
        long to = TemplateValues.whole(in.get(in.size() == 1 ? 0 : 1));
        long step = in.size() == 3 ? TemplateValues.whole(in.get(2)) : 1;
        if (step == 0) {
            throw TemplateValues.wrong("range goes on by zero");
        }
        List<Object> numbers = new ArrayList<>();
        for (long i = from; step > 0 ? i < to : i > to; i += step) {
            budget.step();
            numbers.add(i);
        }
        return numbers;
    }

    private void print(String text) {
        budget.willMake(text.length());
        out.append(text);
    }

    private Flow run(List<TemplateNode> nodes, Scope scope) {
        for (TemplateNode node : nodes) {
            Flow flow = run(node, scope);
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    private Flow run(TemplateNode node, Scope scope) {
        budget.step();
        switch (node) {
            case TemplateNode.Text text -> print(text.text());
            case TemplateNode.Print value -> print(TemplateValues.text(value(value.value(), scope), budget));
            case TemplateNode.If choice -> {
                return condition(choice, scope);
            }
            case TemplateNode.For loop -> {
                return loop(loop, scope);
            }
            case TemplateNode.Assignment set -> assign(set, scope);
            case TemplateNode.Captured captured -> scope.names().put(captured.name(), captured(captured.body(), scope));
            case TemplateNode.Filtered filtered -> {
                Object value = captured(filtered.body(), scope.inner());
                for (TemplateNode.Filter filter : filtered.filters()) {
                    value = filter(filter, value, scope);
                }
                print(TemplateValues.text(value, budget));
            }
            case TemplateNode.Macro macro -> scope.names().put(macro.name(), function(macro, scope));
            case TemplateNode.Scoped scoped -> {
                Scope inner = scope.inner();
                for (int i = 0; i < scoped.names().size(); i++) {
                    inner.names()
                            .put(scoped.names().get(i), value(scoped.values().get(i), scope));
                }
                return run(scoped.body(), inner);
            }
            case TemplateNode.Break _ -> {
                return Flow.BREAK;
            }
            case TemplateNode.Continue _ -> {
                return Flow.CONTINUE;
            }
        }
        return Flow.ON;
    }

    private String captured(List<TemplateNode> body, Scope scope) {
        StringBuilder outer = out;
        out = new StringBuilder();
        try {
            run(body, scope);
            return out.toString();
        } finally {
            out = outer;
        }
    }

    private Flow condition(TemplateNode.If choice, Scope scope) {
        for (int i = 0; i < choice.conditions().size(); i++) {
            if (TemplateValues.truth(value(choice.conditions().get(i), scope))) {
                return run(choice.bodies().get(i), scope);
            }
        }
        return run(choice.otherwise(), scope);
    }

    private Flow loop(TemplateNode.For loop, Scope scope) {
        List<Object> items = new ArrayList<>();
        for (Object item : TemplateValues.items(value(loop.of(), scope), budget)) {
            budget.step();
            if (loop.condition().isEmpty()) {
                items.add(item);
                continue;
            }
            Scope inner = scope.inner();
            bind(loop.names(), item, inner);
            if (TemplateValues.truth(value(loop.condition().get(), inner))) {
                items.add(item);
            }
        }
        if (items.isEmpty()) {
            return run(loop.otherwise(), scope);
        }
        for (int i = 0; i < items.size(); i++) {
            Scope inner = scope.inner();
            bind(loop.names(), items.get(i), inner);
            inner.names().put("loop", position(items, i));
            if (run(loop.body(), inner) == Flow.BREAK) {
                break;
            }
        }
        return Flow.ON;
    }

    private Map<String, Object> position(List<Object> items, int i) {
        Map<String, Object> loop = new HashMap<>();
        loop.put("index", i + 1L);
        loop.put("index0", (long) i);
        loop.put("revindex", (long) items.size() - i);
        loop.put("revindex0", items.size() - i - 1L);
        loop.put("first", i == 0);
        loop.put("last", i == items.size() - 1);
        loop.put("length", (long) items.size());
        loop.put("previtem", i == 0 ? new Undefined("previtem") : items.get(i - 1));
        loop.put("nextitem", i == items.size() - 1 ? new Undefined("nextitem") : items.get(i + 1));
        loop.put("cycle", (Function) (in, _) -> in.isEmpty() ? null : in.get(i % in.size()));
        return loop;
    }

    private void bind(List<String> names, Object item, Scope scope) {
        if (names.size() == 1) {
            scope.names().put(names.getFirst(), item);
            return;
        }
        List<?> parts = TemplateValues.items(item, budget);
        if (parts.size() != names.size()) {
            throw TemplateValues.wrong(parts.size() + " values came for " + names.size() + " names");
        }
        for (int i = 0; i < names.size(); i++) {
            scope.names().put(names.get(i), parts.get(i));
        }
    }

    private void assign(TemplateNode.Assignment set, Scope scope) {
        Object value = value(set.value(), scope);
        if (set.attribute().isEmpty()) {
            bind(set.names(), value, scope);
            return;
        }
        String name = set.names().getFirst();
        if (!(scope.find(name) instanceof Namespace space)) {
            throw TemplateValues.wrong("'" + name + "' is no namespace, so nothing can be set in it");
        }
        space.values.put(set.attribute().get(), value);
    }

    private Function function(TemplateNode.Macro macro, Scope scope) {
        return (in, by) -> {
            budget.enter();
            Scope inner = scope.inner();
            for (int i = 0; i < macro.parameters().size(); i++) {
                String name = macro.parameters().get(i);
                Expression otherwise = macro.defaults().get(name);
                Object value = i < in.size()
                        ? in.get(i)
                        : by.containsKey(name)
                                ? by.get(name)
                                : otherwise == null ? new Undefined(name) : value(otherwise, inner);
                inner.names().put(name, value);
            }
            String text = captured(macro.body(), inner);
            budget.leave();
            return text;
        };
    }

    private Object value(Expression expression, Scope scope) {
        budget.step();
        return switch (expression) {
            case TemplateNode.Literal literal -> literal.value();
            case TemplateNode.Name name -> scope.find(name.name());
            case TemplateNode.Items items -> values(items.items(), scope);
            case TemplateNode.Pairs pairs -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                for (int i = 0; i < pairs.keys().size(); i++) {
                    Object key = TemplateValues.key(value(pairs.keys().get(i), scope));
                    map.put(key, value(pairs.values().get(i), scope));
                }
                yield map;
            }
            case TemplateNode.Attribute attribute -> attribute(value(attribute.of(), scope), attribute.name());
            case TemplateNode.Item item -> item(value(item.of(), scope), value(item.key(), scope));
            case TemplateNode.Slice slice -> slice(slice, scope);
            case TemplateNode.Call call -> call(call, scope);
            case TemplateNode.Filter filter -> filter(filter, value(filter.of(), scope), scope);
            case TemplateNode.Test test ->
                tests.holds(
                                test.name(),
                                value(test.of(), scope),
                                values(test.arguments().inOrder(), scope))
                        != test.negated();
            case TemplateNode.Not not -> !TemplateValues.truth(value(not.of(), scope));
            case TemplateNode.Sign sign -> signed(value(sign.of(), scope), sign.minus());
            case TemplateNode.Binary binary -> binary(binary, scope);
            case TemplateNode.Comparison comparison -> comparison(comparison, scope);
            case TemplateNode.Choice choice -> {
                if (TemplateValues.truth(value(choice.condition(), scope))) {
                    yield value(choice.yes(), scope);
                }
                yield choice.no().isPresent() ? value(choice.no().get(), scope) : new Undefined("the other choice");
            }
        };
    }

    private List<Object> values(List<Expression> expressions, Scope scope) {
        List<Object> values = new ArrayList<>();
        for (Expression each : expressions) {
            values.add(value(each, scope));
        }
        return values;
    }

    private Map<String, Object> values(Map<String, Expression> expressions, Scope scope) {
        Map<String, Object> values = new LinkedHashMap<>();
        expressions.forEach((name, each) -> values.put(name, value(each, scope)));
        return values;
    }

    private Object filter(TemplateNode.Filter filter, Object value, Scope scope) {
        Arguments arguments = filter.arguments();
        return filters.apply(
                filter.name(), value, values(arguments.inOrder(), scope), values(arguments.byName(), scope));
    }

    private Object attribute(Object of, String name) {
        Optional<Function> method = methods.of(of, name);
        if (method.isPresent()) {
            return method.get();
        }
        return switch (of) {
            case Map<?, ?> map -> map.containsKey(name) ? map.get(name) : new Undefined(name);
            case Namespace space -> space.values.containsKey(name) ? space.values.get(name) : new Undefined(name);
            case Undefined undefined ->
                throw TemplateValues.wrong("'" + undefined.what() + "' is undefined and was asked for '" + name + "'");
            case null, default -> new Undefined(name);
        };
    }

    private Object item(Object of, Object key) {
        return switch (of) {
            case Map<?, ?> map ->
                map.containsKey(TemplateValues.key(key))
                        ? map.get(key)
                        : key instanceof String name && methods.of(of, name).isPresent()
                                ? methods.of(of, name).get()
                                : new Undefined(String.valueOf(key));
            case List<?> list when key instanceof Long index -> at(list, index);
            case String text when key instanceof Long index -> at(TemplateValues.items(text, budget), index);
            case Undefined undefined ->
                throw TemplateValues.wrong("'" + undefined.what() + "' is undefined and was asked for an item");
            case Namespace space
            when key instanceof String name ->
                space.values.containsKey(name) ? space.values.get(name) : new Undefined(name);
            case null, default ->
                key instanceof String name && methods.of(of, name).isPresent()
                        ? methods.of(of, name).get()
                        : new Undefined("an item of " + TemplateValues.kind(of));
        };
    }

    private static Object at(List<?> list, long index) {
        long i = index < 0 ? index + list.size() : index;
        return i >= 0 && i < list.size() ? list.get((int) i) : new Undefined("item " + index);
    }

    private Object slice(TemplateNode.Slice slice, Scope scope) {
        Object of = value(slice.of(), scope);
        if (of instanceof Undefined undefined) {
            throw TemplateValues.wrong("'" + undefined.what() + "' is undefined and was cut");
        }
        List<?> items = TemplateValues.items(of, budget);
        long step = bound(slice.step(), 1, scope);
        if (step == 0) {
            throw TemplateValues.wrong("a part goes on by zero");
        }
        long size = items.size();
        long low = step > 0 ? 0 : -1;
        long high = step > 0 ? size : size - 1;
        long from = clamp(
                bound(slice.from(), step > 0 ? low : high, scope), slice.from().isPresent(), size, low, high);
        long to = clamp(
                bound(slice.to(), step > 0 ? high : low, scope), slice.to().isPresent(), size, low, high);
        List<Object> part = new ArrayList<>();
        for (long i = from; step > 0 ? i < to : i > to; i += step) {
            budget.step();
            part.add(items.get((int) i));
        }
        return of instanceof String
                ? budget.made(
                        String.join("", part.stream().map(String.class::cast).toList()))
                : part;
    }

    private long bound(Optional<Expression> bound, long otherwise, Scope scope) {
        Object value = bound.isPresent() ? value(bound.get(), scope) : null;
        return value == null ? otherwise : TemplateValues.whole(value);
    }

    private static long clamp(long index, boolean given, long size, long low, long high) {
        long i = given && index < 0 && index != low ? index + size : given && index < 0 ? index + size : index;
        return Math.clamp(i, low, high);
    }

    private Object call(TemplateNode.Call call, Scope scope) {
        Object of = value(call.of(), scope);
        if (!(of instanceof Function function)) {
            String name = call.of() instanceof TemplateNode.Name named
                    ? named.name()
                    : call.of() instanceof TemplateNode.Attribute attribute ? attribute.name() : "a value";
            throw TemplateValues.wrong("'" + name + "' is no function that is known here");
        }
        return function.call(
                values(call.arguments().inOrder(), scope),
                values(call.arguments().byName(), scope));
    }

    private static Object signed(Object value, boolean minus) {
        if (value instanceof Double number) {
            return minus ? -number : number;
        }
        long whole = TemplateValues.whole(value);
        return minus ? -whole : whole;
    }

    private Object comparison(TemplateNode.Comparison comparison, Scope scope) {
        Object left = value(comparison.first(), scope);
        for (int i = 0; i < comparison.signs().size(); i++) {
            Object right = value(comparison.others().get(i), scope);
            boolean holds = switch (comparison.signs().get(i)) {
                case "==" -> TemplateValues.same(left, right, budget);
                case "!=" -> !TemplateValues.same(left, right, budget);
                case "<" -> TemplateValues.compare(left, right, budget) < 0;
                case ">" -> TemplateValues.compare(left, right, budget) > 0;
                case "<=" -> TemplateValues.compare(left, right, budget) <= 0;
                case ">=" -> TemplateValues.compare(left, right, budget) >= 0;
                case "in" -> TemplateValues.contains(right, left, budget);
                default -> !TemplateValues.contains(right, left, budget);
            };
            if (!holds) {
                return false;
            }
            left = right;
        }
        return true;
    }

    private Object binary(TemplateNode.Binary binary, Scope scope) {
        Object left = value(binary.left(), scope);
        if (binary.sign().equals("or")) {
            return TemplateValues.truth(left) ? left : value(binary.right(), scope);
        }
        if (binary.sign().equals("and")) {
            return TemplateValues.truth(left) ? value(binary.right(), scope) : left;
        }
        return new TemplateArithmetic(budget).apply(binary.sign(), left, value(binary.right(), scope));
    }
}
