package org.insula.store;

/** The store could not do what was asked; the message says what arrived, what was expected and what to do. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why, in the few ways that a caller answers differently. */
    public enum Reason {
        /** No such object, or it is another tenant's. */
        NOT_FOUND,
        /** Something of that name exists, the object has changed since, or something else still needs it. */
        CONFLICT,
        /** The tenant has used up what it may. */
        QUOTA,
        /** The disk, or the space the database may take, is full; nothing was written. */
        FULL,
        /** The database or the blobs cannot be reached now; trying again later may help. */
        UNAVAILABLE,
        /** What was given is not what the store takes. */
        BAD_INPUT,
        /** More bytes came than are taken of one content. */
        TOO_LARGE,
        /** What is stored is damaged; {@link Store#doctor()} says more. */
        BROKEN
    }

    public StoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public StoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    static StoreException notFound(String what, String name) {
        return new StoreException(
                Reason.NOT_FOUND, "There is no " + what + " '" + name + "'; list what there is and name one of it.");
    }

    static StoreException changed(String what, String name) {
        return new StoreException(
                Reason.CONFLICT,
                "The " + what + " '" + name + "' has changed since it was read; read it again and repeat the change.");
    }

    static StoreException badInput(String message) {
        return new StoreException(Reason.BAD_INPUT, message);
    }
}
