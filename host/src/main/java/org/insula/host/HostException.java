package org.insula.host;

import java.time.Duration;
import java.util.Optional;

/** A request that the host cannot answer; the message says what arrived, what was expected and what to do. */
public final class HostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final Duration retryAfter;

    /** Why, in the few ways that a protocol tells apart. */
    public enum Reason {
        /** No model, no project or no kind of that name, or it is another tenant's. */
        NOT_FOUND,
        /** The request or its content is not what the model takes. */
        BAD_INPUT,
        /** There is something of that name already, or it changed meanwhile. */
        CONFLICT,
        /** No key came, or one that is wrong, expired or revoked. */
        UNAUTHENTICATED,
        /** The key may not do this. */
        FORBIDDEN,
        /** More waits than may wait, or a quota is used up; {@link #retryAfter} says when to come again. */
        BUSY,
        /** It could not be answered within the time that the caller gave. */
        TIMEOUT,
        /** The host is stopping. */
        STOPPING
    }

    public HostException(Reason reason, String message) {
        this(reason, message, (Throwable) null);
    }

    public HostException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.retryAfter = null;
    }

    /** For {@link Reason#BUSY}: when it is worth trying again. */
    public HostException(Reason reason, String message, Duration retryAfter) {
        super(message);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public Reason reason() {
        return reason;
    }

    /** When it is worth trying again, where that is known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
