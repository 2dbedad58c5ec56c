package org.insula.store;

/** How far a job is. */
public enum JobState {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED,
    /** The process ended before the job did, more than once. */
    INTERRUPTED;

    /** Whether it will not change any more. */
    public boolean ended() {
        return this != QUEUED && this != RUNNING;
    }
}
