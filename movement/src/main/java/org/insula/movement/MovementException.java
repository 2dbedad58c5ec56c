package org.insula.movement;

/** A series cannot be read or transformed; the message says what arrived, what was expected and what to do. */
public class MovementException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MovementException(String message) {
        super(message);
    }

    public MovementException(String message, Throwable cause) {
        super(message, cause);
    }
}
