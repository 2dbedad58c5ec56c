package org.insula.chat;

/**
 * A template, a schema or a conversation that cannot be used; the message says what arrived, what was expected and what
 * to do.
 */
public class ChatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ChatException(String message) {
        super(message);
    }

    public ChatException(String message, Throwable cause) {
        super(message, cause);
    }
}
