package org.insula.chat;

/** What a model's output adds to its answer. */
public sealed interface Delta {
    /** More of what it says. */
    record Content(String text) implements Delta {}

    /** More of what it thinks before it says something. */
    record Reasoning(String text) implements Delta {}

    /**
     * A whole call.
     *
     * @param index which call of this answer, from 0
     * @param name of the tool
     * @param arguments a JSON object, as text
     */
    record Call(int index, String name, String arguments) implements Delta {}
}
