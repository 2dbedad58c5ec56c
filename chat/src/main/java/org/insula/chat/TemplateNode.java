package org.insula.chat;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a template is made of. */
sealed interface TemplateNode {
    /** Something with a value. */
    sealed interface Expression {}

    record Literal(Object value) implements Expression {}

    record Name(String name) implements Expression {}

    record Items(List<Expression> items) implements Expression {}

    record Pairs(List<Expression> keys, List<Expression> values) implements Expression {}

    record Attribute(Expression of, String name) implements Expression {}

    record Item(Expression of, Expression key) implements Expression {}

    record Slice(Expression of, Optional<Expression> from, Optional<Expression> to, Optional<Expression> step)
            implements Expression {}

    record Arguments(List<Expression> inOrder, Map<String, Expression> byName) {}

    record Call(Expression of, Arguments arguments) implements Expression {}

    record Filter(Expression of, String name, Arguments arguments) implements Expression {}

    record Test(Expression of, String name, Arguments arguments, boolean negated) implements Expression {}

    record Not(Expression of) implements Expression {}

    record Sign(Expression of, boolean minus) implements Expression {}

    record Binary(String sign, Expression left, Expression right) implements Expression {}

    record Comparison(Expression first, List<String> signs, List<Expression> others) implements Expression {}

    record Choice(Expression condition, Expression yes, Optional<Expression> no) implements Expression {}

    record Text(String text) implements TemplateNode {}

    record Print(Expression value) implements TemplateNode {}

    record If(List<Expression> conditions, List<List<TemplateNode>> bodies, List<TemplateNode> otherwise)
            implements TemplateNode {}

    record For(
            List<String> names,
            Expression of,
            Optional<Expression> condition,
            List<TemplateNode> body,
            List<TemplateNode> otherwise)
            implements TemplateNode {}

    /** @param attribute of a namespace; empty for a plain name */
    record Assignment(List<String> names, Optional<String> attribute, Expression value) implements TemplateNode {}

    record Captured(String name, List<TemplateNode> body) implements TemplateNode {}

    record Filtered(List<Filter> filters, List<TemplateNode> body) implements TemplateNode {}

    record Macro(String name, List<String> parameters, Map<String, Expression> defaults, List<TemplateNode> body)
            implements TemplateNode {}

    record Scoped(List<String> names, List<Expression> values, List<TemplateNode> body) implements TemplateNode {}

    record Break() implements TemplateNode {}

    record Continue() implements TemplateNode {}
}
