package org.insula.server.http;

import java.util.Optional;

/** A request that is malformed in itself; the message says what arrived, what was expected and what to do. */
public final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String part;

    public BadRequest(String message) {
        this(400, message);
    }

    /** @param status of HTTP, 400 to 499, or 501 for what this server does not do */
    public BadRequest(int status, String message) {
        this(status, message, null);
    }

    /** @param part the field that is at fault */
    public BadRequest(String message, String part) {
        this(400, message, part);
    }

    private BadRequest(int status, String message, String part) {
        super(message);
        this.status = status;
        this.part = part;
    }

    /** The field of the request that is at fault, where it was said. */
    public Optional<String> part() {
        return Optional.ofNullable(part);
    }

    public int status() {
        return status;
    }
}
