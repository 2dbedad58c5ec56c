package org.insula.chat;

/** A piece of what somebody says. */
public sealed interface Part {
    /** Words. */
    record Text(String text) implements Part {}

    /**
     * Something that the model cannot read by itself and that tools may look at.
     *
     * @param kind image, audio or file
     * @param name how the conversation refers to it
     */
    record Attachment(String kind, String name) implements Part {}
}
