package org.insula.language;

/**
 * A language model could not be opened or could not answer; the message says what arrived, what was expected and what to
 * do.
 */
public final class LanguageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    public LanguageException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public LanguageException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Whose fault it is, for those who turn it into a status. */
    public Reason reason() {
        return reason;
    }

    /** What kind of failure an exception tells of. */
    public enum Reason {
        /** A setting of the request is out of range, or its grammar cannot be read. */
        INVALID_REQUEST,
        /** The prompt, or the prompt and the tokens asked for, do not fit into the context. */
        CONTEXT_TOO_LONG,
        /** As many requests wait as may wait; come again later. */
        OVERLOADED,
        /** The file is no GGUF model that can be hosted. */
        INVALID_MODEL,
        /** The model would need more memory than it may take. */
        OUT_OF_MEMORY,
        /** The native library is missing or is not the one that this version was made for. */
        UNSUPPORTED_PLATFORM,
        /** The process that computes ended while it worked on this; the same request may succeed next time. */
        WORKER_FAILED,
        /** The model was closed. */
        CLOSED
    }
}
