package org.insula.host;

/** A request that the host cannot answer; the message says what arrived, what was expected and what to do. */
public final class HostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why, in the few ways that a protocol tells apart. */
    public enum Reason {
        /** No model, or no kind, of that name. */
        NOT_FOUND,
        /** The request or its content is not what the model takes. */
        BAD_INPUT,
        /** There is something of that name already. */
        CONFLICT,
        /** The host is stopping. */
        STOPPING
    }

    public HostException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public HostException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
