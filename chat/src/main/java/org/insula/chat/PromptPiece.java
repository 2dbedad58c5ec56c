package org.insula.chat;

/**
 * A piece of a prompt.
 *
 * @param markup whether special tokens in it count as what they are; not so where somebody wrote what looks like one
 */
public record PromptPiece(String text, boolean markup) {}
