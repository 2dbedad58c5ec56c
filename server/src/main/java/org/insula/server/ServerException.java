package org.insula.server;

/** The server could not start; the message says what arrived, what was expected and what to do. */
public final class ServerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ServerException(String message) {
        super(message);
    }

    public ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
