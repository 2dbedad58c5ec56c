package org.insula.store;

/** A job that waits to be started, and whose it is. */
public record QueuedJob(String tenant, Job job) {}
