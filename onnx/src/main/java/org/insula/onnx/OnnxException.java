package org.insula.onnx;

/** A graph could not be read, built or run; the message says what arrived, what was expected and what to do. */
public class OnnxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public OnnxException(String message) {
        super(message);
    }

    public OnnxException(String message, Throwable cause) {
        super(message, cause);
    }
}
