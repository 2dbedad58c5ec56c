package org.insula.host;

/** Is told what was computed for whom, as soon as it is over. Called from the workers, several at once: it must be quick. */
public interface Meter {
    /** Keeps nothing. */
    Meter NONE = (_, _, _) -> {};

    /**
     * Something was computed.
     *
     * @param tenant for whom
     * @param model which model, or other work, it was
     * @param nanos processor time that it took
     */
    void computed(Tenant tenant, String model, long nanos);
}
