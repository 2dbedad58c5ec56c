package org.insula.host;

import java.util.Objects;

/**
 * Who shares this Insula: a person, a team, a class. The host treats every tenant by the same rule; only the weight, which
 * whoever runs Insula sets and everybody may read, gives one a larger share when there is not enough for all.
 *
 * @param id names it for ever
 * @param weight its share of the computing beside others that wait, at least 1
 */
public record Tenant(String id, int weight) {
    static final int MOST = 1_000;

    public Tenant {
        Objects.requireNonNull(id);
        if (weight < 1 || weight > MOST) {
            throw new HostException(
                    HostException.Reason.BAD_INPUT,
                    "Tenant '" + id + "' has the weight " + weight + "; give a whole number from 1 to " + MOST + ".");
        }
    }
}
