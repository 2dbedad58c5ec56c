package org.insula.store;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A key to be made.
 *
 * @param scopes at most 100 names of models and projects; empty to confine it to none in particular
 * @param expires when it stops being good; empty for never
 */
public record NewKey(String name, Role role, Optional<Set<String>> scopes, Optional<Instant> expires) {
    public NewKey {
        Check.name("key's name", name);
        scopes = scopes.map(Set::copyOf);
        scopes.ifPresent(names -> names.forEach(scope -> Check.name("key's scope", scope)));
        if (scopes.isPresent() && scopes.get().size() > 100) {
            throw StoreException.badInput(
                    "The key has " + scopes.get().size() + " scopes; give at most 100, or none for all.");
        }
    }

    public static NewKey of(String name, Role role) {
        return new NewKey(name, role, Optional.empty(), Optional.empty());
    }
}
