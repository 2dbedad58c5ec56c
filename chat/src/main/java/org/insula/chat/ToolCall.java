package org.insula.chat;

/**
 * A call that a model makes.
 *
 * @param id tells the calls of a conversation apart
 * @param name of the tool
 * @param arguments a JSON object, as text
 */
public record ToolCall(String id, String name, String arguments) {}
