package org.insula.host;

import java.util.Optional;
import java.util.Set;

/**
 * On whose behalf something is asked.
 *
 * @param tenant whose share of the machine it takes
 * @param role what it may do
 * @param key the id of the API key that it came with, if any; never the key itself
 * @param scopes the models and projects that it may use; empty for all of its tenant's
 */
public record Caller(Tenant tenant, Role role, Optional<String> key, Set<String> scopes) {
    /** What a caller may do; each may do what the ones before it may. */
    public enum Role {
        /** Ask models. */
        READER,
        /** Add examples, teach, publish. */
        TEACHER,
        /** Make keys and tenants, and see everyone's usage. */
        ADMIN
    }

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Whoever runs Insula, on its own machine. */
    public static Caller owner() {
        return new Caller(new Tenant("owner", 1), Role.ADMIN, Optional.empty(), Set.of());
    }

    /** Whether it may do what this role may. */
    public boolean may(Role wanted) {
        return role.compareTo(wanted) >= 0;
    }

    /** Whether it may use the model or project of this name. */
    public boolean mayUse(String name) {
        return scopes.isEmpty() || scopes.contains(name);
    }
}
