package org.insula.store;

/**
 * How much of an alias's traffic a version gets.
 *
 * @param percent 1 to 100
 */
public record Share(String project, long version, int percent) {
    public Share {
        Check.text("project's id", project, 64);
        if (percent < 1 || percent > 100) {
            throw StoreException.badInput("A share is " + percent + " percent; give 1 to 100.");
        }
    }
}
