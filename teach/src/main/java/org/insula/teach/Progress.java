package org.insula.teach;

/** Hears how far a long piece of work is. Called from several threads. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress NONE = (_, _) -> {};

    /**
     * @param done how many steps are finished, not necessarily in order of calls
     * @param total how many there are
     */
    void at(int done, int total);
}
