package org.insula.host;

/**
 * One turn that was given, so that anyone may check that turns are given by the rule.
 *
 * @param number counts from 0
 * @param tenant who got it
 * @param work what was computed
 * @param virtualTime what the tenant's virtual time became, in nanoseconds of computing over its weight
 * @param stillWaiting how many tenants were left waiting
 */
public record Decision(long number, String tenant, String work, double virtualTime, int stillWaiting) {}
