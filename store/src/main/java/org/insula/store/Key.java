package org.insula.store;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An API key, without its secret.
 *
 * @param scopes names of models and projects that it is confined to; empty if it is not confined
 */
public record Key(
        String id,
        String tenant,
        String name,
        Role role,
        Optional<Set<String>> scopes,
        Instant created,
        Optional<Instant> expires,
        Optional<Instant> revoked) {
    public Key {
        scopes = scopes.map(Set::copyOf);
    }

    /** Whether it may touch the model or project of that name. */
    public boolean covers(String name) {
        return scopes.isEmpty() || scopes.get().contains(name);
    }
}
