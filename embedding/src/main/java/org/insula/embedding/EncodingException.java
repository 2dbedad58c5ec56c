package org.insula.embedding;

/** A signal could not be encoded; the message says what arrived, what was expected and what to do. */
public class EncodingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EncodingException(String message) {
        super(message);
    }

    public EncodingException(String message, Throwable cause) {
        super(message, cause);
    }
}
