package org.insula.store;

/**
 * A tenant to be made, or what a tenant is to become.
 *
 * @param name no other tenant has it
 * @param weight its share when all are waiting, relative to the others, 1 to 1000
 */
public record NewTenant(String name, int weight, Quotas quotas) {
    public NewTenant {
        Check.name("tenant's name", name);
        if (weight < 1 || weight > 1000) {
            throw StoreException.badInput("The weight of a tenant is " + weight + "; give 1 to 1000.");
        }
    }

    /** Weight 1, no bounds. */
    public static NewTenant named(String name) {
        return new NewTenant(name, 1, Quotas.unlimited());
    }
}
