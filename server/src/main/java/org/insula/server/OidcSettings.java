package org.insula.server;

import java.net.URI;

/**
 * Whose tokens are taken in place of API keys.
 *
 * @param issuer as in {@code iss}; its keys are found through {@code /.well-known/openid-configuration}. HTTP only on this
 *     machine, else HTTPS
 * @param audience must be in {@code aud}
 * @param tenantClaim holds the id of a tenant here, or its name; who has none belongs to nobody and is refused
 * @param roleClaim holds reader, teacher or admin, or a list in which the highest of them counts; without it, reader
 */
public record OidcSettings(URI issuer, String audience, String tenantClaim, String roleClaim) {
    public OidcSettings {
        boolean https = "https".equals(issuer.getScheme());
        boolean here =
                "http".equals(issuer.getScheme()) && issuer.getHost() != null && Loopback.isLoopback(issuer.getHost());
        if (issuer.getHost() == null || !(https || here)) {
            throw new ServerException("The issuer of tokens is '" + issuer
                    + "'; give its address as it stands in 'iss', such as https://login.example.org/realms/us.");
        }
        if (audience.isBlank() || tenantClaim.isBlank() || roleClaim.isBlank()) {
            throw new ServerException("The audience or a claim of the issuer's tokens is empty; name it.");
        }
    }

    /** With the claims {@code insula_tenant} and {@code insula_role}. */
    public OidcSettings(URI issuer, String audience) {
        this(issuer, audience, "insula_tenant", "insula_role");
    }
}
