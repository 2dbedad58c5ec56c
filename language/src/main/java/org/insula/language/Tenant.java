package org.insula.language;

/**
 * Who asks. Tenants share a model in proportion to their weights, measured in tokens.
 *
 * @param id any name; requests of the same name share one account
 * @param weight above 0; a tenant of weight 2 gets twice the tokens of one of weight 1 while both want more
 */
public record Tenant(String id, double weight) {
    /** Whoever does not say who they are. */
    public static final Tenant ANYONE = new Tenant("", 1);

    public Tenant {
        if (!(weight > 0 && weight < 1e9)) {
            throw new LanguageException(
                    LanguageException.Reason.INVALID_REQUEST,
                    "Tenant '" + id + "' has the weight " + weight + "; give a number above 0.");
        }
    }
}
