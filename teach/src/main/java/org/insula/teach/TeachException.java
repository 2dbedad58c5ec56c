package org.insula.teach;

/** Examples that cannot be learnt from; the message says what arrived, what was expected and what to do. */
public class TeachException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TeachException(String message) {
        super(message);
    }

    public TeachException(String message, Throwable cause) {
        super(message, cause);
    }
}
