package org.insula.host;

import java.util.Optional;
import java.util.Set;
import org.insula.store.Actor;
import org.insula.store.Quotas;
import org.insula.store.Role;

/**
 * On whose behalf something is asked.
 *
 * @param tenant whose share of the machine it takes
 * @param role what it may do
 * @param key the id of the API key that it came with, if any; never the key itself
 * @param scopes the models and projects that it may use; empty for all of its tenant's
 * @param quotas what its tenant may use
 */
public record Caller(Tenant tenant, Role role, Optional<String> key, Optional<Set<String>> scopes, Quotas quotas) {
    public Caller {
        scopes = scopes.map(Set::copyOf);
    }

    /** Whoever runs Insula, on its own machine. */
    public static Caller owner() {
        return of(new Tenant("owner", 1), Role.ADMIN);
    }

    /** Somebody of this tenant, without a key, scopes or quotas. */
    public static Caller of(Tenant tenant, Role role) {
        return new Caller(tenant, role, Optional.empty(), Optional.empty(), Quotas.unlimited());
    }

    /** Whether it may use the model or project of this name. */
    public boolean mayUse(String name) {
        return scopes.isEmpty() || scopes.get().contains(name);
    }

    /** Whether it belongs to whoever runs this Insula and may manage everything. */
    public boolean isOwner() {
        return tenant.id().equals(org.insula.store.Tenants.OWNER) && role.includes(Role.ADMIN) && scopes.isEmpty();
    }

    /** @throws HostException if its role is less than this */
    void require(Role needed) {
        if (!role.includes(needed)) {
            throw new HostException(
                    HostException.Reason.FORBIDDEN,
                    "This takes a key of the role " + word(needed) + ", this one is of the role " + word(role)
                            + "; ask who runs this Insula for another.");
        }
    }

    /** How the audit log calls it. */
    Actor actor() {
        return new Actor(tenant.id(), key.orElse("local"));
    }

    private static String word(Role role) {
        return role.name().toLowerCase(java.util.Locale.ROOT);
    }
}
