package org.insula.server;

import java.time.Duration;
import java.util.Optional;

/**
 * How the server listens.
 *
 * @param host the address to listen on; beyond this machine's own it takes an API key
 * @param port 0 for any that is free
 * @param maxBodyBytes the largest request that is read
 * @param patience how long a connection may be open before there is a whole request on it, and between two
 * @param oidc whose tokens are taken in place of keys, if anybody's
 */
public record ServerOptions(String host, int port, int maxBodyBytes, Duration patience, Optional<OidcSettings> oidc) {
    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(1);

    public ServerOptions {
        if (port < 0 || port > 65_535) {
            throw new ServerException("Port " + port + " does not exist; choose one from 1 to 65535.");
        }
    }

    /** With a minute's patience. */
    public ServerOptions(String host, int port, int maxBodyBytes) {
        this(host, port, maxBodyBytes, USUAL_PATIENCE, Optional.empty());
    }

    /** Port 8460 of 127.0.0.1, requests of up to 64 MB. */
    public static ServerOptions defaults() {
        return new ServerOptions("127.0.0.1", 8460, 64_000_000);
    }

    public ServerOptions withPatience(Duration longest) {
        return new ServerOptions(host, port, maxBodyBytes, longest, oidc);
    }

    public ServerOptions withOidc(OidcSettings settings) {
        return new ServerOptions(host, port, maxBodyBytes, patience, Optional.of(settings));
    }
}
