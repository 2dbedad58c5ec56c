package org.insula.store;

import java.util.Optional;

/** An example to be added; its content comes beside it. */
public record NewExample(String label, String name, Optional<String> group) {
    public NewExample {
        Check.name("label", label);
        Check.name("example's name", name);
        Check.optionalName("example's group", group);
    }

    public static NewExample of(String label, String name) {
        return new NewExample(label, name, Optional.empty());
    }
}
