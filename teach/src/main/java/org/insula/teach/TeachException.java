package org.insula.teach;

/** Teaching, evaluating or reading a model failed; the message says what arrived, what was expected and what to do. */
public final class TeachException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TeachException(String message) {
        super(message);
    }

    public TeachException(String message, Throwable cause) {
        super(message, cause);
    }
}
