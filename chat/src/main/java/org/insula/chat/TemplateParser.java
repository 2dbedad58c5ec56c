package org.insula.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.insula.chat.TemplateNode.Arguments;
import org.insula.chat.TemplateNode.Expression;
import org.insula.chat.TemplateToken.Kind;

/** Reads a template: statements here, expressions by recursive descent in Jinja's order of precedence. */
final class TemplateParser {
    private static final int MOST_NESTED = 120;

    private final String source;
    private final List<TemplateToken> tokens;
    private int at;
    private int nested;
    private int loops;

    private TemplateParser(String source) {
        this.source = source;
        this.tokens = TemplateLexer.tokens(source);
    }

    /** @throws ChatException if it is no template of this dialect */
    static List<TemplateNode> parse(String source) {
        TemplateParser parser = new TemplateParser(source);
        List<TemplateNode> nodes = parser.body(List.of());
        if (parser.peek().kind() != Kind.END) {
            throw parser.broken("'" + parser.tokens.get(parser.at + 1).text() + "' closes nothing");
        }
        return nodes;
    }

    private TemplateToken peek() {
        return tokens.get(at);
    }

    private TemplateToken next() {
        TemplateToken token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    private ChatException broken(String what) {
        return TemplateLexer.broken(source, peek().at(), what);
    }

    private boolean takeSign(String sign) {
        return take(Kind.SIGN, sign);
    }

    private boolean takeName(String name) {
        return take(Kind.NAME, name);
    }

    private boolean take(Kind kind, String text) {
        boolean here = peek().is(kind, text);
        if (here) {
            next();
        }
        return here;
    }

    private void expect(Kind kind, String text) {
        if (!take(kind, text)) {
            throw broken("'" + text + "' is expected and not '" + peek().text() + "'");
        }
    }

    private String name() {
        if (peek().kind() != Kind.NAME) {
            throw broken("a name is expected and not '" + peek().text() + "'");
        }
        return next().text();
    }

    private void deeper() {
        if (++nested > MOST_NESTED) {
            throw broken("it nests deeper than " + MOST_NESTED);
        }
    }

    /** Until a block that begins with one of these; that block is left. */
    private List<TemplateNode> body(List<String> ends) {
        deeper();
        List<TemplateNode> nodes = new ArrayList<>();
        while (true) {
            TemplateToken token = peek();
            if (token.kind() == Kind.TEXT) {
                nodes.add(new TemplateNode.Text(next().text()));
            } else if (token.kind() == Kind.PRINT) {
                next();
                nodes.add(new TemplateNode.Print(tuple()));
                expect(Kind.PRINT_END, "");
            } else if (token.kind() == Kind.BLOCK) {
                String keyword = tokens.get(at + 1).text();
                if (ends.contains(keyword) || keyword.startsWith("end") || keyword.startsWith("el")) {
                    break;
                }
                next();
                nodes.addAll(statement(name()));
            } else {
                break;
            }
        }
        nested--;
        return nodes;
    }

    private void end(String keyword) {
        expect(Kind.BLOCK, "");
        expect(Kind.NAME, keyword);
        if (peek().kind() == Kind.NAME) {
            next(); // {% endmacro name %}
        }
        expect(Kind.BLOCK_END, "");
    }

    private List<TemplateNode> statement(String keyword) {
        return switch (keyword) {
            case "if" -> List.of(condition());
            case "for" -> List.of(loop());
            case "set" -> List.of(assignment());
            case "macro" -> List.of(macro());
            case "filter" -> List.of(filtered());
            case "with" -> List.of(scoped());
            case "generation" -> {
                expect(Kind.BLOCK_END, "");
                List<TemplateNode> body = body(List.of());
                end("endgeneration");
                yield body;
            }
            case "break", "continue" -> {
                if (loops == 0) {
                    throw broken("'" + keyword + "' stands outside of a loop");
                }
                expect(Kind.BLOCK_END, "");
                yield List.of(keyword.equals("break") ? new TemplateNode.Break() : new TemplateNode.Continue());
            }
            default -> throw broken("'" + keyword + "' is not known");
        };
    }

    private TemplateNode condition() {
        List<Expression> conditions = new ArrayList<>();
        List<List<TemplateNode>> bodies = new ArrayList<>();
        List<TemplateNode> otherwise = List.of();
        conditions.add(tuple());
        expect(Kind.BLOCK_END, "");
        bodies.add(body(List.of()));
        while (tokens.get(at + (peek().kind() == Kind.BLOCK ? 1 : 0)).is(Kind.NAME, "elif")) {
            next();
            next();
            conditions.add(tuple());
            expect(Kind.BLOCK_END, "");
            bodies.add(body(List.of()));
        }
        otherwise = otherwise(otherwise);
        end("endif");
        return new TemplateNode.If(conditions, bodies, otherwise);
    }

    private List<TemplateNode> otherwise(List<TemplateNode> none) {
        if (peek().kind() != Kind.BLOCK || !tokens.get(at + 1).is(Kind.NAME, "else")) {
            return none;
        }
        next();
        next();
        expect(Kind.BLOCK_END, "");
        return body(List.of());
    }

    private List<String> targets() {
        List<String> names = new ArrayList<>();
        boolean bracket = takeSign("(");
        do {
            names.add(name());
        } while (takeSign(","));
        if (bracket) {
            expect(Kind.SIGN, ")");
        }
        return names;
    }

    private TemplateNode loop() {
        List<String> names = targets();
        expect(Kind.NAME, "in");
        Expression of = or();
        if (peek().is(Kind.SIGN, ",")) {
            List<Expression> items = new ArrayList<>(List.of(of));
            while (takeSign(",")) {
                items.add(or());
            }
            of = new TemplateNode.Items(items);
        }
        Optional<Expression> condition = takeName("if") ? Optional.of(expression()) : Optional.empty();
        if (takeName("recursive")) {
            throw broken("recursive loops are not known");
        }
        expect(Kind.BLOCK_END, "");
        loops++;
        List<TemplateNode> body = body(List.of());
        loops--;
        List<TemplateNode> otherwise = otherwise(List.of());
        end("endfor");
        return new TemplateNode.For(names, of, condition, body, otherwise);
    }

    private TemplateNode assignment() {
        List<String> names = targets();
        Optional<String> attribute = names.size() == 1 && takeSign(".") ? Optional.of(name()) : Optional.empty();
        if (takeSign("=")) {
            Expression value = tuple();
            expect(Kind.BLOCK_END, "");
            return new TemplateNode.Assignment(names, attribute, value);
        }
        if (names.size() > 1 || attribute.isPresent()) {
            throw broken("a block is set to more than one name");
        }
        List<TemplateNode.Filter> filters = filters();
        expect(Kind.BLOCK_END, "");
        List<TemplateNode> body = body(List.of());
        end("endset");
        return new TemplateNode.Captured(
                names.getFirst(), filters.isEmpty() ? body : List.of(new TemplateNode.Filtered(filters, body)));
    }

    private List<TemplateNode.Filter> filters() {
        List<TemplateNode.Filter> filters = new ArrayList<>();
        while (takeSign("|")) {
            filters.add(filter());
        }
        return filters;
    }

    private TemplateNode.Filter filter() {
        String name = name();
        Arguments arguments = takeSign("(") ? arguments() : new Arguments(List.of(), Map.of());
        return new TemplateNode.Filter(new TemplateNode.Literal(""), name, arguments);
    }

    private TemplateNode filtered() {
        List<TemplateNode.Filter> filters = new ArrayList<>(List.of(filter()));
        filters.addAll(filters());
        expect(Kind.BLOCK_END, "");
        List<TemplateNode> body = body(List.of());
        end("endfilter");
        return new TemplateNode.Filtered(filters, body);
    }

    private TemplateNode macro() {
        String name = name();
        List<String> parameters = new ArrayList<>();
        Map<String, Expression> defaults = new LinkedHashMap<>();
        expect(Kind.SIGN, "(");
        while (!takeSign(")")) {
            String parameter = name();
            parameters.add(parameter);
            if (takeSign("=")) {
                defaults.put(parameter, expression());
            }
            if (!peek().is(Kind.SIGN, ")")) {
                expect(Kind.SIGN, ",");
            }
        }
        expect(Kind.BLOCK_END, "");
        int outer = loops;
        loops = 0;
        List<TemplateNode> body = body(List.of());
        loops = outer;
        end("endmacro");
        return new TemplateNode.Macro(name, parameters, defaults, body);
    }

    private TemplateNode scoped() {
        List<String> names = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (peek().kind() == Kind.NAME) {
            names.add(name());
            expect(Kind.SIGN, "=");
            values.add(expression());
            takeSign(",");
        }
        expect(Kind.BLOCK_END, "");
        List<TemplateNode> body = body(List.of());
        end("endwith");
        return new TemplateNode.Scoped(names, values, body);
    }

    /** An expression, or several with commas between. */
    private Expression tuple() {
        Expression first = expression();
        if (!peek().is(Kind.SIGN, ",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (takeSign(",") && peek().kind() != Kind.PRINT_END && peek().kind() != Kind.BLOCK_END) {
            items.add(expression());
        }
        return new TemplateNode.Items(items);
    }

    private Expression expression() {
        deeper();
        Expression value = or();
        while (takeName("if")) {
            Expression condition = or();
            Optional<Expression> no = takeName("else") ? Optional.of(expression()) : Optional.empty();
            value = new TemplateNode.Choice(condition, value, no);
        }
        nested--;
        return value;
    }

    private Expression or() {
        Expression left = and();
        while (takeName("or")) {
            left = new TemplateNode.Binary("or", left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (takeName("and")) {
            left = new TemplateNode.Binary("and", left, not());
        }
        return left;
    }

    private Expression not() {
        if (takeName("not")) {
            deeper();
            Expression of = not();
            nested--;
            return new TemplateNode.Not(of);
        }
        return comparison();
    }

    private Expression comparison() {
        Expression first = sum();
        List<String> signs = new ArrayList<>();
        List<Expression> others = new ArrayList<>();
        while (true) {
            TemplateToken token = peek();
            if (token.kind() == Kind.SIGN
                    && List.of("==", "!=", "<", ">", "<=", ">=").contains(token.text())) {
                signs.add(next().text());
            } else if (takeName("in")) {
                signs.add("in");
            } else if (token.is(Kind.NAME, "not") && tokens.get(at + 1).is(Kind.NAME, "in")) {
                next();
                next();
                signs.add("not in");
            } else {
                break;
            }
            others.add(sum());
        }
        return signs.isEmpty() ? first : new TemplateNode.Comparison(first, signs, others);
    }

    private Expression sum() {
        Expression left = concatenation();
        while (peek().is(Kind.SIGN, "+") || peek().is(Kind.SIGN, "-")) {
            left = new TemplateNode.Binary(next().text(), left, concatenation());
        }
        return left;
    }

    private Expression concatenation() {
        Expression left = product();
        while (takeSign("~")) {
            left = new TemplateNode.Binary("~", left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = unary();
        while (peek().kind() == Kind.SIGN && List.of("*", "/", "//", "%").contains(peek().text())) {
            left = new TemplateNode.Binary(next().text(), left, unary());
        }
        return left;
    }

    private Expression unary() {
        if (peek().is(Kind.SIGN, "-") || peek().is(Kind.SIGN, "+")) {
            deeper();
            boolean minus = next().text().equals("-");
            Expression of = new TemplateNode.Sign(unary(), minus);
            nested--;
            return of;
        }
        return power();
    }

    private Expression power() {
        Expression left = filteredValue();
        return takeSign("**") ? new TemplateNode.Binary("**", left, unary()) : left;
    }

    /** A value with what follows it: filters bind closer than any sign, tests as close. */
    private Expression filteredValue() {
        Expression value = postfix(primary());
        while (true) {
            if (takeSign("|")) {
                TemplateNode.Filter filter = filter();
                value = postfix(new TemplateNode.Filter(value, filter.name(), filter.arguments()));
            } else if (takeName("is")) {
                value = test(value);
            } else {
                return value;
            }
        }
    }

    private Expression test(Expression value) {
        boolean negated = takeName("not");
        String name = name();
        Arguments arguments = new Arguments(List.of(), Map.of());
        if (takeSign("(")) {
            arguments = arguments();
        } else if (peek().kind() == Kind.STRING
                || peek().kind() == Kind.INTEGER
                || peek().is(Kind.SIGN, "[")
                || peek().kind() == Kind.NAME
                        && !List.of("else", "or", "and", "is", "if", "not", "in", "recursive")
                                .contains(peek().text())) {
            arguments = new Arguments(List.of(postfix(primary())), Map.of());
        }
        return new TemplateNode.Test(value, name, arguments, negated);
    }

    private Expression postfix(Expression first) {
        Expression value = first;
        int chain = 0;
        while (true) {
            if (++chain > MOST_NESTED) {
                throw broken("a chain is longer than " + MOST_NESTED);
            }
            if (takeSign(".")) {
                value = peek().kind() == Kind.INTEGER
                        ? new TemplateNode.Item(value, new TemplateNode.Literal(Long.parseLong(next().text())))
                        : new TemplateNode.Attribute(value, name());
            } else if (takeSign("[")) {
                value = item(value);
            } else if (takeSign("(")) {
                value = new TemplateNode.Call(value, arguments());
            } else {
                return value;
            }
        }
    }

    private Expression item(Expression of) {
        Optional<Expression> from = peek().is(Kind.SIGN, ":") ? Optional.empty() : Optional.of(expression());
        if (takeSign("]")) {
            return new TemplateNode.Item(of, from.orElseThrow());
        }
        expect(Kind.SIGN, ":");
        Optional<Expression> to = bound();
        Optional<Expression> step = takeSign(":") ? bound() : Optional.empty();
        expect(Kind.SIGN, "]");
        return new TemplateNode.Slice(of, from, to, step);
    }

    private Optional<Expression> bound() {
        return peek().is(Kind.SIGN, ":") || peek().is(Kind.SIGN, "]") ? Optional.empty() : Optional.of(expression());
    }

    private Arguments arguments() {
        List<Expression> inOrder = new ArrayList<>();
        Map<String, Expression> byName = new LinkedHashMap<>();
        while (!takeSign(")")) {
            if (peek().kind() == Kind.NAME && tokens.get(at + 1).is(Kind.SIGN, "=")) {
                String name = name();
                next();
                byName.put(name, expression());
            } else {
                inOrder.add(expression());
            }
            if (!peek().is(Kind.SIGN, ")")) {
                expect(Kind.SIGN, ",");
            }
        }
        return new Arguments(inOrder, byName);
    }

    private Expression primary() {
        TemplateToken token = next();
        return switch (token.kind()) {
            case STRING -> {
                StringBuilder text = new StringBuilder(token.text());
                while (peek().kind() == Kind.STRING) {
                    text.append(next().text());
                }
                yield new TemplateNode.Literal(text.toString());
            }
            case INTEGER -> new TemplateNode.Literal(Long.parseLong(token.text()));
            case DECIMAL -> new TemplateNode.Literal(Double.parseDouble(token.text()));
            case NAME -> named(token.text());
            case SIGN -> bracket(token.text());
            default -> {
                at--;
                throw broken("a value is expected");
            }
        };
    }

    private static Expression named(String name) {
        return switch (name) {
            case "true", "True" -> new TemplateNode.Literal(true);
            case "false", "False" -> new TemplateNode.Literal(false);
            case "none", "None", "null" -> new TemplateNode.Literal(null);
            default -> new TemplateNode.Name(name);
        };
    }

    private Expression bracket(String sign) {
        switch (sign) {
            case "(" -> {
                if (takeSign(")")) {
                    return new TemplateNode.Items(List.of());
                }
                Expression first = expression();
                if (takeSign(")")) {
                    return first;
                }
                List<Expression> items = new ArrayList<>(List.of(first));
                while (takeSign(",") && !peek().is(Kind.SIGN, ")")) {
                    items.add(expression());
                }
                expect(Kind.SIGN, ")");
                return new TemplateNode.Items(items);
            }
            case "[" -> {
                List<Expression> items = new ArrayList<>();
                while (!takeSign("]")) {
                    items.add(expression());
                    if (!peek().is(Kind.SIGN, "]")) {
                        expect(Kind.SIGN, ",");
                    }
                }
                return new TemplateNode.Items(items);
            }
            case "{" -> {
                List<Expression> keys = new ArrayList<>();
                List<Expression> values = new ArrayList<>();
                while (!takeSign("}")) {
                    keys.add(expression());
                    expect(Kind.SIGN, ":");
                    values.add(expression());
                    if (!peek().is(Kind.SIGN, "}")) {
                        expect(Kind.SIGN, ",");
                    }
                }
                return new TemplateNode.Pairs(keys, values);
            }
            default -> throw broken("'" + sign + "' begins no value");
        }
    }
}
