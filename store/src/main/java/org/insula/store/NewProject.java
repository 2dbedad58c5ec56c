package org.insula.store;

import java.util.Optional;

/**
 * A project to be made.
 *
 * @param kind what its examples are, such as {@code face}: 1 to 40 small letters, digits and hyphens
 * @param purpose what it is for, of up to 2000 characters
 */
public record NewProject(String name, String kind, Optional<String> purpose) {
    public NewProject {
        Check.name("project's name", name);
        if (kind == null || !kind.matches("[a-z0-9-]{1,40}")) {
            throw StoreException.badInput(
                    "The project's kind is '" + kind + "'; give 1 to 40 small letters, digits and hyphens.");
        }
        purpose.ifPresent(text -> Check.longText("project's purpose", text, 2000));
    }

    public static NewProject of(String name, String kind) {
        return new NewProject(name, kind, Optional.empty());
    }
}
