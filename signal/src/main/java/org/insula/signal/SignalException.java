package org.insula.signal;

/** A signal cannot be read; the message says what arrived, what was expected and what to do. */
public class SignalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SignalException(String message) {
        super(message);
    }

    public SignalException(String message, Throwable cause) {
        super(message, cause);
    }
}
