package org.insula.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What a model continues: pieces of text or tokens, one after the other. Text of the template is {@link #markup}, in which
 * special tokens such as {@code <|eot_id|>} count as what they are; text of a person is {@link #plain}, in which they are
 * only letters, so that nobody can end their own turn and speak as someone else.
 *
 * <p>The beginning-of-text token is added where the model wants one and the prompt does not begin with it. Immutable.
 */
public final class Prompt {
    /** One piece of a prompt. */
    sealed interface Piece {}

    record Text(String text, boolean special) implements Piece {}

    record Tokens(List<Integer> tokens) implements Piece {}

    private final List<Piece> pieces;

    private Prompt(List<Piece> pieces) {
        this.pieces = pieces;
    }

    /** Text in which special tokens count, such as what a chat template renders. */
    public static Prompt markup(String text) {
        return new Prompt(List.of(new Text(Objects.requireNonNull(text), true)));
    }

    /** Text in which special tokens are only letters. */
    public static Prompt plain(String text) {
        return new Prompt(List.of(new Text(Objects.requireNonNull(text), false)));
    }

    /** Tokens as they are. */
    public static Prompt tokens(int... tokens) {
        return new Prompt(List.of(new Tokens(Arrays.stream(tokens).boxed().toList())));
    }

    /** This prompt with another one behind it. */
    public Prompt plus(Prompt next) {
        List<Piece> all = new ArrayList<>(pieces);
        all.addAll(next.pieces);
        return new Prompt(List.copyOf(all));
    }

    static Prompt of(List<Piece> pieces) {
        return new Prompt(List.copyOf(pieces));
    }

    List<Piece> pieces() {
        return pieces;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Prompt that && pieces.equals(that.pieces);
    }

    @Override
    public int hashCode() {
        return pieces.hashCode();
    }

    @Override
    public String toString() {
        return "Prompt" + pieces;
    }
}
