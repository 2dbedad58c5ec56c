package org.insula.language;

/** What becomes of requests. Called by the thread that computes, so whoever listens must not keep it. */
interface Events {
    /** The request left the queue. */
    void started(long id);

    void delta(long id, Delta delta);

    void done(long id, Usage usage);

    void failed(long id, LanguageException problem);

    /** Nothing more can be computed, for a reason that nobody thought of. */
    void broken(RuntimeException problem);
}
